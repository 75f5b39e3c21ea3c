"""Who at a place is served by whom of those who are there or coming, and what may be promised.

A client is told "she comes" only when the start that is planned for her, with some slack, lies well before
the limit. Who has been told so goes before newcomers. One exception: an urgent newcomer, and one who was told
so and lost her counsel, goes first as far as nobody is late for it.
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
    """rest: whom nobody there can promise to come to. hands: as they are after all who are promised.

    on_time: how many of those promised will be reached within the limit. late: how many may well not.
    """

    moves: list[Promise | Retract] = field(default_factory=list)
    rest: list[CaseSearch] = field(default_factory=list)
    hands: list[Hand] = field(default_factory=list)
    on_time: int = 0
    late: int = 0

    @property
    def harm(self) -> int:
        """Promises that are at risk or taken back."""
        return self.late + sum(isinstance(move, Retract) for move in self.moves)


class _Client(NamedTuple):
    """Somebody who waits at the place; `search` unless somebody has her. minutes_left: until her limit."""

    case: Case
    search: CaseSearch | None
    urgent: bool
    minutes_left: float


def agenda_of(place: Place, room: dict[str, int], inputs: MatchInput) -> Agenda:
    """Worked out anew unless an earlier round of the decision did, of the same, and moved nobody."""
    rooms = [room.get(hand.counsel, 0) for hand in place.hands]
    basis = (place.searches, place.promised_cases, place.hands, rooms, inputs.fixed_ids)
    entry = inputs.cache.agendas.get(place.key)
    if entry is not None and entry[0] == basis:
        return cast(Agenda, entry[1])
    agenda = _Planner(place, room, inputs).agenda()
    if not agenda.moves:
        inputs.cache.agendas[place.key] = (basis, agenda)
    return agenda


class _Planner:
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
        """Of urgent newcomers as many as make nobody late go before those promised who are less urgent.

        Example: three are promised, the first of them urgent, and two urgent newcomers come. Tried is first
        promised, both newcomers, the other two; then with one newcomer; then all newcomers last.
        """
        place = self._place
        if not place.hands and not place.promised_cases:
            return Agenda(rest=place.searches)
        promised = sorted([self._client(case, None) for case in place.promised_cases], key=_turn)
        newcomers = sorted([self._client(search.case, search) for search in place.searches], key=_turn)
        ahead = max((number for number, client in enumerate(promised, 1) if client.urgent), default=0)
        many = sum(client.urgent for client in newcomers) if ahead < len(promised) else 0
        room = dict(self._room)
        least_harm = self._serve(promised).harm if many else 0
        while many:
            self._room.update(room)
            order = [*promised[:ahead], *newcomers[:many], *promised[ahead:], *newcomers[many:]]
            agenda = self._serve(order)
            if agenda.harm <= least_harm:
                return agenda
            many //= 2
        self._room.update(room)
        return self._serve([*promised, *newcomers])

    def _client(self, case: Case, search: CaseSearch | None) -> _Client:
        minutes_left = self._config.limit_minutes - (self._now - case.opened_at) / MINUTE_MS
        urgent = self._inputs.is_urgent(case) or (search is not None and case.was_promised)
        return _Client(case, search, urgent, minutes_left)

    def _serve(self, clients: list[_Client]) -> Agenda:
        """One after the other, each by the hand that is free first."""
        agenda = Agenda(hands=list(self._place.hands))
        for client in clients:
            if client.search is None:
                self._serve_promised(agenda, client)
            elif not self._promise(agenda, client):
                agenda.rest.append(client.search)
        return agenda

    def _serve_promised(self, agenda: Agenda, client: _Client) -> None:
        """Somebody has it: when will she begin, will a colleague be free sooner, and is it in time?"""
        case = client.case
        hand = self._first_hand(agenda.hands, case, own_only=case.expected_at is None)
        if hand is None:
            self._retract(agenda, case)
            return
        if hand.counsel != case.counsel and self._takes_over(agenda.hands, hand, case):
            agenda.moves.append(self._promise_by(hand, case))
        self._occupy(agenda.hands, hand)
        agenda.on_time += hand.free <= client.minutes_left
        agenda.late += client.minutes_left > 0 and not self._is_safe(client, hand)
        if hand.free > max(client.minutes_left, NOW_MINUTES):
            self._retract(agenda, case)

    def _retract(self, agenda: Agenda, case: Case) -> None:
        """What she took herself, or was given by the desk, is not the machine's to take back."""
        if case.expected_at is not None:
            agenda.moves.append(Retract(case.case_id, case.version))

    def _takes_over(self, hands: list[Hand], hand: Hand, case: Case) -> bool:
        """She is free this minute. Her capacity is not asked: only who is served first changes."""
        if not hand.there or hand.free > NOW_MINUTES:
            return False
        own = next((other for other in hands if other.counsel == case.counsel), None)
        return own is None or own.free - hand.free > WORTH_TAKING_MINUTES

    def _promise(self, agenda: Agenda, client: _Client) -> bool:
        # In a flood nobody is taken along unseen who shows nothing.
        if client.case.case_id in self._inputs.fixed_ids or self._inputs.is_unproven(client.case):
            return False
        hand = self._first_hand(agenda.hands, client.case, own_only=False)
        if hand is None or self._room.get(hand.counsel, 0) <= 0 or not self._may_promise(client, hand):
            return False
        self._occupy(agenda.hands, hand)
        agenda.moves.append(self._promise_by(hand, client.case))
        agenda.on_time += hand.free <= client.minutes_left
        self._room[hand.counsel] -= 1
        return True

    def _may_promise(self, client: _Client, hand: Hand) -> bool:
        if hand.there and hand.free <= NOW_MINUTES:
            return True
        duty_ends = self._panel.counsel[hand.counsel].duty_until or 0
        return self._now + hand.free * MINUTE_MS < duty_ends and self._is_safe(client, hand)

    def _is_safe(self, client: _Client, hand: Hand) -> bool:
        """Somebody begins with her well within the limit: with some slack, and more before she is inside."""
        config = self._config
        waited_minutes = config.limit_minutes - client.minutes_left
        margin = 0.0 if hand.there else config.promise_margin_minutes
        likely = waited_minutes + hand.free * (1 + config.promise_slack) + margin
        return likely <= config.promise_share * config.limit_minutes

    def _promise_by(self, hand: Hand, case: Case) -> Promise:
        """Who is taken over keeps her place in the order: one free hand takes one person, not all."""
        free_at = self._now + round(hand.free * MINUTE_MS)
        expected_at = free_at if case.expected_at is None else case.expected_at
        return Promise(case.case_id, case.version, hand.counsel, min(free_at, expected_at))

    def _first_hand(self, hands: list[Hand], case: Case, *, own_only: bool) -> Hand | None:
        """The first to be free of those who can serve it."""
        for hand in hands:
            if hand.counsel == case.counsel:
                return hand
            if not own_only and _takes_more(hand) and self._panel.fits(hand.counsel, case):
                return hand
        return None

    def _occupy(self, hands: list[Hand], hand: Hand) -> None:
        hands.remove(hand)
        insort(hands, Hand(hand.free + self._consultation, hand.counsel, hand.there, hand.stays))


def _takes_more(hand: Hand) -> bool:
    """Newcomers, or anybody for a hand that is free right now."""
    return hand.stays or (hand.there and hand.free <= NOW_MINUTES)


def _turn(client: _Client) -> tuple[Millis, bool, int, Millis, str]:
    """Those promised as they were promised; newcomers the urgent first, then the older."""
    case = client.case
    return case.expected_at or 0, not client.urgent, -case.rank, case.opened_at, case.case_id
