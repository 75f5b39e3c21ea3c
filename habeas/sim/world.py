"""The world around the core: a queue of moments, the board, and what follows on it for everybody."""

import heapq
from collections.abc import Callable
from typing import Any

from msgspec import structs

from habeas.core.actions import Decision, MakeOffer
from habeas.core.apply_actions import apply_actions
from habeas.core.board import Board, CaseChange, changes, without_ended
from habeas.core.board import Counsel as CounselRow
from habeas.core.board_events import (
    AccessGiven,
    BoardEvent,
    DutySet,
    OfferAccepted,
    OfferDeclined,
    OnCase,
    PlaceTagged,
    Pressed,
    apply_event,
)
from habeas.core.decide import decide
from habeas.core.duty import on_duty
from habeas.core.states import ASSIGNED, Case, State, locality, new_case
from habeas.core.time import MINUTE_MS, SECOND_MS, Millis
from habeas.core.transitions import Arrived, Closed, Refusal
from habeas.core.visitors import Visitors, shut_out
from habeas.sim.day import COMMON, RARE, Client, Day, Lawyer
from habeas.sim.knowledge import Knowledge
from habeas.sim.looks import Looks
from habeas.sim.people import Answer, Hands, Lots
from habeas.sim.policy import Policy
from habeas.sim.record import Fate, Record
from habeas.sim.streets import Streets
from habeas.sim.wants import need_of, urgency_of


