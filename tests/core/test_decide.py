"""The rules of deciding, one sentence each."""

import pytest
from msgspec import structs

from habeas.core.actions import (
    AdvanceStep,
    AskDesk,
    Expire,
    LapseOffer,
    MakeOffer,
    NeedsAccess,
    Outlook,
    TakeHeld,
    Tell,
    Wake,
    Why,
    WithdrawOffer,
)
from habeas.core.apply_actions import apply_actions
from habeas.core.board import Board, Offer, OfferState, changes
from habeas.core.board_events import (
    AccessGiven,
    DutySet,
    OfferAccepted,
    OfferDeclined,
    OnCase,
    apply_event,
)
from habeas.core.config import Config
from habeas.core.decide import decide
from habeas.core.ids import offer_id
from habeas.core.plan import Plan, Step
from habeas.core.states import Case, DeskReason, Disposition, Missing, State, Urgency
from habeas.core.time import DAY_MS, SECOND_MS
from habeas.core.transitions import Assigned, HandedBack, Refusal, RefusalReason
from tests.core.make import (
    NOW,
    PLAN,
    a_board,
    a_case,
    a_counsel,
    asked_now,
    happened,
    offer_to,
    only,
    run,
    run_seconds,
)

MINUTE = 60 * SECOND_MS
TEAM = [a_counsel("ann"), a_counsel("bea", area="north"), a_counsel("cleo", area="south", load=1)]


def the_case(board: Board) -> Case:
    return board.cases["case"]


def test_the_first_step_rings_the_nearest_and_is_stamped_on_the_case() -> None:
    board = a_board([a_case()], TEAM)
    name = offer_id("case", "ann", 1)
    decision = decide(board, NOW)
    assert decision.actions == (
        MakeOffer(name, "case", 1, "ann", NOW + MINUTE),
        AdvanceStep("case", 1, 0, NOW + MINUTE),
        Wake("case", 1, NOW + MINUTE),
        Tell("case", 1, Missing.answer),
    )
    assert decision.wake_at == NOW + MINUTE
    why = decision.reasons[name]
    assert why == Why("ann", 13, True, 0, "bea", next_minutes=28, waiting=1, value=why.value)
    assert why.value > 0
    assert decision.outlook == Outlook(waiting=1, reachable=1)


def test_each_action_has_a_key_of_its_own() -> None:
    board, first = run(a_board([a_case(), a_case("other", admitted=())], TEAM))
    _, second = run(board, NOW + MINUTE)
    keys = [action.key for action in (*first, *second)]
    assert len(set(keys)) == len(keys)


def test_the_board_after_a_decision_is_one_version_on() -> None:
    before = a_board([a_case()], TEAM)
    after, _ = run(before)
    written = changes(before, after)
    assert [(change.from_version, change.case.version) for change in written.cases] == [(1, 2)]
    assert written.offers == (
        Offer(
            offer_id=offer_id("case", "ann", 1),
            case_id="case",
            counsel="ann",
            round=1,
            made_at=NOW,
            expires_at=NOW + MINUTE,
        ),
    )
    assert written.counsel == ()


def test_a_decision_applied_twice_changes_nothing_more() -> None:
    board = a_board([a_case()], TEAM)
    actions = decide(board, NOW).actions
    once = apply_actions(board, actions, NOW)
    assert apply_actions(once, actions, NOW) == once


def test_an_answer_that_was_quicker_voids_the_decision() -> None:
    board, _ = run(a_board([a_case()], TEAM))
    stale = decide(board, NOW + MINUTE).actions
    accepted = happened(board, OfferAccepted(offer_to(board, "ann"), "ann"), NOW + MINUTE - 1)
    assert apply_actions(accepted, stale, NOW + MINUTE) == accepted


def test_a_silent_offer_lapses_and_the_next_step_asks_others() -> None:
    board, _ = run(a_board([a_case()], TEAM))
    later, actions = run(board, NOW + MINUTE)
    assert [action.offer_id for action in only(LapseOffer, actions)] == [offer_to(board, "ann")]
    assert asked_now(actions) == ["bea", "cleo"]
    assert (the_case(later).step, the_case(later).step_ends_at) == (1, NOW + 2 * MINUTE)
    assert the_case(later).ruled_out == {"ann"}


