"""Counsel against the slots of places: which pairs there are, what each is worth, and the best matching."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from habeas.core import travel
from habeas.core.config import Config
from habeas.core.matching.assign import best_pairs, greedy_pairs
from habeas.core.matching.panel import NO_COUNSEL, CounselSet
from habeas.core.matching.queues import PlaceQueue
from habeas.core.matching.rule import MatchInput
from habeas.core.matching.value import GRID, Floats, count_reached, newcomer_values

Ints = NDArray[np.int64]
LEAST_VALUE = 0.01
TIE = 1e-9


@dataclass(slots=True)
class Edges:
    """One entry a pair of queue (by its number) and counsel; those of one queue together, the nearest first.

    minutes: until she could be with somebody there; chance: that she says yes.
    """

    queue: list[int] = field(default_factory=list)
    counsel: list[str] = field(default_factory=list)
    minutes: list[float] = field(default_factory=list)
    chance: list[float] = field(default_factory=list)

    def of(self, queue: int) -> range:
        """Those of one queue, the nearest first."""
        return range(bisect_left(self.queue, queue), bisect_right(self.queue, queue))

    def extend(self, others: "Edges") -> None:
        self.queue += others.queue
        self.counsel += others.counsel
        self.minutes += others.minutes
        self.chance += others.chance

    def add(self, queue: int, counsel: str, minutes: float, chance: float) -> None:
        self.queue.append(queue)
        self.counsel.append(counsel)
        self.minutes.append(minutes)
        self.chance.append(chance)


@dataclass(frozen=True, slots=True)
class Pick:
    """An edge of the matching. slot: how many newcomers come there before her."""

    edge: int
    slot: int
    value: float


class _Caller(NamedTuple):
    """Somebody who can be rung. ready: minutes until she is done where she is; nothing for who is free."""

    ready: float
    area: str | None
    load: int
    fingerprint: str


# Minutes, load, fingerprint: nearest first, then who has less to do, then by fingerprint.
_Nearness = tuple[float, int, str]


class Market:
    """The queues and those `free` to be rung for them, over the rounds of one decision.

    Only what a round has changed is reckoned anew. Beyond the budget (`most_looks` at cases and pairs) each
    round is twice as broad as the one before, as far as `most_edges` go: coarser, and soon at its end.
    `ready`: minutes until each who has cases has done them.
    """

    def __init__(
        self,
        queues: Sequence[PlaceQueue],
        free: Mapping[str, int],
        ready: Mapping[str, float],
        inputs: MatchInput,
    ) -> None:
        self._queues = queues
        self._free = free
        self._inputs = inputs
        self._callers = _callers(free, ready, inputs)
        self._nearness: dict[str, list[_Nearness]] = {}
        self._able: list[CounselSet] = [NO_COUNSEL] * len(queues)
        self._edges: list[Edges] = [Edges() for _ in queues]
        # By the numbers of queues: whose edges, and whose values, are to be reckoned anew.
        self._stale_edges = set(range(len(queues)) if self._callers else ())
        self._stale_values = set(range(len(queues)))
        self._values: Floats | None = None
        self._looks = 0
        self._breadth = 1

    def edges(self) -> Edges:
        """For each queue the nearest of those who can be rung for somebody in it."""
        self._broaden()
        for number in sorted(self._stale_edges):
            self._look(number)
        self._stale_edges.clear()
        everything = Edges()
        for edges in self._edges:
            everything.extend(edges)
        return everything

    def picks(self, edges: Edges) -> list[Pick]:
        """The best matching of these."""
        return match_slots(self._queues, edges, self._broaden_slots(self._newcomers()), self._inputs.config)

    def note_offers(self, numbers: Iterable[int], counsel: Iterable[str]) -> None:
        """Offers were made in these queues to these counsel, whom the round spent."""
        changed_queues = set(numbers)
        spent_counsel = frozenset(counsel) - self._free.keys()
        for number in changed_queues:
            self._queues[number].note_offer()
        self._stale_values |= changed_queues
        self._stale_edges |= changed_queues | {
            number for number, able in enumerate(self._able) if not spent_counsel.isdisjoint(able)
        }

    def _newcomers(self) -> Floats:
        """What newcomers are worth, with the offers made so far."""
        numbers = sorted(self._stale_values)
        if numbers:
            queues = [self._queues[number].foreseen(self._inputs) for number in numbers]
            values = newcomer_values(queues, self._inputs.config)
            if self._values is None:
                self._values = values
            self._values[numbers] = values
        self._stale_values.clear()
        assert self._values is not None
        return self._values

    def _broaden(self) -> None:
        config, active = self._inputs.config, sum(bool(edges.queue) for edges in self._edges)
        pairs = active * config.nearest * config.newcomers * (2 * self._breadth) ** 2
        if self._looks > config.most_looks and pairs <= config.most_edges:
            self._breadth *= 2
            self._stale_edges |= {number for number, edges in enumerate(self._edges) if edges.queue}

    def _broaden_slots(self, values: Floats) -> Floats:
        """Beyond those who are reckoned with, each newcomer is worth what the last of them is."""
        slots = values.shape[1]
        broad: Floats = values[:, np.minimum(np.arange(slots * self._breadth), slots - 1)]
        return broad

    def _look(self, number: int) -> None:
        queue, config, edges = self._queues[number], self._inputs.config, Edges()
        able = queue.askable(self._inputs.panel, self._free)
        for minutes, _, fingerprint in self._nearest(queue.place.area, able):
            chance = queue.chance(fingerprint, self._inputs)
            edges.add(number, fingerprint, minutes + config.entry_minutes, chance)
        self._able[number], self._edges[number] = able, edges
        self._looks += len(queue.searches) + len(edges.queue)

    def _nearest(self, area: str, able: CounselSet) -> list[_Nearness]:
        if not able:
            return []
        if area not in self._nearness:
            self._nearness[area] = self._by_nearness(area)
        most = self._inputs.config.nearest * self._breadth
        return list(islice((entry for entry in self._nearness[area] if entry[2] in able), most))

    def _by_nearness(self, area: str) -> list[_Nearness]:
        table = self._inputs.board.travel
        origins = {caller.area for caller in self._callers}
        way = {origin: travel.minutes(table, origin, area) for origin in origins}
        return sorted((ready + way[origin], load, key) for ready, origin, load, key in self._callers)


def count_likely(queues: Sequence[PlaceQueue], inputs: MatchInput) -> float:
    """How many who wait now are reached within the limit with the offers made so far, as expected."""
    if not queues:
        return 0.0
    return float(count_reached([queue.present(inputs) for queue in queues], inputs.config).sum())


def _callers(free: Mapping[str, int], ready: Mapping[str, float], inputs: MatchInput) -> list[_Caller]:
    """Of those `free`, who is done where she is soon enough to be asked for another place."""
    book_ahead, counsel = inputs.config.book_ahead_minutes, inputs.panel.counsel
    soon = sorted(key for key in free if ready.get(key, 0.0) <= book_ahead)
    return [_Caller(ready.get(key, 0.0), counsel[key].area, counsel[key].load, key) for key in soon]


def match_slots(queues: Sequence[PlaceQueue], edges: Edges, newcomers: Floats, config: Config) -> list[Pick]:
    """The best matching, nearest first. `newcomers` is D [queue, slot, GRID]. Greedy beyond `most_edges`."""
    q, rows = np.array(edges.queue), np.unique(np.array(edges.counsel), return_inverse=True)[1]
    values = _values(queues, edges, newcomers, config)
    width = values.shape[1]
    flat = values.ravel()
    solve = best_pairs if np.count_nonzero(flat > 0) <= config.most_edges else greedy_pairs
    cells = solve(np.repeat(rows, width), (q[:, None] * width + np.arange(width)).ravel(), flat)
    picks = [Pick(cell // width, cell % width, float(flat[cell])) for cell in cells.tolist()]
    return sorted(picks, key=lambda pick: (edges.minutes[pick.edge], pick.edge))


def _values(queues: Sequence[PlaceQueue], edges: Edges, newcomers: Floats, config: Config) -> Floats:
    """[edge, slot]: what the pair is worth there; nothing in slots beyond the number of those who wait."""
    q, minutes, chance = np.array(edges.queue), np.array(edges.minutes), np.array(edges.chance)
    first = np.array([not queue.hands for queue in queues])[q]
    gain = _between(newcomers, q, minutes)
    gain[:, 0] *= np.where(first, config.first_counsel_factor, 1.0)
    gain[:, 1:] -= config.second_counsel_cost
    gain[~first, 0] -= config.second_counsel_cost
    values: Floats = (
        chance[:, None] * (gain - config.travel_cost_per_minute * minutes[:, None]) - config.cost_per_notice
    )
    # However late, however far: where nobody is, comes or is asked, somebody is worth asking.
    lonely = first & ~np.array([queue.is_called() for queue in queues])[q]
    values[lonely, 0] = np.maximum(values[lonely, 0], LEAST_VALUE * chance[lonely] / minutes[lonely])
    # Between equals the nearer, then who has less to do, then by fingerprint: the order in which they stand.
    values -= TIE * np.arange(q.size)[:, None]
    lengths = np.array([len(queue.searches) for queue in queues])[q]
    values[np.arange(values.shape[1])[None, :] >= lengths[:, None]] = 0.0
    return values


def _between(newcomers: Floats, q: Ints, minutes: Floats) -> Floats:
    """[edge, slot]: D at each edge's own minutes, straight between the points of the grid."""
    right = np.clip(np.searchsorted(GRID, minutes), 1, GRID.size - 1)
    low, high = GRID[right - 1], GRID[right]
    share = np.clip((minutes - low) / (high - low), 0.0, 1.0)[:, None]
    gains: Floats = newcomers[q, :, right - 1] * (1 - share) + newcomers[q, :, right] * share
    return gains