class World:
    """Runs one day under one policy. `stopwatch` gives seconds of real time, for how long deciding takes."""

    def __init__(
        self, day: Day, policy: Policy, knowledge: Knowledge, lots: Lots, stopwatch: Callable[[], float]
    ) -> None:
        self.day = day
        self.policy = policy
        self.knowledge = knowledge
        self.lots = lots
        self.now: Millis = 0
        self.record = Record()
        self.board = Board(travel=policy.travel(knowledge.travel))
        self.streets = Streets(self)
        self._looks = Looks(self, policy.desk_look_seconds) if knowledge.places == "looked" else None
        self._stopwatch = stopwatch
        self._moments: list[tuple[Millis, int, Callable[..., object], tuple[Any, ...]]] = []
        self._seq = 0
        self._answers: dict[tuple[str, int], list[Answer]] = {}
        self._visitors: Visitors = {}
        self._named: dict[str, tuple[str, ...]] = {}
        self._decides_at: Millis | None = None
        self._decided_at: Millis = 0
        for lawyer in day.lawyers:
            self._enrol(lawyer)
        for client in day.clients:
            self.record.fates[client.name] = Fate(client)
            self.at(client.pressed_at, self._press, client)

    def at(self, moment: Millis, act: Callable[..., object], *args: Any) -> None:
        """Later, in the order of moments and then of asking."""
        self._seq += 1
        heapq.heappush(self._moments, (moment, self._seq, act, args))

    def run(self) -> Record:
        self.at(self.day.clients[0].pressed_at if self.day.clients else self.day.ends_at, self._count)
        while self._moments and self._moments[0][0] <= self.day.ends_at:
            self.now, _, act, args = heapq.heappop(self._moments)
            act(*args)
        return self.record

    def clock(self) -> Millis:
        """What the service's clock says."""
        return self.now

    def save(self, before: Board, after: Board) -> None:
        """The board has changed; cases that are over leave it after this."""

    def step_over(self) -> None:
        """The core has been told something, or has decided."""

    def carried_out(self, before: Board, decision: Decision, after: Board) -> None:
        """Before a decision, made on `before`, is applied."""

    def by_phone(self, who: str, act: Callable[..., object], *args: Any) -> None:  # noqa: ARG002
        """Something goes from a counsel's phone to the service, or is shown on it."""
        act(*args)

    def of_case(self, case_id: str, act: Callable[..., object], *args: Any) -> None:  # noqa: ARG002
        """The person's phone or a desk page says something of a case, in order, until it is acknowledged."""
        act(*args)

    def refused(self, board_event: BoardEvent) -> None:
        """While nothing gets lost, the service knows who is with whom."""
        if isinstance(board_event, OnCase) and isinstance(board_event.event, Arrived | Closed):
            raise AssertionError(f"cannot be: {board_event}")

    def apply_stored(self, board_event: BoardEvent) -> bool:
        """Tell the core. A refusal changes nothing: late, repeated and reordered answers end here."""
        after = apply_event(self.board, board_event, self.clock())
        self.record.note(
            self.now, type(board_event).__name__, _about(board_event), isinstance(after, Refusal)
        )
        if isinstance(after, Refusal):
            self.refused(board_event)
            return False
        self._become(after)
        self._decide_soon()
        self.step_over()
        return True

    def _become(self, after: Board) -> None:
        """What has ended leaves the board; whoever it concerns acts."""
        self.save(self.board, after)
        changed = changes(self.board, after)
        before = self.board.cases
        self.board = without_ended(after, changed)
        news: dict[str, list[str]] = {}
        for change in changed.cases:
            old = before.get(change.case.case_id)
            for who in self._follow(old, change):
                news.setdefault(who, []).append(change.case.case_id)
        for who, case_ids in sorted(news.items()):
            self.by_phone(who, self.streets.see, who, case_ids)

    def _let_in(self) -> None:
        """An open desk page reads whom each card is shut to, and reseals it a moment later."""
        for case in self.board.cases.values():
            named = self._shut_out(case)
            if named != self._named.get(case.case_id, ()):
                self._named[case.case_id] = named
                if named:
                    moment = self.now + self.policy.reseal_ms
                    self.at(moment, self.of_case, case.case_id, self._reseal, case.case_id, named)

    def _shut_out(self, case: Case) -> tuple[str, ...]:
        visitors = self._visitors.get(locality(case), ())
        return shut_out(case, visitors, self.policy.config.access_listed)

    def _follow(self, before: Case | None, change: CaseChange) -> set[str]:
        """Whose cases have changed."""
        case = change.case
        had = before.counsel if before and before.state in ASSIGNED else None
        has = case.counsel if case.state in ASSIGNED else None
        fate = self.record.fates[case.case_id]
        if self._looks is not None and has is not None:
            self._looks.follow(case)
        if has is not None and fate.accepted_at is None:
            fate.accepted_at = self.now
        if has is not None and fate.promised_for is None:
            fate.promised_for = case.expected_at
        if (
            had is not None
            and before is not None
            and before.expected_at is not None
            and case.state is State.waiting
        ):
            fate.retracted = True
        return {who for who in (had, has) if who is not None and had != has}

    def _press(self, client: Client) -> None:
        self.streets.bring(client)
        self.of_case(client.name, self._take_in, client)
        if self._looks is not None:
            self._looks.expect(client.name)
        elif (tag := self.knowledge.tag(client.told)) is not None:
            self.at(self.now + round(client.tag_seconds * SECOND_MS), self._tag, client.name, tag)

    def _take_in(self, client: Client) -> None:
        area = self.knowledge.area(client.told)
        made = new_case(
            case_id=client.name,
            area=area,
            need=need_of(client),
            urgency=urgency_of(client),
            language=client.language,
            admitted=self._slots(client),
            plan=self.policy.plan,
            now=self.clock(),
        )
        self.apply_stored(Pressed(made))

    def _slots(self, client: Client) -> frozenset[str]:
        """Whom her phone seals the card to: by lot, who is on duty first, then who speaks her language."""
        on, off = [], []
        for who, one in sorted(self.board.counsel.items()):
            if on_duty(one, self.clock()):
                on.append(who)
            elif client.language in one.languages:
                off.append(who)
        return self.lots.slots(client.name, on, off)

    def _reseal(self, case_id: str, named: tuple[str, ...]) -> None:
        """Who is still to be let in is."""
        case = self.board.cases.get(case_id)
        if case is not None and (still := frozenset(named).intersection(self._shut_out(case))):
            self.apply_stored(AccessGiven(case_id, still))

    def _tag(self, case_id: str, tag: str) -> None:
        case = self.board.cases.get(case_id)
        if case is not None and case.place_tag is None:
            self.of_case(case_id, self.apply_stored, PlaceTagged(case_id, tag))

    def _enrol(self, lawyer: Lawyer) -> None:
        languages = frozenset({COMMON, RARE} if lawyer.rare else {COMMON})
        row = CounselRow(fingerprint=lawyer.name, languages=languages, capacity=self.policy.capacity)
        self.board = structs.replace(self.board, counsel={**self.board.counsel, lawyer.name: row})
        self.streets.enrol(Hands(lawyer, lawyer.home))
        self.at(lawyer.on, self._duty, lawyer)

    def _duty(self, lawyer: Lawyer) -> None:
        area = self.knowledge.nearest_area(lawyer.home)
        until = self.clock() + lawyer.off - self.now
        on = DutySet(lawyer.name, area, until, self.policy.committed)
        self.by_phone(lawyer.name, self.apply_stored, on)

    def _decide_soon(self) -> None:
        """One decision in a window at most; the first at once."""
        self._decide_by(max(self.now, self._decided_at + self.policy.window_ms))

    def _decide_by(self, moment: Millis) -> None:
        if self._decides_at is None or moment < self._decides_at:
            self._decides_at = moment
            self.at(moment, self._decide, moment)

    def _decide(self, planned: Millis) -> None:
        if planned != self._decides_at:
            return
        self._decides_at, self._decided_at = None, self.now
        began = self._stopwatch()
        decision = decide(self.board, self.clock(), self.policy.config, self.policy.rule)
        self.record.decided_ms.append((self._stopwatch() - began) * SECOND_MS)
        for action in decision.actions:
            self.record.note(self.now, action.key)
        after = apply_actions(self.board, decision.actions, self.clock())
        self.carried_out(self.board, decision, after)
        self._become(after)
        self._visitors = decision.visitors
        self._let_in()
        for action in decision.actions:
            if isinstance(action, MakeOffer):
                self.record.notices += 1
                shown_at, answer = self.now + self.policy.call_ms, self._answer(action)
                self.at(shown_at, self.by_phone, action.counsel, self._schedule_answer, action, answer)
        if decision.wake_at is not None:
            ahead = max(decision.wake_at - self.clock(), self.policy.window_ms)
            self._decide_by(self.now + ahead)
        self.step_over()

    def _answer(self, offer: MakeOffer) -> Answer:
        """What she will say; asked for somebody at the same place again, she mostly stays by a no."""
        who, place = offer.counsel, self.streets.place_of(offer.case_id)
        before = self._answers.setdefault((who, place), [])
        minutes = self.streets.minutes_to(who, offer.case_id)
        again = bool(before) and not before[-1].yes
        before.append(self.lots.answer(who, place, len(before), minutes, again=again))
        return before[-1]

    def _schedule_answer(self, offer: MakeOffer, answer: Answer) -> None:
        """She sees it, and answers in her own time."""
        if answer.yes is not None:
            kind = OfferAccepted if answer.yes else OfferDeclined
            said = kind(offer.offer_id, offer.counsel)
            self.at(self.now + answer.after_ms, self.by_phone, offer.counsel, self.apply_stored, said)

    def _count(self) -> None:
        states = list(self.board.cases.values())
        waiting = sum(case.state not in ASSIGNED for case in states)
        inside = sum(case.state is State.arrived for case in states)
        self.record.backlog.append((self.now, waiting, len(states) - waiting - inside, inside))
        self.at(self.now + MINUTE_MS, self._count)


def _about(board_event: BoardEvent) -> str:
    match board_event:
        case Pressed(case):
            return case.case_id
        case OnCase(case_id, event):
            return f"{case_id} {type(event).__name__}"
        case OfferAccepted(offer_id) | OfferDeclined(offer_id):
            return offer_id
        case DutySet(counsel):
            return counsel
        case _:
            return board_event.case_id