def test_nothing_is_due_before_the_offer_lapses() -> None:
    board, _ = run(a_board([a_case()], TEAM))
    assert decide(board, NOW + MINUTE - 1).actions == ()


def test_who_declines_is_replaced_at_once_within_the_step() -> None:
    board, _ = run(a_board([a_case()], TEAM))
    board = happened(board, OfferDeclined(offer_to(board, "ann"), "ann"), NOW + 50 * SECOND_MS)
    assert the_case(board).wake_at == NOW + 50 * SECOND_MS
    board, actions = run(board, NOW + 50 * SECOND_MS)
    assert asked_now(actions) == ["bea"]
    assert (the_case(board).step, the_case(board).step_ends_at) == (0, NOW + MINUTE)
    assert the_case(board).wake_at == NOW + MINUTE
    assert board.offers[offer_to(board, "bea")].expires_at == NOW + 110 * SECOND_MS
    # The next step begins on time, beside the offer that still stands.
    board, actions = run(board, NOW + MINUTE)
    assert asked_now(actions) == ["cleo"]
    assert board.offers[offer_to(board, "bea")].state is OfferState.open


def test_after_the_last_step_the_desk_is_asked() -> None:
    many = [a_counsel(f"c{number:02}") for number in range(12)]
    board = a_board([a_case(admitted=[one.fingerprint for one in many])], many)
    board = run_seconds(board, [0, 60, 120])
    assert the_case(board).state is State.waiting
    board, actions = run(board, NOW + PLAN.total_ms)
    assert only(AskDesk, actions) == [AskDesk("case", the_case(board).version - 1, DeskReason.plan_ended)]
    # Six were asked; the machine goes on with those who are left, three at a time.
    assert asked_now(actions) == ["c06", "c07", "c08"]


def test_a_case_at_the_desk_is_offered_to_who_comes_on_duty() -> None:
    board = a_board([a_case()], [a_counsel("ann", duty_until=None)])
    board, actions = run(board)
    assert [action.reason for action in only(AskDesk, actions)] == [DeskReason.nobody_on_duty]
    board = happened(board, DutySet("ann", "centre", NOW + DAY_MS), NOW + 5)
    board, actions = run(board, NOW + 5)
    assert asked_now(actions) == ["ann"]
    assert the_case(board).state is State.desk
    board = happened(board, OfferAccepted(offer_to(board, "ann"), "ann"), NOW + 6)
    assert the_case(board).state is State.accepted


@pytest.mark.parametrize(
    ("team", "admitted", "reason"),
    [
        ([], ["ann"], DeskReason.nobody_on_duty),
        ([a_counsel("ann", areas=frozenset({"north"}))], ["ann"], DeskReason.nobody_on_duty),
        ([a_counsel("ann")], ["decoy"], DeskReason.nobody_admitted),
        ([a_counsel("ann", load=3), a_counsel("bea")], ["ann"], DeskReason.nobody_admitted),
        ([a_counsel("ann", load=3)], ["ann"], DeskReason.nobody_left),
        ([a_counsel("ann", load=3)], [], DeskReason.nobody_left),
    ],
)
def test_with_nobody_to_ask_the_desk_is_asked_at_once(team: list, admitted: list, reason: DeskReason) -> None:
    _, actions = run(a_board([a_case(admitted=admitted)], team))
    assert [action.reason for action in only(AskDesk, actions)] == [reason]
    assert asked_now(actions) == []


def test_when_all_have_declined_the_rest_of_the_plan_is_not_waited_for() -> None:
    board, _ = run(a_board([a_case()], [a_counsel("ann")]))
    board = happened(board, OfferDeclined(offer_to(board, "ann"), "ann"), NOW + SECOND_MS)
    _, actions = run(board, NOW + SECOND_MS)
    assert [action.reason for action in only(AskDesk, actions)] == [DeskReason.nobody_left]


