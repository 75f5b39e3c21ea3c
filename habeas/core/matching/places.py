"""Where people wait and who is there or coming: the open cases of a board, gathered by place.

A place is a place tag where a member has set one, and the area until then. Its *sides* are the pairs of hands
there: each counsel has so many, each with the minute from now at which it is free.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil, inf
from typing import NamedTuple, cast

from habeas.core import travel
from habeas.core.config import Config
from habeas.core.matching.case_search import CaseSearch
from habeas.core.matching.rule import MatchInput
from habeas.core.states import Case, State, place_key
from habeas.core.time import MINUTE_MS, Millis

# What is left of a consultation that has taken longer than expected, as a share of the expected.
OVERTIME_SHARE = 0.25
# Who is later than this, and has not said why, is given nobody more until she is inside.
OVERDUE_MINUTES = 15.0


class Hand(NamedTuple):
    """free: minutes from now. `there`: she is inside already. `stays`: she can be given more people here."""

    free: float
    counsel: str
    there: bool
    stays: bool


@dataclass(slots=True)
class Place:
    """turns: those whom nobody has; promised: those whom somebody has and who still wait; both as given.

    inside: those whom somebody is with. silent: those of `promised` whose counsel should have come long ago.
    """

    key: str
    area: str
    searches: list[CaseSearch] = field(default_factory=list)
    promised: list[Case] = field(default_factory=list)
    inside: list[Case] = field(default_factory=list)
    silent: list[Case] = field(default_factory=list)
    hands: list[Hand] = field(default_factory=list)

    def pressed_after(self, moment: Millis) -> int:
        """How many of all who are here pressed after it."""
        cases = [*(search.case for search in self.searches), *self.promised, *self.inside]
        return sum(case.opened_at > moment for case in cases)


def places_of(inputs: MatchInput) -> dict[str, Place]:
    """Every place where somebody waits or is attended to, in the order of the cases given."""
    places: dict[str, Place] = {}
    for search in inputs.searches:
        _place(places, search.case).searches.append(search)
    for case in inputs.assigned:
        place = _place(places, case)
        (place.inside if case.state is State.arrived else place.promised).append(case)
    _take_hands(places, inputs)
    return places


def _place(places: dict[str, Place], case: Case) -> Place:
    key = place_key(case)
    if key not in places:
        places[key] = Place(key, case.area)
    return places[key]


def _take_hands(places: dict[str, Place], inputs: MatchInput) -> None:
    """Each counsel's sides at each place where she has cases: at one after the other, first where she is."""
    hers: dict[str, list[Case]] = {}
    for case in inputs.assigned:
        if case.counsel is not None:
            hers.setdefault(case.counsel, []).append(case)
    for who, cases in hers.items():
        for stop, hands in _stops(who, cases, inputs):
            place = places[place_key(stop[0])]
            place.hands.extend(hands)
            if not hands:
                place.silent.extend(stop)
    for place in places.values():
        place.hands.sort()


_Stop = tuple[list[Case], list[Hand]]


def _stops(who: str, cases: list[Case], inputs: MatchInput) -> list[_Stop]:
    """Her cases by place, one after the other, with her sides at each."""
    known = inputs.known.journeys.get(who)
    if known is None or known[0] != cases:
        known = inputs.known.journeys[who] = (cases, _journey(who, cases, inputs))
    return cast(list[_Stop], known[1])


def _journey(who: str, cases: list[Case], inputs: MatchInput) -> list[_Stop]:
    by_place: dict[str, list[Case]] = {}
    for case in cases:
        by_place.setdefault(place_key(case), []).append(case)
    stops = sorted(by_place.values(), key=_order) if len(by_place) > 1 else list(by_place.values())
    one, on_duty = inputs.board.counsel.get(who), who in inputs.panel.counsel
    journey = _Journey(who, one.area if one else None, inputs)
    return [(stop, journey.hands(stop, stays=on_duty and stop is stops[-1])) for stop in stops]


def _order(cases: list[Case]) -> tuple[bool, Millis, str]:
    """Where she is comes before where she was sent first."""
    first = min((case.accepted_at or 0, case.case_id) for case in cases)
    return not any(case.state is State.arrived for case in cases), *first


class _Journey:
    """One counsel going from place to place; moments are minutes from now."""

    def __init__(self, who: str, area: str | None, inputs: MatchInput) -> None:
        self._who = who
        self._area = area
        self._inputs = inputs
        self._done: float | None = None

    def hands(self, cases: list[Case], *, stays: bool) -> list[Hand]:
        """Her sides at the next place, where she has these."""
        config, now, consultation = (
            self._inputs.config,
            self._inputs.now,
            self._inputs.config.consultation,
        )
        inside = [case.arrived_at or now for case in cases if case.state is State.arrived]
        so_far = [(now - since) / MINUTE_MS for since in inside]
        there = bool(so_far)
        due = 0.0 if there else self._arrival(cases)
        # Nothing was heard of her for so long that nobody should count on her, at the door or inside.
        silent = consultation - min(so_far) if there else due
        lost = silent < -config.refused_minutes
        # A little later than expected, she may be there at any moment.
        start = 0.0 if there else max(due, config.entry_minutes / 2)
        busy = sorted([max(consultation - one, OVERTIME_SHARE * consultation) for one in so_far])
        free = [*busy, *[start] * max(0, config.side_by_side - len(busy))]
        self._done = start + consultation * ceil(len(cases) / config.side_by_side)
        self._area = cases[0].area
        stays = stays and due >= -OVERDUE_MINUTES
        return [] if lost else [Hand(max(start, minute), self._who, there, stays) for minute in free]

    def _arrival(self, cases: list[Case]) -> float:
        """When she can be with somebody there; below zero, how long ago she should have been."""
        config, now = self._inputs.config, self._inputs.now
        way = travel.minutes(self._inputs.board.travel, self._area, cases[0].area) + config.entry_minutes
        if self._done is not None:
            return self._done + way
        since = min([case.accepted_at or now for case in cases])
        due = (since - now) / MINUTE_MS + way
        kept_out = [case.refused_at for case in cases if case.refused_at is not None]
        if kept_out:
            due = max(due, (max(kept_out) - now) / MINUTE_MS + config.refused_minutes)
        return due


def free_in(places: Iterable[Place], config: Config) -> dict[str, float]:
    """Minutes until each counsel who has cases is done with all of them; never, if nobody counts on her."""
    waits = Counter([case.counsel for place in places for case in place.promised])
    done: dict[str, float] = {}
    for place in places:
        for hand in place.hands:
            rounds = ceil(waits[hand.counsel] / config.side_by_side)
            done[hand.counsel] = max(done.get(hand.counsel, 0.0), hand.free + rounds * config.consultation)
    return {who: inf for who in waits if who is not None} | done
