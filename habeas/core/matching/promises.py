"""Who at a place is served by whom of those who are there or coming, and what may be promised.

A client is told "she comes" only when the scheduled start, with some slack, lies well before the limit. Who
has been told so goes before newcomers; a pressing newcomer, and one who was told so and lost her counsel,
goes first where nobody is late for it.
"""

from bisect import insort
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from habeas.core.actions import Promise, Retract
from habeas.core.matching.case_search import CaseSearch
from habeas.core.matching.places import Hand, Place
from habeas.core.matching.rule import MatchInput
from habeas.core.states import Case
from habeas.core.time import MINUTE_MS, Millis

# Sooner than this is now.
NOW_MINUTES = 0.5
# A colleague who is free takes somebody over when her own counsel would take longer than this.
WORTH_TAKING_MINUTES = 5.0


@dataclass(slots=True)
class Agenda:
    """left: whom nobody there can promise to come to; sides: as they are after all who are promised.

    on_time: of those promised, how many will be reached within the limit; late: how many may well not.
    """

    moves: list[Promise | Retract] = field(default_factory=list)
    left: list[CaseSearch] = field(default_factory=list)
    hands: list[Hand] = field(default_factory=list)
    on_time: int = 0
    late: int = 0

    @property
    def harm(self) -> int:
        """Promises that are at risk or taken back."""
        return self.late + sum(isinstance(move, Retract) for move in self.moves)


class _Item(NamedTuple):
    """Somebody who waits at the place; `search` unless somebody has her. left: minutes until her limit."""

    case: Case
    search: CaseSearch | None
    pressing: bool
    left: float


def agenda_of(place: Place, room: dict[str, int], inputs: MatchInput) -> Agenda:
    """Worked out anew unless an earlier round of the decision did, of the same, and moved nobody."""
    rooms = [room.get(hand.counsel, 0) for hand in place.hands]
    given = (place.searches, place.promised, place.hands, rooms, inputs.over)
    known = inputs.known.agendas.get(place.key)
    if known is not None and known[0] == given:
        return cast(Agenda, known[1])
    agenda = _Round(place, room, inputs).agenda()
    if not agenda.moves:
        inputs.known.agendas[place.key] = (given, agenda)
    return agenda