def test_counsel_with_another_offer_are_waited_for_but_not_longer_than_the_plan() -> None:
    pressing = a_case("first", admitted=["ann"], plan=Plan((Step(1, 3_600),)))
    board = a_board([pressing, a_case(admitted=["ann"], urgency=Urgency.soon)], [a_counsel("ann")])
    board, actions = run(board)
    assert [(action.case_id, action.counsel) for action in only(MakeOffer, actions)] == [("first", "ann")]
    assert the_case(board).wake_at == NOW + PLAN.total_ms
    assert decide(board, NOW + PLAN.total_ms - 1).actions == ()
    _, actions = run(board, NOW + PLAN.total_ms)
    assert [(a.case_id, a.reason) for a in only(AskDesk, actions)] == [("case", DeskReason.plan_ended)]


def test_who_comes_free_is_asked_and_the_step_begins_only_then() -> None:
    pressing = a_case("first", admitted=["ann"])
    board = a_board([pressing, a_case(admitted=["ann"], urgency=Urgency.soon)], [a_counsel("ann")])
    board, _ = run(board)
    board = happened(board, OfferDeclined(offer_to(board, "ann", "first"), "ann"), NOW + 9)
    board, actions = run(board, NOW + 9)
    assert [(action.case_id, action.counsel) for action in only(MakeOffer, actions)] == [("case", "ann")]
    assert the_case(board).step_ends_at == NOW + 9 + MINUTE


def test_the_more_urgent_case_is_served_first_then_the_higher_ranked_then_the_older() -> None:
    soon = a_case("a-soon", urgency=Urgency.soon, now=NOW - 9)
    young = a_case("b-young", now=NOW - 1)
    old = a_case("c-old", now=NOW - 2)
    vouched = a_case("d-vouched", rank=1)
    team = [a_counsel("ann"), a_counsel("bea", area="north"), a_counsel("cleo", area="south")]
    _, actions = run(a_board([soon, young, old, vouched], team))
    offered = [(action.case_id, action.counsel) for action in only(MakeOffer, actions)]
    assert offered == [("d-vouched", "ann"), ("c-old", "bea"), ("b-young", "cleo")]


def test_one_phone_shows_one_offer() -> None:
    board, actions = run(a_board([a_case(), a_case("other")], [a_counsel("ann")]))
    assert asked_now(actions) == ["ann"]
    assert decide(board, NOW).actions == ()


def test_who_goes_off_duty_is_not_left_ringing_and_may_be_asked_again() -> None:
    board, _ = run(a_board([a_case()], [a_counsel("ann")]))
    board = happened(board, DutySet("ann", None, None), NOW + 1)
    first = offer_to(board, "ann")
    assert board.offers[first].state is OfferState.withdrawn
    board, _ = run(board, NOW + 1)
    board, actions = run(happened(board, DutySet("ann", "north", NOW + DAY_MS), NOW + 2), NOW + 2)
    assert asked_now(actions) == ["ann"]
    assert offer_to(board, "ann") != first


def test_an_offer_is_withdrawn_when_duty_runs_out() -> None:
    board, _ = run(a_board([a_case()], [a_counsel("ann", duty_until=NOW + 10)]))
    decision = decide(board, NOW + 9)
    assert (decision.actions, decision.wake_at) == ((), NOW + 10)
    board, actions = run(board, NOW + 10)
    assert len(only(WithdrawOffer, actions)) == 1
    assert [action.reason for action in only(AskDesk, actions)] == [DeskReason.nobody_on_duty]
    assert the_case(board).ruled_out == frozenset()
    # Its stored wake-up, the end of that offer, is spent.
    assert decide(board, NOW + 10).actions == ()


def test_an_offer_of_a_case_that_needs_nobody_is_withdrawn() -> None:
    board, _ = run(a_board([a_case()], TEAM))
    gone = structs.replace(board, cases={})
    after, actions = run(gone)
    assert [offer.state for offer in after.offers.values()] == [OfferState.withdrawn]
    assert len(actions) == 1


def test_after_a_hand_back_the_plan_restarts_with_others() -> None:
    board, _ = run(a_board([a_case()], TEAM))
    board = happened(board, OfferAccepted(offer_to(board, "ann"), "ann"), NOW + 1)
    board, _ = run(board, NOW + 1)
    assert board.counsel["ann"].load == 1
    board = happened(board, OnCase("case", HandedBack("ann", "ill")), NOW + 2)
    assert board.counsel["ann"].load == 0
    board, actions = run(board, NOW + 2)
    assert asked_now(actions) == ["bea"]
    assert (the_case(board).step, the_case(board).step_ends_at) == (0, NOW + 2 + MINUTE)


