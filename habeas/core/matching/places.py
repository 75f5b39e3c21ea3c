"""Where people wait and who is there or coming: the open cases of a board, gathered by place.

A place is a place tag where a member has set one; without one it is inferred, or the area (whereabouts.py).
Each counsel who is there or coming has so many *hands* there: with that many clients she can be at once. Each
is free at some minute from now on.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil, inf
from typing import NamedTuple, cast

from habeas.core import travel
from habeas.core.config import Config
from habeas.core.matching.case_search import CaseSearch
from habeas.core.matching.rule import MatchInput
from habeas.core.states import Case, State
from habeas.core.time import MINUTE_MS, Millis

# What is left of a consultation that has taken longer than expected, as a share of the expected.
OVERTIME_SHARE = 0.25
# Who is later than this, and has not said why, is given nobody more until she is inside.
OVERDUE_MINUTES = 15.0


class Hand(NamedTuple):
    """free: minutes from now. there: she is inside already. stays: she can be given more people here."""

    free: float
    counsel: str
    there: bool
    stays: bool


@dataclass(slots=True)
class Place:
    """searches: of those whom nobody has. promised_cases: of those whom somebody has and who still wait.

    inside_cases: of those whom somebody is with. silent_cases: those of `promised_cases` whose counsel should
    have come long ago. All in the order given.
    """

    key: str
    area: str
    searches: list[CaseSearch] = field(default_factory=list)
    promised_cases: list[Case] = field(default_factory=list)
    inside_cases: list[Case] = field(default_factory=list)
    silent_cases: list[Case] = field(default_factory=list)
    hands: list[Hand] = field(default_factory=list)

    def pressed_after(self, moment: Millis) -> int:
        """How many of all who are here pressed after it."""
        cases = [*(search.case for search in self.searches), *self.promised_cases, *self.inside_cases]
        return sum(case.opened_at > moment for case in cases)


def places_of(inputs: MatchInput) -> dict[str, Place]:
    """Every place where somebody waits or is attended to, in the order of the cases given."""
    places: dict[str, Place] = {}
    keys = inputs.case_places()
    for search in inputs.searches:
        _place(places, keys[search.case.case_id], search.case.area).searches.append(search)
    for case in inputs.assigned_cases:
        place = _place(places, keys[case.case_id], case.area)
        (place.inside_cases if case.state is State.arrived else place.promised_cases).append(case)
    _take_hands(places, keys, inputs)
    return places


def _place(places: dict[str, Place], key: str, area: str) -> Place:
    if key not in places:
        places[key] = Place(key, area)
    return places[key]


def _take_hands(places: dict[str, Place], keys: Mapping[str, str], inputs: MatchInput) -> None:
    """Each counsel's hands at each place where she has cases: at one after the other, first where she is."""
    by_counsel: dict[str, list[tuple[Case, str]]] = {}
    for case in inputs.assigned_cases:
        if case.counsel is not None:
            by_counsel.setdefault(case.counsel, []).append((case, keys[case.case_id]))
    for fingerprint, placed in by_counsel.items():
        for key, stop, hands in _stops(fingerprint, placed, inputs):
            place = places[key]
            place.hands.extend(hands)
            if not hands:
                place.silent_cases.extend(stop)
    for place in places.values():
        place.hands.sort()


_Stop = tuple[str, list[Case], list[Hand]]


def _stops(fingerprint: str, placed: list[tuple[Case, str]], inputs: MatchInput) -> list[_Stop]:
    """Each place where she has cases, one after the other, with these and her hands there."""
    entry = inputs.cache.journeys.get(fingerprint)
    if entry is None or entry[0] != placed:
        entry = inputs.cache.journeys[fingerprint] = (placed, _journey(fingerprint, placed, inputs))
    return cast(list[_Stop], entry[1])


