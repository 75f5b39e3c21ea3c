"""Plans a day: how many counsel, where from, from when to when, so that enough people are reached in time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from msgspec import structs

from habeas.sim.rota import Shift, Where, hours_of, need_by_hour, shifts_of, where
from habeas.sim.runs import Job, Outcome, Run, Setup
from habeas.sim.trace import Trace

# The search ends when the answer is known to within this share of it: the days differ by more.
FINE = 1 / 40
# Shifts begin and end so many hours earlier and later, tried in this order, until enough are reached.
WIDER_HOURS = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class Wish:
    """reach: share of people, 0 to 1, with whom somebody is within the limit. most: counsel to think of."""

    reach: float
    within_minutes: float
    most: int


@dataclass(frozen=True, slots=True)
class Ask:
    """setup.counsel is where the search begins. by: okrug or district, for where counsel should be."""

    setup: Setup
    policy: str
    seeds: tuple[int, ...]
    wish: Wish
    by: str

    def days(self, counsel: int, run: Run) -> list[Outcome]:
        return run(_jobs(replace(self.setup, counsel=counsel), self.policy, self.seeds))


@dataclass(frozen=True, slots=True)
class ShiftPlan:
    """The shifts, and what was reached when the days were played once more with them alone."""

    shifts: tuple[Shift, ...]
    reached: float

    @property
    def counsel_hours(self) -> float:
        return sum(shift.counsel * (shift.until_hour - shift.from_hour) for shift in self.shifts)


@dataclass(frozen=True, slots=True)
class Plan:
    """tried: mean reach by number of counsel. counsel: the fewest that do; None when no number tried does.

    without_ways: when none does, the reach if nobody had to travel, with the most counsel: above the wish,
    the ways alone forbid it.
    """

    tried: dict[int, float]
    counsel: int | None
    without_ways: float | None
    day_hours: float
    where: tuple[Where, ...]
    shift_plan: ShiftPlan | None

    @property
    def best(self) -> tuple[int, float]:
        """(counsel, reach) of the best reach that was tried, with the fewest."""
        reach = max(self.tried.values())
        return min(number for number, one in self.tried.items() if one == reach), reach


def fewest(reach_of: Callable[[int], float], wish: Wish, start: int) -> int | None:
    """Doubling, then halving the gap; reach is taken to grow with the number. None: not with the most."""
    low, high = 0, max(1, min(start, wish.most))
    while reach_of(high) < wish.reach:
        if high == wish.most:
            return None
        low, high = high, min(wish.most, 2 * high)
    while high - low > max(1, round(high * FINE)):
        middle = (low + high) // 2
        low, high = (low, middle) if reach_of(middle) >= wish.reach else (middle, high)
    return high


def plan(ask: Ask, run: Run) -> Plan:
    """Plays as many days as the search needs, the same ones each time."""
    ask = replace(ask, setup=_with_limit(ask.setup, ask.wish.within_minutes))
    known: dict[int, list[Outcome]] = {}

    def reach_of(counsel: int) -> float:
        if counsel not in known:
            known[counsel] = ask.days(counsel, run)
        return _reach(known[counsel])

    counsel = fewest(reach_of, ask.wish, ask.setup.counsel)
    number = counsel or ask.wish.most
    days = [one.trace for one in known[number] if one.trace is not None]
    return Plan(
        tried={each: _reach(known[each]) for each in sorted(known)},
        counsel=counsel,
        without_ways=_reach(replace(ask, policy="teleport").days(number, run)) if counsel is None else None,
        day_hours=hours_of(days),
        where=where(days, number, ask.by),
        shift_plan=_plan_shifts(ask, days, run) if counsel else None,
    )


def _with_limit(setup: Setup, minutes: float) -> Setup:
    """The engine strives for the limit that is wished for."""
    a = setup.assumptions
    dispatch = structs.replace(a.dispatch, limit_minutes=minutes, briefing=setup.briefing)
    return replace(setup, assumptions=structs.replace(a, dispatch=dispatch))


def _plan_shifts(ask: Ask, days: Sequence[Trace], run: Run) -> ShiftPlan:
    """The narrowest shifts that do; else the widest, with what they reach."""
    need = need_by_hour(days, ask.setup.assumptions.dispatch.consultation)
    found = ShiftPlan((), 0.0)
    for wider in WIDER_HOURS:
        shifts = shifts_of(need, wider)
        each = tuple((float(s.from_hour), float(s.until_hour)) for s in shifts for _ in range(s.counsel))
        on_shift = replace(ask, setup=replace(ask.setup, shifts=each))
        found = ShiftPlan(shifts, _reach(on_shift.days(len(each), run)))
        if found.reached >= ask.wish.reach:
            break
    return found


def _jobs(setup: Setup, policy: str, seeds: Sequence[int]) -> list[Job]:
    return [Job(setup, policy, seed, traced=True) for seed in seeds]


def _reach(days: Sequence[Outcome]) -> float:
    return fmean(one.measures.reached_within_limit for one in days)