def test_acceptance_withdraws_the_others() -> None:
    plan = Plan((Step(3, 60),))
    board, _ = run(a_board([a_case(plan=plan)], TEAM))
    board = happened(board, OfferAccepted(offer_to(board, "ann"), "ann"), NOW + 1)
    states = {offer.counsel: offer.state for offer in board.offers.values()}
    assert states == {
        "ann": OfferState.accepted,
        "bea": OfferState.withdrawn,
        "cleo": OfferState.withdrawn,
    }


def held_from_afar() -> Board:
    """bea, who is far, has said yes; ann, who is near, has not answered yet."""
    board, _ = run(a_board([a_case(plan=Plan((Step(2, 60),)))], TEAM[:2]))
    return happened(board, OfferAccepted(offer_to(board, "bea"), "bea"), NOW + SECOND_MS)


def test_a_yes_from_afar_is_held_while_somebody_nearer_is_asked() -> None:
    board, actions = run(held_from_afar(), NOW + SECOND_MS)
    assert (the_case(board).state, only(TakeHeld, actions)) == (State.waiting, [])
    held = board.offers[offer_to(board, "bea")]
    assert (held.state, held.expires_at) == (OfferState.held, NOW + 46 * SECOND_MS)
    # Her phone is taken meanwhile, and saying it again changes nothing.
    again = apply_event(board, OfferAccepted(held.offer_id, "bea"), NOW + 2 * SECOND_MS)
    assert again == Refusal(RefusalReason.repeated, State.waiting)


def test_the_held_yes_counts_when_its_time_is_up() -> None:
    board, _ = run(held_from_afar(), NOW + 46 * SECOND_MS)
    assert (the_case(board).state, the_case(board).counsel) == (State.accepted, "bea")
    assert board.offers[offer_to(board, "ann")].state is OfferState.withdrawn


def test_the_held_yes_counts_as_soon_as_nobody_nearer_is_asked() -> None:
    board = held_from_afar()
    board = happened(board, OfferDeclined(offer_to(board, "ann"), "ann"), NOW + 2 * SECOND_MS)
    board, _ = run(board, NOW + 2 * SECOND_MS)
    assert the_case(board).counsel == "bea"


def test_the_nearer_yes_counts_at_once_and_releases_who_was_held() -> None:
    board = held_from_afar()
    board = happened(board, OfferAccepted(offer_to(board, "ann"), "ann"), NOW + 2 * SECOND_MS)
    assert the_case(board).counsel == "ann"
    assert board.offers[offer_to(board, "bea")].state is OfferState.withdrawn


def test_who_is_held_may_still_say_no() -> None:
    board = held_from_afar()
    board = happened(board, OfferDeclined(offer_to(board, "bea"), "bea"), NOW + 2 * SECOND_MS)
    assert the_case(board).ruled_out == {"bea"}


def test_who_cannot_open_the_card_is_named_for_resealing_nearest_first() -> None:
    outside = [a_counsel("eva", area="south"), a_counsel("dora"), a_counsel("faye", load=3)]
    board, actions = run(a_board([a_case(admitted=["ann"])], [a_counsel("ann"), *outside]))
    assert only(NeedsAccess, actions) == [NeedsAccess("case", 1, ("dora", "eva", "faye"))]
    assert asked_now(actions) == ["ann"]
    assert the_case(board).needs_access == ("dora", "eva", "faye")


def test_the_list_for_resealing_is_bounded_and_empties_when_enough_are_let_in() -> None:
    outside = [a_counsel(f"c{number:02}") for number in range(20)]
    board, actions = run(a_board([a_case(admitted=[])], outside))
    named = only(NeedsAccess, actions)[0].counsel
    assert named == tuple(one.fingerprint for one in outside[:14])
    assert [action.reason for action in only(AskDesk, actions)] == [DeskReason.nobody_admitted]
    board = happened(board, AccessGiven("case", frozenset(named)), NOW + 1)
    board, actions = run(board, NOW + 1)
    assert asked_now(actions) == ["c00"]
    assert the_case(board).needs_access == ()


