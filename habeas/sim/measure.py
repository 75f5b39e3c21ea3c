"""The measures of a day, by the names that reports and comparisons use."""

from collections import defaultdict

import numpy as np
from msgspec import Struct

from habeas.core.time import MINUTE_MS, SECOND_MS, Millis
from habeas.sim.record import Fate, Record

# A place of fewer people says little about how places fare.
PLACE_PEOPLE = 8


class Measures(Struct, frozen=True):
    """Shares are of all clients, from 0 to 1, unless said otherwise.

    reached_within_limit: somebody was with them within the limit from the press. accepted_within_2min:
    somebody had the case by then. promises_broken: of those who were promised somebody within the limit, whom
    nobody reached within it: taken back, or not kept. worst_place_reached: of the place that fared worst,
    among those with 8 people or more. urgent_within_60min: of criminal cases and minors.
    travel_hours_per_client: on the road, for each client reached. notices_per_client: phones rung.
    decide_p99_ms: real time of a decision.
    """

    reached_within_limit: float
    accepted_within_2min: float
    promises_broken: float
    worst_place_reached: float
    urgent_within_60min: float
    travel_hours_per_client: float
    notices_per_client: float
    decide_p99_ms: float


def measures(record: Record, limit_minutes: float) -> Measures:
    """Of one day under one policy."""
    limit = round(limit_minutes * MINUTE_MS)
    fates = list(record.fates.values())
    reached = [fate for fate in fates if _within(fate, limit)]
    promised = [fate for fate in fates if _promised_within(fate, limit)]
    pressing = [fate for fate in fates if fate.client.kind != "other"]
    return Measures(
        reached_within_limit=_share(len(reached), len(fates)),
        accepted_within_2min=_share(sum(_accepted_soon(fate) for fate in fates), len(fates)),
        promises_broken=_share(sum(not _within(fate, limit) for fate in promised), len(promised)),
        worst_place_reached=_worst_place(fates, limit),
        urgent_within_60min=_share(sum(_within(fate, 60 * MINUTE_MS) for fate in pressing), len(pressing)),
        travel_hours_per_client=record.travel_minutes
        / 60
        / max(1, sum(f.reached_at is not None for f in fates)),
        notices_per_client=_share(record.notices, len(fates)),
        decide_p99_ms=float(np.percentile(record.decided_ms, 99)) if record.decided_ms else 0.0,
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _within(fate: Fate, limit: Millis) -> bool:
    return fate.reached_at is not None and fate.reached_at - fate.client.pressed_at <= limit


def _promised_within(fate: Fate, limit: Millis) -> bool:
    return fate.promised_for is not None and fate.promised_for - fate.client.pressed_at <= limit


def _accepted_soon(fate: Fate) -> bool:
    return fate.accepted_at is not None and fate.accepted_at - fate.client.pressed_at <= 120 * SECOND_MS


def _worst_place(fates: list[Fate], limit: Millis) -> float:
    """Of where people were brought first."""
    by_place: dict[int, list[bool]] = defaultdict(list)
    for fate in fates:
        by_place[fate.client.station].append(_within(fate, limit))
    shares = [sum(told) / len(told) for told in by_place.values() if len(told) >= PLACE_PEOPLE]
    return min(shares, default=_share(sum(_within(fate, limit) for fate in fates), len(fates)))
