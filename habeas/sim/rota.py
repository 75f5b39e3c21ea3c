"""From days that were played to a rota: where counsel come from, and how many are needed when."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, ceil, degrees, hypot
from statistics import fmean

from habeas.sim.trace import Site, Trace, Use

HOUR_MINUTES = 60.0
# Nearer than this is the middle of the city.
MIDDLE_KM = 3.0
_WINDS = ("east", "north-east", "north", "north-west", "west", "south-west", "south", "south-east")


@dataclass(frozen=True, slots=True)
class Where:
    """lies: of the middle, in words. people: share of all; counsel: how many should begin near there."""

    area: str
    lies: str
    people: float
    counsel: int


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours count from the beginning of the day."""

    counsel: int
    from_hour: int
    until_hour: int


def where(days: Sequence[Trace], counsel: int, by: str) -> tuple[Where, ...]:
    """By where people were brought, and which place each counsel came to first. `by`: okrug or district."""
    brought = Counter(getattr(day.places[one.place], by) for day in days for one in day.people)
    first = Counter(getattr(day.places[use.first_place], by) for day in days for use in day.uses)
    dealt = _dealt(counsel, first or brought)
    whole = brought.total()
    return tuple(
        Where(
            area,
            _lies([p for day in days for p in day.places if getattr(p, by) == area]),
            n / whole,
            dealt[area],
        )
        for area, n in sorted(brought.items(), key=lambda one: (-one[1], one[0]))
    )


def _dealt(number: int, weights: Counter[str]) -> Counter[str]:
    """Whole numbers in proportion, largest remainders first."""
    exact = {area: number * weight / weights.total() for area, weight in weights.items()}
    dealt = Counter({area: int(due) for area, due in exact.items()})
    order = sorted(exact, key=lambda area: (int(exact[area]) - exact[area], area))
    dealt.update(order[: number - dealt.total()])
    return dealt


def _lies(places: list[Site]) -> str:
    """As in 12 km south-west."""
    east, north = fmean(one.east_km for one in places), fmean(one.north_km for one in places)
    far = hypot(east, north)
    if far < MIDDLE_KM:
        return "the middle"
    return f"{far:.0f} km {_WINDS[round(degrees(atan2(north, east)) / 45) % 8]}"


def hours_of(days: Sequence[Trace]) -> float:
    return max(day.length for day in days) / HOUR_MINUTES


def need_by_hour(days: Sequence[Trace], consult_minutes: float) -> list[int]:
    """Counsel in use in each hour, on the day that needed most then: on the road, at a door, or with people.

    Whoever has come to somebody is taken to be needed from the way to her first client until her last
    consultation ends.
    """
    hours = ceil(hours_of(days))
    return [max(_use_count(day.uses, hour, consult_minutes) for day in days) for hour in range(hours)]


def _use_count(uses: Sequence[Use], hour: int, consult_minutes: float) -> int:
    begins, ends = hour * HOUR_MINUTES, (hour + 1) * HOUR_MINUTES
    return sum(use.left < ends and use.last + consult_minutes > begins for use in uses)


def shifts_of(need: Sequence[int], wider: int) -> tuple[Shift, ...]:
    """One unbroken shift a counsel: the first to come are the last to go; `wider` by so many hours."""
    spans = [
        (max(0, hours[0] - wider), min(len(need), hours[-1] + 1 + wider))
        for level in range(1, max(need, default=0) + 1)
        if (hours := [hour for hour, number in enumerate(need) if number >= level])
    ]
    return tuple(Shift(number, *span) for span, number in sorted(Counter(spans).items()))