def test_who_was_let_in_leaves_the_list_for_resealing() -> None:
    outside = [a_counsel("ann"), a_counsel("bea"), a_counsel("cleo")]
    board, _ = run(a_board([a_case(admitted=[])], outside))
    board = happened(board, AccessGiven("case", frozenset({"bea"})), NOW + 1)
    _, actions = run(board, NOW + 1)
    assert only(NeedsAccess, actions) == [NeedsAccess("case", 3, ("ann", "cleo"))]


def test_a_newcomer_does_not_rewrite_a_list_that_holds() -> None:
    board, _ = run(a_board([a_case(admitted=[])], [a_counsel("ann"), a_counsel("bea", duty_until=None)]))
    board = happened(board, DutySet("bea", "centre", NOW + DAY_MS), NOW + 1)
    assert decide(board, NOW + 1).actions == ()
    board = happened(board, DutySet("ann", None, None), NOW + 2)
    _, actions = run(board, NOW + 2)
    assert only(NeedsAccess, actions) == [NeedsAccess("case", 2, ("bea",))]


def test_a_speaker_comes_first_however_far_and_alone() -> None:
    team = [a_counsel("ann"), a_counsel("bea", area="south", languages=frozenset({"en"}))]
    board = a_board([a_case(language="en", plan=Plan((Step(3, 60), Step(3, 60))))], team)
    board, actions = run(board)
    assert asked_now(actions) == ["bea"]
    assert decide(board, NOW).actions == ()
    _, actions = run(board, NOW + MINUTE)
    assert asked_now(actions) == ["ann"]


def test_near_counts_before_idle_and_idle_before_name() -> None:
    team = [a_counsel("ann", load=1), a_counsel("bea"), a_counsel("cleo", area="north", load=0)]
    _, actions = run(a_board([a_case(plan=Plan((Step(3, 60),)))], team))
    assert asked_now(actions) == ["bea", "ann", "cleo"]


def test_a_counsel_at_capacity_is_not_rung_and_with_room_is() -> None:
    full = [a_counsel("ann", load=3), a_counsel("bea", area="south", load=2)]
    _, actions = run(a_board([a_case()], full))
    assert asked_now(actions) == ["bea"]


def test_several_offers_side_by_side_never_exceed_her_room() -> None:
    board = a_board([a_case("a"), a_case("b"), a_case("c")], [a_counsel("ann", load=1)])
    decision = decide(board, NOW, Config(offers_each=5))
    assert asked_now(decision.actions) == ["ann", "ann"]
    assert decide(apply_actions(board, decision.actions, NOW), NOW, Config(offers_each=5)).actions == ()


def test_a_forgotten_case_expires_and_frees_who_had_it() -> None:
    board = a_board([a_case("old", admitted=["ann"])], [a_counsel("ann", capacity=1)])
    board = happened(board, OnCase("old", Assigned("ann", "desk")))
    board, actions = run(board)
    silent_at = NOW + Config().silent_ms
    assert only(Wake, actions) == [Wake("old", 2, silent_at)]
    fresh = a_case(admitted=["ann"], now=silent_at)
    held = structs.replace(
        board,
        cases=dict(board.cases) | {"case": fresh},
        counsel={"ann": a_counsel("ann", load=1, capacity=1)},
    )
    held = happened(held, DutySet("ann", "centre", silent_at + DAY_MS), silent_at)
    after, actions = run(held, silent_at)
    assert only(Expire, actions) == [Expire("old", 3)]
    assert after.cases["old"].disposition is Disposition.expired
    assert asked_now(actions) == ["ann"]
    assert decide(after, silent_at).actions == ()


def test_a_message_puts_off_the_forgetting_without_a_write() -> None:
    board, _ = run(a_board([a_case(admitted=[])], []))
    written_to = structs.replace(the_case(board), active_at=NOW + DAY_MS)
    board = structs.replace(board, cases={"case": written_to})
    assert decide(board, NOW + DAY_MS).actions == ()
    _, actions = run(board, NOW + Config().silent_ms)
    assert only(Wake, actions) == [Wake("case", 2, NOW + DAY_MS + Config().silent_ms)]


def test_an_empty_board_never_wakes() -> None:
    decision = decide(Board(), NOW)
    assert (decision.actions, decision.wake_at, decision.looks) == ((), None, 0)
