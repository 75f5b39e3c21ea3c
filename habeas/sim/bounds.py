"""What the numbers of a simulated day may be: beyond these a day cannot be played, or says nothing."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from msgspec import to_builtins

from habeas.sim.assumptions import Assumptions


class Bounds(NamedTuple):
    """From `least` to `most`, both allowed; `above`: `least` itself is not."""

    least: float
    most: float
    above: bool = False

    def allow(self, value: float) -> bool:
        return self.least <= value <= self.most and not (self.above and value == self.least)

    def __str__(self) -> str:
        begins = f"above {self.least:g}, up" if self.above else f"from {self.least:g}"
        return f"{begins} to {self.most:g}"


SHARE, SPREAD = Bounds(0, 1), Bounds(0, 3)
MINUTES, SECONDS, HOURS = Bounds(0, 10_080), Bounds(0, 86_400), Bounds(0, 168)
SOME_MINUTES, SOME_SECONDS = Bounds(0, 10_080, above=True), Bounds(0, 86_400, above=True)
VALUE, WEIGHT = Bounds(0, 100), Bounds(0, 1_000)

# By the names of fields. An instance's settings have their own bounds for what they can set.
_DAY = {
    **dict.fromkeys(("city.radius_km", "city.district_km", "city.okrug_km"), Bounds(0.1, 1_000)),
    "road.kmh": Bounds(0.5, 1_000),
    "road.start_minutes": MINUTES,
    "road.jitter": SPREAD,
    **{f"clients.{one}": SHARE for one in ("criminal", "minor", "rare", "moved", "wrong_place")},
    **{f"clients.{one}": MINUTES for one in ("moved_minutes", "learn_minutes", "pressing_minutes")},
    "clients.held_hours": HOURS,
    "counsel.reply_seconds": SOME_SECONDS,
    "counsel.reply_committed_seconds": SOME_SECONDS,
    **{f"counsel.{one}": SPREAD for one in ("reply_spread", "consult_spread")},
    **{f"counsel.{one}": SHARE for one in ("silent", "rare", "refused")},
    "counsel.refused_minutes": MINUTES,
    "scenarios.*.cases": Bounds(1, 100_000),
    "scenarios.*.counsel": Bounds(1, 10_000),
    "scenarios.*.arrival_hours": Bounds(0, 168, above=True),
    "scenarios.*.stations": Bounds(1, 5_000),
    "scenarios.*.buses": Bounds(1, 1_000),
    "after_hours": HOURS,
    "window_seconds": SOME_SECONDS,
    "hotline_dispatchers": Bounds(1, 10_000),
    "hotline_call_seconds": SECONDS,
    "tag_seconds": SOME_SECONDS,
    "desk_look_seconds": SECONDS,
    "capacity": Bounds(1, 10_000),
    "slots": Bounds(0, 100_000),
    "reseal_seconds": SECONDS,
}
_ENGINE = {
    "offers_each": Bounds(1, 1_000),
    "follow_minutes": MINUTES,
    "lost_counsel_factor": WEIGHT,
    "access_listed": Bounds(0, 10_000),
    "silent_ms": Bounds(60_000, 10**11),
    "weights.need.*": WEIGHT,
    "weights.urgency.*": WEIGHT,
    **dict.fromkeys(("decay", "late_share", "repeat_accept_factor", "promise_share"), SHARE),
    **dict.fromkeys(("late_minutes", "refused_minutes", "promise_margin_minutes"), MINUTES),
    **dict.fromkeys(("book_ahead_minutes", "hold_minutes"), MINUTES),
    "promise_slack": Bounds(0, 10),
    "briefing_share": Bounds(0, 1, above=True),
    "urgent_weight": WEIGHT,
    **dict.fromkeys(
        ("travel_cost_per_minute", "cost_per_notice", "second_counsel_cost", "first_counsel_factor"), VALUE
    ),
    "hold_seconds": SECONDS,
    "nearest": Bounds(1, 10_000),
    "newcomers": Bounds(1, 100),
    **dict.fromkeys(("most_edges", "most_looks"), Bounds(0, 10**9)),
    "look_again_ms": Bounds(1_000, 86_400_000),
    **dict.fromkeys(("crowd_cases", "most_unproven", "most_proven", "drawn_cases"), Bounds(0, 10**6)),
    "lot_ms": Bounds(1_000, 86_400_000),
    **dict.fromkeys(("unproven_share", "known_share", "armed_share"), SHARE),
}


def beyond(a: Assumptions, settings: Mapping[str, Bounds]) -> str | None:
    """The first number that is not allowed, with what is; None when all are.

    `settings`: bounds of those fields of `dispatch` that an organisation sets.
    """
    bounds = {**_DAY, **{f"dispatch.{name}": one for name, one in {**_ENGINE, **settings}.items()}}
    for name, kind, value in _numbers("", "", to_builtins(a)):
        if kind in bounds and not bounds[kind].allow(value):
            return f"{name} is {value:g}: say a number {bounds[kind]}"
    return _together(a)


def names_without_bounds(settings: Mapping[str, Bounds]) -> list[str]:
    """Numbers of the usual assumptions that nothing bounds."""
    bounds = {**_DAY, **{f"dispatch.{name}": one for name, one in {**_ENGINE, **settings}.items()}}
    return [name for name, kind, _ in _numbers("", "", to_builtins(Assumptions())) if kind not in bounds]


def _numbers(name: str, kind: str, value: Any) -> Iterator[tuple[str, str, float]]:
    """(name, name with * for whatever key, number); both numbers of a pair go by the pair's name."""
    match value:
        case bool():
            return
        case int() | float():
            yield name, kind, value
        case dict():
            free = kind in {"scenarios", "dispatch.weights.need", "dispatch.weights.urgency"}
            for key, one in value.items():
                yield from _numbers(_under(name, key), _under(kind, "*" if free else key), one)
        case list() | tuple():
            for one in value:
                yield from _numbers(name, kind, one)


def _under(name: str, key: str) -> str:
    return f"{name}.{key}" if name else key


def _together(a: Assumptions) -> str | None:
    """What each number allows and all of them do not."""
    pairs = {
        "clients.moved_minutes": a.clients.moved_minutes,
        "clients.held_hours": a.clients.held_hours,
        "counsel.refused_minutes": a.counsel.refused_minutes,
        **{f"scenarios.{name}.buses": one.buses for name, one in a.scenarios.items() if one.buses},
    }
    for name, (low, high) in pairs.items():
        if low > high:
            return f"{name} is {low:g} to {high:g}: the smaller number comes first"
    shares = a.clients.criminal + a.clients.minor
    if shares > 1:
        return f"clients.criminal and clients.minor are {shares:g} together: shares of all clients, 1 at most"
    return None
