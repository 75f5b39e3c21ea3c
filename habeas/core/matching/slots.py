"""Counsel against the slots of places: which pairs there are, what each is worth, and the best matching."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from habeas.core import travel
from habeas.core.config import Config
from habeas.core.matching import assign
from habeas.core.matching.panel import NOBODY, Names
from habeas.core.matching.queues import Waiting
from habeas.core.matching.rule import MatchInput
from habeas.core.matching.value import GRID, Floats, reached, worth

Ints = NDArray[np.int64]
# Minutes, load, name: nearest first, then who has less to do, then by name.
_Near = tuple[float, int, str]
LEAST_VALUE = 0.01
TIE = 1e-9


@dataclass(slots=True)
class Edges:
    """One entry a pair of queue (its number) and counsel; those of one queue together, the nearest first.

    minutes: until she could be with somebody there; chance: that she says yes.
    """

    queue: list[int] = field(default_factory=list)
    counsel: list[str] = field(default_factory=list)
    minutes: list[float] = field(default_factory=list)
    chance: list[float] = field(default_factory=list)

    def of(self, queue: int) -> range:
        """Those of one queue, the nearest first."""
        return range(bisect_left(self.queue, queue), bisect_right(self.queue, queue))

    def extend(self, more: "Edges") -> None:
        self.queue += more.queue
        self.counsel += more.counsel
        self.minutes += more.minutes
        self.chance += more.chance

    def add(self, queue: int, counsel: str, minutes: float, chance: float) -> None:
        self.queue.append(queue)
        self.counsel.append(counsel)
        self.minutes.append(minutes)
        self.chance.append(chance)


@dataclass(frozen=True, slots=True)
class Pick:
    """An edge of the matching. slot: she would be the how-manieth newcomer, from 0."""

    edge: int
    slot: int
    value: float


class Market:
    """The queues and those `free` to be rung for them, over the rounds of one decision.

    Only what a round has changed is reckoned anew. Beyond the budget (`most_looks` at cases and pairs) each
    round is twice as broad as the one before, as far as `most_edges` go: coarser, and soon at its end. ready:
    minutes until she is done where she is; nothing for who is free.
    """

    def __init__(
        self,
        queues: Sequence[Waiting],
        free: Mapping[str, int],
        ready: Mapping[str, float],
        inputs: MatchInput,
    ) -> None:
        self._queues = queues
        self._free = free
        self._inputs = inputs
        book = inputs.config.book_ahead_minutes
        one = inputs.panel.counsel
        soon = sorted(who for who in free if ready.get(who, 0.0) <= book)
        self._soon = [(ready.get(who, 0.0), one[who].area, one[who].load, who) for who in soon]
        self._near: dict[str, list[_Near]] = {}
        self._able: list[Names] = [NOBODY] * len(queues)
        self._edges: list[Edges] = [Edges() for _ in queues]
        self._stale = set(range(len(queues)) if soon else ())
        self._unvalued = set(range(len(queues)))
        self._newcomer: Floats | None = None
        self._looks = 0
        self._breadth = 1

    def edges(self) -> Edges:
        """For each queue the nearest of those who can be rung for somebody in it."""
        self._broaden()
        for number in sorted(self._stale):
            self._look(number)
        self._stale.clear()
        found = Edges()
        for some in self._edges:
            found.extend(some)
        return found

    def picks(self, edges: Edges) -> list[Pick]:
        """The best matching of these."""
        return matched(self._queues, edges, self._broad(self._valued()), self._inputs.config)

    def reached(self) -> float:
        """How many who wait now are reached within the limit with the offers made so far, as expected."""
        present = [queue.present(self._inputs) for queue in self._queues]
        return float(reached(present, self._inputs.config).sum())

    def rang(self, numbers: Iterable[int], whom: Iterable[str]) -> None:
        """Offers were made in these queues to these counsel, whom the round spent."""
        changed = set(numbers)
        gone = frozenset(whom) - self._free.keys()
        for number in changed:
            self._queues[number].rang()
        self._unvalued |= changed
        self._stale |= changed | {n for n, able in enumerate(self._able) if not gone.isdisjoint(able)}

    def _valued(self) -> Floats:
        """What newcomers are worth, with the offers made so far."""
        numbers = sorted(self._unvalued)
        if numbers:
            told = [self._queues[number].told(self._inputs) for number in numbers]
            anew = worth(told, self._inputs.config)
            if self._newcomer is None:
                self._newcomer = anew
            self._newcomer[numbers] = anew
        self._unvalued.clear()
        assert self._newcomer is not None
        return self._newcomer

    def _broaden(self) -> None:
        config, active = self._inputs.config, sum(bool(some.queue) for some in self._edges)
        pairs = active * config.nearest * config.newcomers * (2 * self._breadth) ** 2
        if self._looks > config.most_looks and pairs <= config.most_edges:
            self._breadth *= 2
            self._stale |= {number for number, some in enumerate(self._edges) if some.queue}

    def _broad(self, newcomer: Floats) -> Floats:
        """Beyond those who are reckoned with, each newcomer is worth what the last of them is."""
        slots = newcomer.shape[1]
        broad: Floats = newcomer[:, np.minimum(np.arange(slots * self._breadth), slots - 1)]
        return broad

    def _look(self, number: int) -> None:
        queue, config, edges = self._queues[number], self._inputs.config, Edges()
        able = queue.askable(self._inputs.panel, self._free)
        for minutes, _, who in self._nearest(queue.place.area, able):
            edges.add(number, who, minutes + config.entry_minutes, queue.chance(who, self._inputs))
        self._able[number], self._edges[number] = able, edges
        self._looks += len(queue.searches) + len(edges.queue)

    def _nearest(self, area: str, able: Names) -> list[_Near]:
        if not able:
            return []
        if area not in self._near:
            self._near[area] = self._by_nearness(area)
        most = self._inputs.config.nearest * self._breadth
        return list(islice((one for one in self._near[area] if one[2] in able), most))

    def _by_nearness(self, area: str) -> list[_Near]:
        ways = self._inputs.board.travel
        way = {origin: travel.minutes(ways, origin, area) for origin in {one[1] for one in self._soon}}
        return sorted((busy + way[origin], load, who) for busy, origin, load, who in self._soon)


def matched(queues: Sequence[Waiting], edges: Edges, newcomer: Floats, config: Config) -> list[Pick]:
    """The best matching, nearest first. `newcomer` is D [queue, slot, GRID]. Greedy beyond `most_edges`."""
    q, who = np.array(edges.queue), np.unique(np.array(edges.counsel), return_inverse=True)[1]
    values = _values(queues, edges, newcomer, config)
    width = values.shape[1]
    flat = values.ravel()
    solve = assign.best if np.count_nonzero(flat > 0) <= config.most_edges else assign.greedy
    picked = solve(np.repeat(who, width), (q[:, None] * width + np.arange(width)).ravel(), flat)
    picks = [Pick(one // width, one % width, float(flat[one])) for one in picked.tolist()]
    return sorted(picks, key=lambda pick: (edges.minutes[pick.edge], pick.edge))


def _values(queues: Sequence[Waiting], edges: Edges, newcomer: Floats, config: Config) -> Floats:
    """[edge, slot]: what the pair is worth there; nothing where so many do not wait."""
    q, minutes, chance = np.array(edges.queue), np.array(edges.minutes), np.array(edges.chance)
    first = np.array([not queue.hands for queue in queues])[q]
    gain = _between(newcomer, q, minutes)
    gain[:, 0] *= np.where(first, config.first_counsel_factor, 1.0)
    gain[:, 1:] -= config.second_counsel_cost
    gain[~first, 0] -= config.second_counsel_cost
    values: Floats = (
        chance[:, None] * (gain - config.travel_cost_per_minute * minutes[:, None]) - config.cost_per_notice
    )
    # However late, however far: where nobody is, comes or is asked, somebody is worth asking.
    forgotten = first & ~np.array([queue.rings() for queue in queues])[q]
    values[forgotten, 0] = np.maximum(
        values[forgotten, 0], LEAST_VALUE * chance[forgotten] / minutes[forgotten]
    )
    # Between equals the nearer, then who has less to do, then by name: the order in which they stand.
    values -= TIE * np.arange(q.size)[:, None]
    many = np.array([len(queue.searches) for queue in queues])[q]
    values[np.arange(values.shape[1])[None, :] >= many[:, None]] = 0.0
    return values


def _between(newcomer: Floats, q: Ints, minutes: Floats) -> Floats:
    """[edge, slot]: D at each edge's own minutes, straight between the points of the grid."""
    right = np.clip(np.searchsorted(GRID, minutes), 1, GRID.size - 1)
    low, high = GRID[right - 1], GRID[right]
    share = np.clip((minutes - low) / (high - low), 0.0, 1.0)[:, None]
    found: Floats = newcomer[q, :, right - 1] * (1 - share) + newcomer[q, :, right] * share
    return found
