"""Counsel against the slots of places: which pairs there are, what each is worth, and the best matching."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from habeas.core import assign
from habeas.core.config import Config
from habeas.core.panel import NOBODY, Panel
from habeas.core.queues import Waiting
from habeas.core.scene import Scene
from habeas.core.value import GRID, Floats

Ints = NDArray[np.int64]
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


def edges_of(
    queues: Sequence[Waiting], free: Mapping[str, int], ready: Mapping[str, float], scene: Scene
) -> Edges:
    """For each queue the nearest of those `free` who can be rung for somebody in it.

    ready: minutes until she is done where she is; nothing for who is free.
    """
    edges = Edges()
    config, panel = scene.config, scene.panel
    names = sorted(who for who in free if ready.get(who, 0.0) <= config.book_ahead_minutes)
    near: dict[str, list[tuple[float, int, str]]] = {}
    for number, queue in enumerate(queues if names else ()):
        askable = NOBODY.union(*(turn.askable(panel, free) for turn in queue.turns if turn.wanted > 0))
        area = queue.place.area
        if askable and area not in near:
            near[area] = _by_nearness(area, names, ready, panel)
        for minutes, _, who in [one for one in near.get(area, ()) if one[2] in askable][: config.nearest]:
            edges.add(number, who, minutes + config.entry_minutes, queue.chance(who, scene))
    return edges


def _by_nearness(
    area: str, names: Iterable[str], ready: Mapping[str, float], panel: Panel
) -> list[tuple[float, int, str]]:
    return sorted(
        (ready.get(who, 0.0) + panel.minutes(who, area), panel.counsel[who].load, who) for who in names
    )


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
    first = np.array([not queue.sides for queue in queues])[q]
    gain = _between(newcomer, q, minutes)
    gain[:, 0] *= np.where(first, config.nobody_there, 1.0)
    gain[:, 1:] -= config.per_second
    gain[~first, 0] -= config.per_second
    values: Floats = chance[:, None] * (gain - config.per_minute * minutes[:, None]) - config.per_notice
    # However late, however far: where nobody is, comes or is asked, somebody is worth asking.
    forgotten = first & ~np.array([queue.rings() for queue in queues])[q]
    values[forgotten, 0] = np.maximum(
        values[forgotten, 0], LEAST_VALUE * chance[forgotten] / minutes[forgotten]
    )
    # Between equals the nearer, then who has less to do, then by name: the order in which they stand.
    values -= TIE * np.arange(q.size)[:, None]
    many = np.array([len(queue.turns) for queue in queues])[q]
    values[np.arange(config.newcomers)[None, :] >= many[:, None]] = 0.0
    return values


def _between(newcomer: Floats, q: Ints, minutes: Floats) -> Floats:
    """[edge, slot]: D at each edge's own minutes, straight between the points of the grid."""
    right = np.clip(np.searchsorted(GRID, minutes), 1, GRID.size - 1)
    low, high = GRID[right - 1], GRID[right]
    share = np.clip((minutes - low) / (high - low), 0.0, 1.0)[:, None]
    found: Floats = newcomer[q, :, right - 1] * (1 - share) + newcomer[q, :, right] * share
    return found
