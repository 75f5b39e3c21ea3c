"""What one more counsel at a place is worth: all places at once, as arrays.

Those who wait at a place are served as its hands come free, the urgent first, then the oldest; who cannot
be reached within the limit makes room for who can. How many can is a count: of clients sorted by their limits
d_1 <= d_2 <= ..., served in starts of which N(x) lie at or before x, min over j of N(d_j) + (clients after j)
are on time (a matching of nested sets; earliest limit first attains it). So with weights w:

    V(m, t) = (1 - decay - late) w on time  +  late w (on time or up to `late_minutes` after)
              - decay / limit  x  integral over the next `limit` minutes of the weight that still waits

for m newcomers there t minutes from now. The m-th is worth D(m, t) = V(m, t) - V(m - 1, t), averaged over how
many of the offers that are out will be accepted, and made non-increasing in m.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from habeas.core.config import Config

Floats = NDArray[np.float64]

# Clients, hands and offers of one place that are looked at: in three hours a few newcomers reach no more.
MOST_CLIENTS = 48
MOST_HANDS = 24
MOST_OFFERS = 6
# Minutes until a newcomer is there; between them values are interpolated.
GRID = np.array([5.0, 15.0, 30.0, 45.0, 60.0, 90.0, 150.0])
STEP_MINUTES = 10.0
_NEVER = 1e9


class Queue(NamedTuple):
    """Who waits at one place, oldest first: for how many minutes, and with which weights.

    hands: minutes until each is free. chances: that each offer which is out is accepted. there_in: minutes
    until the first of these counsel would be there.
    """

    waits: list[float]
    weights: list[float]
    hands: list[float]
    chances: list[float]
    there_in: float = 30.0


class _Arrays(NamedTuple):
    """[queue, client] and [queue, hand]; padded with what never counts.

    behind, urgent_behind: how many clients, and urgent ones, come after each. clients, urgents: how many
    there are. heavy: the mean weight of the urgent; light: that of the others.
    """

    limits: Floats
    urgent: Floats
    behind: Floats
    urgent_behind: Floats
    hands: Floats
    clients: Floats
    urgents: Floats
    heavy: Floats
    light: Floats


def count_reached(queues: list[Queue], config: Config) -> Floats:
    """Clients of each queue who will be reached within the limit, as expected of the offers that are out."""
    a, chances = _arrays(queues, config), _chances(queues)
    on_time, _ = _count_in_time(a, a.limits, chances.shape[1] - 1, config)
    # All whose phones ring come as soon as the first, rounded up.
    point = np.searchsorted(GRID, [queue.there_in for queue in queues]).clip(max=GRID.size - 1)
    there = on_time[np.arange(len(queues)), : chances.shape[1], point]
    numbers: Floats = (chances * there).sum(axis=1)
    return numbers


def newcomer_values(queues: list[Queue], config: Config) -> Floats:
    """[q, m, g]: what the (m+1)-th newcomer to queue q is worth, there GRID[g] minutes from now.

    `config.newcomers` are looked at.
    """
    a, chances = _arrays(queues, config), _chances(queues)
    outcomes = chances.shape[1]
    most = config.newcomers + outcomes - 1
    on_time, heavy_on_time = _count_in_time(a, a.limits, most, config)
    late, heavy_late = _count_in_time(a, np.maximum(a.limits, 0.0) + config.late_minutes, most, config)
    heavy, light = a.heavy[:, None, None], a.light[:, None, None]
    value = (1 - config.decay - config.late_share) * (
        heavy * heavy_on_time + light * (on_time - heavy_on_time)
    )
    value += config.late_share * (heavy * heavy_late + light * (late - heavy_late))
    value -= config.decay / config.limit_minutes * _weight_waiting(a, most, config)
    gains = np.diff(value, axis=1)
    expected = sum(chances[:, k, None, None] * gains[:, k : k + config.newcomers] for k in range(outcomes))
    values: Floats = np.minimum.accumulate(expected, axis=1)
    return values


def _arrays(queues: list[Queue], config: Config) -> _Arrays:
    most = min(MOST_CLIENTS, max(len(queue.waits) for queue in queues))
    shape = (len(queues), most)
    waits, weights = np.full(shape, -_NEVER), np.zeros(shape)
    hands = np.full((len(queues), MOST_HANDS), _NEVER)
    for q, queue in enumerate(queues):
        length = min(len(queue.waits), most)
        waits[q, :length], weights[q, :length] = queue.waits[:length], queue.weights[:length]
        free = sorted(queue.hands)[:MOST_HANDS]
        hands[q, : len(free)] = free
    there = weights > 0
    urgent = (weights >= config.urgent_weight).astype(float)
    clients, urgents = there.sum(axis=1).astype(float), urgent.sum(axis=1)
    heavy = (weights * urgent).sum(axis=1) / np.maximum(urgents, 1)
    light = (weights * (1 - urgent)).sum(axis=1) / np.maximum(clients - urgents, 1)
    return _Arrays(
        limits=np.where(there, config.limit_minutes - waits, _NEVER),
        urgent=urgent,
        behind=clients[:, None] - np.cumsum(there, axis=1),
        urgent_behind=urgents[:, None] - np.cumsum(urgent, axis=1),
        hands=hands,
        clients=clients,
        urgents=urgents,
        heavy=heavy,
        light=light,
    )


def _starts(after: Floats, consultation: float) -> Floats:
    """How many starts one hand has that comes free `after` minutes before the moment in question."""
    starts: Floats = np.maximum(np.floor(after / consultation) + 1, 0.0)
    return starts


def _count_in_time(a: _Arrays, limits: Floats, most: int, config: Config) -> tuple[Floats, Floats]:
    """[queue, newcomers 0..most, grid]: clients, and urgent ones, begun with by their `limits`."""
    long = config.consultation
    base = _starts(limits[:, :, None] - a.hands[:, None, :], long).sum(axis=2)
    each = config.side_by_side * _starts(limits[:, None, :] - GRID[None, :, None], long)
    many = np.arange(most + 1.0)[None, :, None, None]
    counts = base[:, None, None, :] + many * each[:, None]
    clients = np.minimum((counts + a.behind[:, None, None, :]).min(axis=3), a.clients[:, None, None])
    urgents = np.minimum((counts + a.urgent_behind[:, None, None, :]).min(axis=3), a.urgents[:, None, None])
    return clients, urgents


def _weight_waiting(a: _Arrays, most: int, config: Config) -> Floats:
    """[queue, newcomers, grid]: the integral over the next `limit` minutes of the weight that still waits."""
    at = np.arange(0.0, config.limit_minutes, STEP_MINUTES) + STEP_MINUTES / 2
    long = config.consultation
    base = _starts(at[None, :, None] - a.hands[:, None, :], long).sum(axis=2)
    each = config.side_by_side * _starts(at[None, :] - GRID[:, None], long)
    many = np.arange(most + 1.0)[None, :, None, None]
    starts = base[:, None, None, :] + many * each[None, None]
    clients, urgents = a.clients[:, None, None, None], a.urgents[:, None, None, None]
    urgent = np.maximum(urgents - starts, 0.0)
    others = np.minimum(clients - urgents, np.maximum(clients - starts, 0.0))
    weight = a.heavy[:, None, None, None] * urgent + a.light[:, None, None, None] * others
    integral: Floats = weight.sum(axis=3) * STEP_MINUTES
    return integral


def _chances(queues: list[Queue]) -> Floats:
    """[queue, k]: the chance that k of the offers that are out are accepted (a sum of unequal coins)."""
    most = min(MOST_OFFERS, max(len(queue.chances) for queue in queues))
    chances = np.zeros((len(queues), most + 1))
    chances[:, 0] = 1.0
    for q, queue in enumerate(queues):
        for chance in queue.chances[:most]:
            chances[q, 1:] = chances[q, 1:] * (1 - chance) + chances[q, :-1] * chance
            chances[q, 0] *= 1 - chance
    return chances
