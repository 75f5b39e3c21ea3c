"""Random histories: presses, duty, answers in and out of time, the desk's hand, and a clerk who comes late.

After every step the four promises of the house hold: every open case has a wake-up or sits at the desk;
deciding an unchanged board again adds nothing; a case has one live assignment at most; an answer that is
repeated, late or out of order changes nothing.
"""

from collections import Counter, defaultdict

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from habeas.core.actions import Expire, MakeOffer, Promise, Retract, TakeHeld
from habeas.core.apply_actions import apply_actions
from habeas.core.board import LIVE, Board, OfferState
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
from habeas.core.matching import DecisionCache
from habeas.core.obstacles import Obstacle
from habeas.core.states import ASSIGNED, OPEN, UNASSIGNED, Case, Disposition, State, Urgency
from habeas.core.transitions import (
    Arrived,
    Assigned,
    Cancelled,
    Closed,
    Coerced,
    EnRoute,
    EntryRefused,
    HandedBack,
    Refusal,
)
from habeas.core.whereabouts import case_places
from tests.core.boards import AREAS, COUNSEL, LANGUAGES, counsel, names, plans
from tests.core.make import NOW, a_board, a_case, obstacles

CASES = tuple(f"k{number}" for number in range(5))
someone = st.sampled_from(COUNSEL)
some_case = st.sampled_from(CASES)
any_event = st.one_of(
    st.builds(Assigned, someone, st.just("desk")),
    st.builds(HandedBack, someone, st.just("")),
    st.builds(EnRoute, someone),
    st.builds(EntryRefused, someone),
    st.builds(Arrived, someone),
    st.builds(Closed, st.sampled_from(Disposition), someone, as_desk=st.booleans()),
    st.builds(Cancelled),
    st.builds(Coerced),
)