class _Round:
    """One place at one moment. `room`: how many more cases each counsel takes; shared and spent."""

    def __init__(self, place: Place, room: dict[str, int], inputs: MatchInput) -> None:
        self._place = place
        self._room = room
        self._inputs = inputs
        self._panel = inputs.panel
        self._now = inputs.now
        self._config = inputs.config
        self._consultation = inputs.config.consultation

    def agenda(self) -> Agenda:
        """Of pressing newcomers as many as make nobody late go before those promised who press less."""
        place = self._place
        if not place.hands and not place.promised:
            return Agenda(left=place.searches)
        promised = sorted([self._item(case, None) for case in place.promised], key=_in_turn)
        newcomers = sorted([self._item(search.case, search) for search in place.searches], key=_in_turn)
        behind = max((number for number, item in enumerate(promised, 1) if item.pressing), default=0)
        many = sum(item.pressing for item in newcomers) if behind < len(promised) else 0
        room = dict(self._room)
        least = self._run(promised).harm if many else 0
        while many:
            self._room.update(room)
            agenda = self._run([*promised[:behind], *newcomers[:many], *promised[behind:], *newcomers[many:]])
            if agenda.harm <= least:
                return agenda
            many //= 2
        self._room.update(room)
        return self._run([*promised, *newcomers])

    def _item(self, case: Case, search: CaseSearch | None) -> _Item:
        left = self._config.limit_minutes - (self._now - case.opened_at) / MINUTE_MS
        pressing = self._inputs.is_pressing(case) or (search is not None and case.was_promised)
        return _Item(case, search, pressing, left)

    def _run(self, items: list[_Item]) -> Agenda:
        agenda = Agenda(hands=list(self._place.hands))
        for item in items:
            if item.search is None:
                self._keep(agenda, item)
            elif not self._promise(agenda, item):
                agenda.left.append(item.search)
        return agenda

    def _keep(self, agenda: Agenda, item: _Item) -> None:
        """Somebody has it: when will she begin, will a colleague be free sooner, and is it in time?"""
        case = item.case
        hand = self._side(agenda.hands, case, own_only=case.expected_at is None)
        if hand is None:
            self._retract(agenda, case)
            return
        if hand.counsel != case.counsel and self._takes_over(agenda.hands, hand, case):
            agenda.moves.append(self._promised(case, hand))
        self._use(agenda.hands, hand)
        agenda.on_time += hand.free <= item.left
        agenda.late += item.left > 0 and not self._is_safe(item, hand)
        if hand.free > max(item.left, NOW_MINUTES):
            self._retract(agenda, case)

    def _retract(self, agenda: Agenda, case: Case) -> None:
        """What she took herself, or was given by the desk, is not the machine's to take back."""
        if case.expected_at is not None:
            agenda.moves.append(Retract(case.case_id, case.version))

    def _takes_over(self, hands: list[Hand], hand: Hand, case: Case) -> bool:
        """Now, so however many cases she has already: it only changes who is served first."""
        if not hand.there or hand.free > NOW_MINUTES:
            return False
        own = next((one for one in hands if one.counsel == case.counsel), None)
        return own is None or own.free - hand.free > WORTH_TAKING_MINUTES

    def _promise(self, agenda: Agenda, item: _Item) -> bool:
        if item.case.case_id in self._inputs.over:
            return False
        hand = self._side(agenda.hands, item.case, own_only=False)
        if hand is None or self._room.get(hand.counsel, 0) <= 0 or not self._may_promise(item, hand):
            return False
        self._use(agenda.hands, hand)
        agenda.moves.append(self._promised(item.case, hand))
        agenda.on_time += hand.free <= item.left
        self._room[hand.counsel] -= 1
        return True

    def _may_promise(self, item: _Item, hand: Hand) -> bool:
        if hand.there and hand.free <= NOW_MINUTES:
            return True
        ends = self._panel.counsel[hand.counsel].duty_until or 0
        return self._now + hand.free * MINUTE_MS < ends and self._is_safe(item, hand)

    def _is_safe(self, item: _Item, hand: Hand) -> bool:
        """Somebody begins with her well within the limit: with some slack, and more before she is inside."""
        config = self._config
        waited = config.limit_minutes - item.left
        margin = 0.0 if hand.there else config.promise_margin_minutes
        likely = waited + hand.free * (1 + config.promise_slack) + margin
        return likely <= config.promise_share * config.limit_minutes

    def _promised(self, case: Case, hand: Hand) -> Promise:
        """Who is taken over keeps her place in the order: one free hand takes one person, not all."""
        free_at = self._now + round(hand.free * MINUTE_MS)
        was_to_be = free_at if case.expected_at is None else case.expected_at
        return Promise(case.case_id, case.version, hand.counsel, min(free_at, was_to_be))

    def _side(self, hands: list[Hand], case: Case, *, own_only: bool) -> Hand | None:
        """The first to be free of those who can serve it."""
        for hand in hands:
            if hand.counsel == case.counsel:
                return hand
            if not own_only and _takes(hand) and self._panel.fits(hand.counsel, case):
                return hand
        return None

    def _use(self, hands: list[Hand], hand: Hand) -> None:
        hands.remove(hand)
        insort(hands, Hand(hand.free + self._consultation, hand.counsel, hand.there, hand.stays))


def _takes(hand: Hand) -> bool:
    """Newcomers, or anybody for a hand that is free right now."""
    return hand.stays or (hand.there and hand.free <= NOW_MINUTES)


def _in_turn(item: _Item) -> tuple[Millis, bool, int, Millis, str]:
    """Those promised as they were promised; newcomers the pressing first, then the older."""
    case = item.case
    return case.expected_at or 0, not item.pressing, -case.rank, case.opened_at, case.case_id