def _journey(fingerprint: str, placed: list[tuple[Case, str]], inputs: MatchInput) -> list[_Stop]:
    by_place: dict[str, list[Case]] = {}
    for case, key in placed:
        by_place.setdefault(key, []).append(case)
    stops = sorted(by_place.items(), key=_order) if len(by_place) > 1 else list(by_place.items())
    counsel, on_duty = inputs.board.counsel.get(fingerprint), fingerprint in inputs.panel.counsel
    journey = _Journey(fingerprint, counsel.area if counsel else None, inputs)
    return [(key, stop, journey.hands(stop, stays=on_duty and key == stops[-1][0])) for key, stop in stops]


def _order(stop: tuple[str, list[Case]]) -> tuple[bool, Millis, str]:
    """Where she is comes before where she was sent first."""
    cases = stop[1]
    first = min((case.accepted_at or 0, case.case_id) for case in cases)
    return not any(case.state is State.arrived for case in cases), *first


class _Journey:
    """One counsel going from place to place. Moments are minutes from now."""

    def __init__(self, fingerprint: str, area: str | None, inputs: MatchInput) -> None:
        self._fingerprint = fingerprint
        self._area = area
        self._inputs = inputs
        self._leaves: float | None = None

    def hands(self, cases: list[Case], *, stays: bool) -> list[Hand]:
        """Her hands at the next place, where she has these cases; none when nobody should count on her."""
        config, consultation = self._inputs.config, self._inputs.config.consultation
        elapsed = self._minutes_so_far(cases)
        there = bool(elapsed)
        due = 0.0 if there else self._arrival(cases)
        # A little later than expected, she may be there at any moment.
        start = 0.0 if there else max(due, config.entry_minutes / 2)
        self._leaves = start + consultation * ceil(len(cases) / config.side_by_side)
        self._area = cases[0].area
        # Nothing was heard of her for too long, at the door or inside.
        silence = min(elapsed) - consultation if there else -due
        if silence > config.refused_minutes:
            return []
        may_stay = stays and due >= -OVERDUE_MINUTES
        free = self._free_minutes(elapsed, start)
        return [Hand(max(start, minute), self._fingerprint, there, may_stay) for minute in free]

    def _minutes_so_far(self, cases: list[Case]) -> list[float]:
        """Minutes that each client whom she is with has had so far."""
        now = self._inputs.now
        return [(now - (case.arrived_at or now)) / MINUTE_MS for case in cases if case.state is State.arrived]

    def _free_minutes(self, elapsed: list[float], start: float) -> list[float]:
        """One for each hand: first those with clients, then the others from `start` on."""
        config, consultation = self._inputs.config, self._inputs.config.consultation
        busy = sorted([max(consultation - minutes, OVERTIME_SHARE * consultation) for minutes in elapsed])
        return [*busy, *[start] * max(0, config.side_by_side - len(busy))]

    def _arrival(self, cases: list[Case]) -> float:
        """When she can be with somebody there; below zero, how long ago she should have been."""
        config, now = self._inputs.config, self._inputs.now
        way = travel.minutes(self._inputs.board.travel, self._area, cases[0].area) + config.entry_minutes
        if self._leaves is not None:
            return self._leaves + way
        since = min([case.accepted_at or now for case in cases])
        due = (since - now) / MINUTE_MS + way
        refusals = [case.refused_at for case in cases if case.refused_at is not None]
        if refusals:
            due = max(due, (max(refusals) - now) / MINUTE_MS + config.refused_minutes)
        return due


def ready_minutes(places: Iterable[Place], config: Config) -> dict[str, float]:
    """Minutes until each counsel who has cases has done all of them; never, if nobody counts on her."""
    waits = Counter([case.counsel for place in places for case in place.promised_cases])
    ready: dict[str, float] = {}
    for place in places:
        for hand in place.hands:
            rounds = ceil(waits[hand.counsel] / config.side_by_side)
            minutes = hand.free + rounds * config.consultation
            ready[hand.counsel] = max(ready.get(hand.counsel, 0.0), minutes)
    return {fingerprint: inf for fingerprint in waits if fingerprint is not None} | ready