class Histories(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.board = Board()
        self.cache = DecisionCache()
        self.now = NOW
        self.answered: list[BoardEvent] = []
        # Who was told that a case is hers, by what she was answered; never by looking at the case.
        self.told: dict[str, set[str]] = defaultdict(set)
        self.refused_by: dict[str, set[str]] = defaultdict(set)

    @initialize(team=st.tuples(*(counsel(name) for name in COUNSEL)))
    def open_the_day(self, team: tuple) -> None:
        self.board = a_board([], [type(one)(**_fields(one) | {"load": 0}) for one in team])

    def apply_stored(self, board_event: BoardEvent) -> bool:
        """Whether it was taken. Whatever was is refused when it comes again, and refusing changes nothing."""
        result = apply_event(self.board, board_event, self.now)
        if isinstance(result, Refusal):
            return False
        self.board = result
        if not isinstance(board_event, DutySet):
            assert isinstance(apply_event(self.board, board_event, self.now), Refusal)
        return True

    @rule(
        case_id=some_case,
        area=st.sampled_from(AREAS),
        language=st.sampled_from(LANGUAGES),
        urgency=st.sampled_from(Urgency),
        admitted=names,
        plan=plans,
    )
    def press(self, case_id: str, **clear: object) -> None:
        known = case_id in self.board.cases
        made = a_case(case_id, now=self.now, **clear)
        assert self.apply_stored(Pressed(made)) is not known
        self.answered.append(Pressed(made))

    @rule(who=someone, area=st.sampled_from(AREAS), minutes=st.sampled_from((-1, 0, 1, 5, 60)))
    def duty(self, who: str, area: str, minutes: int) -> None:
        self.apply_stored(DutySet(who, area, self.now + minutes * 60_000 if minutes >= 0 else None))
        if minutes <= 0:
            assert not [o for o in self.open_offers() if o.counsel == who]

    @rule(seconds=st.sampled_from((1, 5, 30, 61, 400)))
    def time_passes(self, seconds: int) -> None:
        self.now += seconds * 1_000

    @rule()
    def time_comes(self) -> None:
        wake_at = decide(self.board, self.now).wake_at
        self.now = max(self.now, wake_at or self.now)

    @rule()
    def clerk(self) -> None:
        decision = decide(self.board, self.now)
        for action in decision.actions:
            self.check(action)
        once = apply_actions(self.board, decision.actions, self.now)
        assert apply_actions(once, decision.actions, self.now) == once
        self.board = once
        for case in self.unassigned():
            self.check_search(case)
        assert decision.wake_at is None or decision.wake_at > self.now

    def check(self, action: object) -> None:
        match action:
            case MakeOffer():
                self.check_offer(action)
            case Promise(case_id, _, who):
                self.check_promise(action)
                self.told[case_id] = {who}
            case TakeHeld(offer_id, case_id):
                assert self.board.offers[offer_id].state is OfferState.held
                self.told[case_id].add(self.board.offers[offer_id].counsel)
            case Retract(case_id) | Expire(case_id):
                self.told[case_id].clear()

    def check_promise(self, action: Promise) -> None:
        """To somebody on duty who is at the place or going there, and never after a no."""
        case, one = self.board.cases[action.case_id], self.board.counsel[action.counsel]
        assert on_duty(one, self.now)
        assert action.counsel in case.admitted - self.refused_by[action.case_id]
        assert case.state in UNASSIGNED or case.expected_at is not None

    def check_offer(self, action: MakeOffer) -> None:
        case, one = self.board.cases[action.case_id], self.board.counsel[action.counsel]
        assert on_duty(one, self.now)
        assert action.counsel in case.admitted
        assert action.counsel not in self.refused_by[action.case_id]
        assert action.offer_id not in self.board.offers
        assert one.load < one.capacity

    def check_search(self, case: Case) -> None:
        """Nobody waits for nothing: a phone rings there, or somebody goes there, or the desk knows.

        Who could be asked may have others to go to first; that is waited for no longer than the plan lasts.
        """
        ringing = [offer for offer in self.open_offers() if offer.case_id == case.case_id]
        assert all(on_duty(self.board.counsel[offer.counsel], self.now) for offer in ringing)
        assert all(offer.expires_at > self.now for offer in ringing)
        if case.state is State.waiting and not ringing:
            assert self.now < case.plan_from + case.plan.total_ms
            against = {who: obstacles(self.board, case, who, self.now) for who in COUNSEL}
            step_index = (Obstacle.ringing,) in against.values()
            elsewhere = any(not found and self.board.counsel[who].load for who, found in against.items())
            assert step_index or elsewhere or self.served(case)

    def served(self, case: Case) -> bool:
        """Somebody is there, goes there or is asked to."""
        places = case_places(self.board.cases.values())
        asked = {offer.case_id for offer in self.open_offers()}
        there = [one for one in self.board.cases.values() if places[one.case_id] == places[case.case_id]]
        return any(one.case_id in asked or one.state in ASSIGNED for one in there)

    @precondition(lambda self: self.board.offers)
    @rule(data=st.data(), accepts=st.booleans(), rightly=st.sampled_from((True, True, True, False)))
    def answer(self, data: st.DataObject, accepts: bool, rightly: bool) -> None:
        offer = self.board.offers[data.draw(st.sampled_from(sorted(self.board.offers)))]
        who = offer.counsel if rightly else data.draw(someone)
        kind = OfferAccepted if accepts else OfferDeclined
        case = self.board.cases[offer.case_id]
        in_time = (
            who == offer.counsel
            and (offer.state is OfferState.open or (offer.state is OfferState.held and not accepts))
            and self.now < offer.expires_at
            and case.state in UNASSIGNED
        )
        taken = self.apply_stored(kind(offer.offer_id, who))
        assert taken is in_time
        if taken:
            self.answered.append(kind(offer.offer_id, who))
            if not accepts:
                self.refused_by[offer.case_id].add(who)
            elif self.board.offers[offer.offer_id].state is OfferState.accepted:
                self.told[offer.case_id].add(who)

    @precondition(lambda self: self.answered)
    @rule(data=st.data())
    def say_it_again(self, data: st.DataObject) -> None:
        again = data.draw(st.sampled_from(self.answered))
        assert isinstance(apply_event(self.board, again, self.now), Refusal)

    @rule(case_id=some_case, event=any_event)
    def case_event(self, case_id: str, event: object) -> None:
        if not self.apply_stored(OnCase(case_id, event)):  # type: ignore[arg-type]
            return
        match event:
            case Assigned(who):
                self.refused_by[case_id] |= self.told[case_id]
                self.told[case_id] = {who}
            case HandedBack(who):
                self.refused_by[case_id].add(who)
                self.told[case_id].discard(who)
            case Closed() | Cancelled():
                self.told[case_id].clear()
                self.answered.append(OnCase(case_id, event))
            case Coerced():
                self.answered.append(OnCase(case_id, event))

    @precondition(lambda self: any(case.state in ASSIGNED for case in self.board.cases.values()))
    @rule(data=st.data(), kind=st.sampled_from((EnRoute, EntryRefused, Arrived, HandedBack)))
    def holder_says(self, data: st.DataObject, kind: type) -> None:
        held = sorted(key for key, case in self.board.cases.items() if case.state in ASSIGNED)
        case_id = data.draw(st.sampled_from(held))
        who = self.board.cases[case_id].counsel
        assert who is not None
        self.case_event(case_id, HandedBack(who, "") if kind is HandedBack else kind(who))

    @rule(case_id=some_case, who=names)
    def reseal(self, case_id: str, who: frozenset[str]) -> None:
        self.apply_stored(AccessGiven(case_id, who))

    @rule(case_id=some_case, place_tag=st.sampled_from(("here", "there")))
    def tag(self, case_id: str, place_tag: str) -> None:
        self.apply_stored(PlaceTagged(case_id, place_tag))

    def open_offers(self) -> list:
        return [offer for offer in self.board.offers.values() if offer.state in LIVE]

    def unassigned(self) -> list[Case]:
        return [case for case in self.board.cases.values() if case.state in UNASSIGNED]

    @invariant()
    def every_open_case_wakes_or_sits_at_the_desk(self) -> None:
        for case in self.board.cases.values():
            if case.state in OPEN:
                assert case.wake_at is not None or case.state is State.desk
            else:
                assert case.wake_at is None

    @invariant()
    def deciding_again_adds_nothing(self) -> None:
        decision = decide(self.board, self.now)
        assert decide(self.board, self.now) == decision
        assert decide(self.board, self.now, cache=self.cache) == decision
        again = decide(apply_actions(self.board, decision.actions, self.now), self.now)
        assert again.actions == ()
        assert again.wake_at == decision.wake_at

    @invariant()
    def a_case_has_one_live_assignment_at_most(self) -> None:
        for case in self.board.cases.values():
            assert len(self.told[case.case_id]) <= 1
            assert self.told[case.case_id] == ({case.counsel} if case.state in ASSIGNED else set())

    @invariant()
    def loads_are_the_live_assignments(self) -> None:
        held = Counter(case.counsel for case in self.board.cases.values() if case.state in ASSIGNED)
        assert {who: one.load for who, one in self.board.counsel.items() if one.load} == dict(held)

    @invariant()
    def only_who_can_open_a_card_was_asked(self) -> None:
        assert all(case.ruled_out <= case.admitted for case in self.board.cases.values())

    @invariant()
    def only_who_needs_counsel_rings(self) -> None:
        for offer in self.open_offers():
            assert self.board.cases[offer.case_id].state in UNASSIGNED
        shown = Counter(offer.counsel for offer in self.open_offers())
        assert all(count == 1 for count in shown.values())

    def teardown(self) -> None:
        """Left alone, every search ends: a case is taken, or it is at the desk and no phone rings."""
        for _decisions in range(300):
            decision = decide(self.board, self.now)
            self.board = apply_actions(self.board, decision.actions, self.now)
            searching = [case for case in self.unassigned() if case.state is State.waiting]
            if not searching and not self.open_offers():
                return
            assert decision.wake_at is not None
            self.now = decision.wake_at
        raise AssertionError("a search never ends")


def _fields(one: object) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__struct_fields__}  # type: ignore[attr-defined]


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
