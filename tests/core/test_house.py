"""Places: a few counsel for many who wait at one, promises, and what becomes of them."""

import pytest
from msgspec import structs

from habeas.core.actions import AskDesk, Promise, Retract, Tell
from habeas.core.apply_actions import apply_actions
from habeas.core.board import Board, OfferState
from habeas.core.board_events import AccessGiven, DutySet, OfferAccepted, OnCase, PlaceTagged, Pressed
from habeas.core.config import Config
from habeas.core.decide import decide
from habeas.core.states import Disposition, Locality, Missing, State, Urgency
from habeas.core.time import MINUTE_MS, SECOND_MS
from habeas.core.transitions import Arrived, Assigned, Closed, EnRoute, EntryRefused, HandedBack
from habeas.core.visitors import shut_out
from tests.core.make import NOW, a_board, a_case, a_counsel, asked_now, happened, offer_to, only, run

TEAM = [f"c{number}" for number in range(6)]


def a_bus(people: int = 10, **changed: object) -> Board:
    """So many at one place in the centre, and six counsel there."""
    cases = [a_case(f"k{number:02}", admitted=TEAM, now=NOW + number, **changed) for number in range(people)]
    return a_board(cases, [a_counsel(who, capacity=12) for who in TEAM])


def accepted(board: Board, now: int) -> Board:
    """Whoever is asked says yes, one after another; the clerk looks after each."""
    board, _ = run(board, now)
    while open_ones := [offer for offer in board.offers.values() if offer.state is OfferState.open]:
        first = min(open_ones, key=lambda offer: offer.counsel)
        board, _ = run(happened(board, OfferAccepted(first.offer_id, first.counsel), now), now)
    return board


def holders(board: Board) -> set[str | None]:
    return {case.counsel for case in board.cases.values()}


def test_a_bus_of_ten_gets_two_counsel_and_everybody_is_promised_one() -> None:
    board = accepted(a_bus(), NOW + 10)
    assert len(holders(board) - {None}) == 2
    promised = [case for case in board.cases.values() if case.expected_at is not None]
    assert len(promised) == 8
    assert {case.state for case in board.cases.values()} == {State.accepted}


def test_who_accepts_one_is_promised_to_the_others_in_their_order() -> None:
    board, actions = run(a_bus(4))
    first = asked_now(actions)[0]
    lead = next(offer.case_id for offer in board.offers.values() if offer.counsel == first)
    board = happened(board, OfferAccepted(offer_to(board, first, lead), first), NOW + SECOND_MS)
    _, actions = run(board, NOW + SECOND_MS)
    promises = only(Promise, actions)
    assert {promise.counsel for promise in promises} == {first}
    expected = [promise.expected_at for promise in sorted(promises, key=lambda promise: promise.case_id)]
    assert expected == sorted(expected)
    # The first of them beside the lead, the next ones when those two are done.
    assert expected[1] - expected[0] >= Config().consultation * MINUTE_MS


def test_nobody_is_promised_what_cannot_be_kept() -> None:
    board = accepted(a_bus(40), NOW + 40)
    latest = max(case.expected_at or 0 for case in board.cases.values())
    assert latest <= NOW + Config().promise_share * Config().limit_minutes * MINUTE_MS
    left = [case for case in board.cases.values() if case.counsel is None]
    assert all(case.missing is not None for case in left)


def test_a_newcomer_at_a_place_where_somebody_is_needs_no_further_phone() -> None:
    board = accepted(a_bus(2), NOW + 2)
    board = happened(board, Pressed(a_case("new", admitted=TEAM, now=NOW + 5)), NOW + 5)
    board, actions = run(board, NOW + 5)
    assert asked_now(actions) == []
    assert [promise.case_id for promise in only(Promise, actions)] == ["new"]


def test_where_several_press_at_once_more_are_expected_and_asked_for() -> None:
    board, plain = a_bus(8, urgency=Urgency.today), Config(follow_minutes=0.0)
    first = structs.replace(board, counsel={"c0": board.counsel["c0"]})
    board = structs.replace(accepted(first, NOW + 8), counsel=board.counsel)
    assert not asked_now(decide(board, NOW + 8, plain).actions)
    assert asked_now(decide(board, NOW + 8).actions)
    # It is those who wait that are spoken of, not who may come; later nobody more is expected.
    assert decide(board, NOW + 8).outlook.waiting == 8
    later = NOW + 10 * MINUTE_MS
    assert decide(board, later).reasons == decide(board, later, plain).reasons


def test_tags_tell_places_apart_within_an_area() -> None:
    board = a_bus(4)
    for number, tag in enumerate(("here", "here", "there", "there")):
        board = happened(board, PlaceTagged(f"k{number:02}", tag), NOW + 5)
    board = accepted(board, NOW + 5)
    by_place = {
        tag: {c.counsel for c in board.cases.values() if c.place_tag == tag} for tag in ("here", "there")
    }
    assert by_place["here"].isdisjoint(by_place["there"])


@pytest.mark.parametrize(("people", "goes_first"), [(5, True), (6, False)])
def test_a_pressing_newcomer_goes_first_unless_that_makes_somebody_late(
    people: int, goes_first: bool
) -> None:
    board = accepted(a_bus(people, urgency=Urgency.today), NOW + people)
    latest = max(case.expected_at or 0 for case in board.cases.values())
    board = happened(board, Pressed(a_case("now", admitted=TEAM, now=NOW + 20)), NOW + 20)
    _, actions = run(board, NOW + 20)
    before_others = [
        one for one in only(Promise, actions) if one.case_id == "now" and one.expected_at < latest
    ]
    assert bool(before_others) is goes_first


def test_who_is_asked_or_comes_and_cannot_open_a_card_is_named_for_it() -> None:
    shut, open_ = (
        a_case(name, admitted=names, now=NOW) for name, names in (("shut", TEAM[1:]), ("open", TEAM))
    )
    board = a_board([shut, open_], [a_counsel("c0", capacity=12)])
    decision = decide(board, NOW + 2)
    assert asked_now(decision.actions) == ["c0"]
    # Once her phone rings for the place a desk's page can let her in; when she comes she is given it.
    assert decision.visitors == {Locality("centre", "centre"): ["c0"]}
    board = apply_actions(board, decision.actions, NOW + 2)
    assert shut_out(board.cases["shut"], ["c0"], 14) == ("c0",)
    board = happened(board, AccessGiven("shut", frozenset({"c0"})), NOW + 3)
    board = accepted(board, NOW + 4)
    assert board.cases["shut"].counsel == "c0"


def test_who_lost_her_counsel_goes_before_those_who_never_had_one() -> None:
    board = accepted(a_bus(3, urgency=Urgency.today), NOW + 3)
    held = structs.replace(
        a_case("lost", urgency=Urgency.today, admitted=TEAM, now=NOW + 6), was_promised=True
    )
    new = a_case("new", urgency=Urgency.today, admitted=TEAM, now=NOW + 5)
    board = happened(happened(board, Pressed(new), NOW + 6), Pressed(held), NOW + 6)
    _, actions = run(board, NOW + 7)
    expected = {promise.case_id: promise.expected_at for promise in only(Promise, actions)}
    assert expected["lost"] < expected["new"]


def test_promises_that_will_not_hold_are_taken_back_before_their_time() -> None:
    board = accepted(a_bus(6, urgency=Urgency.today), NOW + 6)
    (who,) = holders(board)
    assert who is not None
    lead = next(case.case_id for case in board.cases.values() if case.expected_at is None)
    board = structs.replace(board, counsel={who: board.counsel[who]})
    board = happened(board, OnCase(lead, EnRoute(who)), NOW + MINUTE_MS)
    # She is kept out for longer and longer: those who come last cannot be reached in time any more.
    now = NOW + 110 * MINUTE_MS
    board = happened(board, OnCase(lead, EntryRefused(who)), now)
    board, actions = run(board, now)
    taken_back = [board.cases[one.case_id] for one in only(Retract, actions)]
    assert taken_back
    assert all(case.counsel is None and who not in case.ruled_out for case in taken_back)
    assert board.cases[lead].counsel == who


def test_a_colleague_who_is_free_at_the_place_takes_over() -> None:
    board = accepted(a_bus(14), NOW + 14)
    first, second, *_ = sorted(holders(board), key=lambda who: -board.counsel[who or ""].load)
    assert first is not None
    assert second is not None
    now = NOW + 20 * MINUTE_MS
    hers = [case.case_id for case in board.cases.values() if case.counsel == first]
    others = [case.case_id for case in board.cases.values() if case.counsel == second]
    for case_id in (*hers[:2], *others):
        board = happened(board, OnCase(case_id, Arrived(board.cases[case_id].counsel or "")), now)
    for case_id in others:
        board = happened(board, OnCase(case_id, Closed(Disposition.advised, second, as_desk=False)), now + 1)
        board, actions = run(board, now + 1)
        if taken := only(Promise, actions):
            break
    assert {promise.counsel for promise in taken} == {second}
    assert {promise.case_id for promise in taken} <= set(hers)


def test_after_a_hand_back_she_is_not_asked_for_that_person_again() -> None:
    board = accepted(a_bus(1), NOW + 1)
    who = board.cases["k00"].counsel
    assert who is not None
    board = happened(board, OnCase("k00", HandedBack(who, "busy")), NOW + MINUTE_MS)
    _, actions = run(board, NOW + MINUTE_MS)
    assert who not in asked_now(actions)
    assert asked_now(actions)


def test_the_desk_hears_how_many_can_be_reached() -> None:
    board = a_bus(40)
    board = structs.replace(board, counsel={"c0": board.counsel["c0"]})
    board = accepted(board, NOW + 40)
    outlook = decide(board, NOW + 41).outlook
    assert outlook.waiting == 40
    assert 5 <= outlook.reachable <= 12


@pytest.mark.parametrize(
    ("team", "admitted", "missing"),
    [
        ([], ["ann"], Missing.duty),
        ([a_counsel("ann", load=3)], ["ann"], Missing.no_capacity),
        ([a_counsel("ann")], ["decoy"], Missing.access),
        ([a_counsel("ann")], ["ann"], Missing.answer),
    ],
)
def test_what_is_missing_is_told(team: list, admitted: list, missing: Missing) -> None:
    board, _ = run(a_board([a_case(admitted=admitted)], team))
    assert board.cases["case"].missing is missing


def test_when_all_were_asked_a_yes_is_missing_until_somebody_new_is_let_in() -> None:
    board = a_board([a_case(admitted=["ann"])], [a_counsel("ann"), a_counsel("bea")])
    board = structs.replace(
        board, cases={"case": structs.replace(board.cases["case"], ruled_out=frozenset({"ann"}))}
    )
    board, actions = run(board)
    assert board.cases["case"].missing is Missing.access
    assert only(AskDesk, actions)
    board = happened(board, AccessGiven("case", frozenset({"bea"})), NOW + 1)
    board, actions = run(board, NOW + 1)
    assert asked_now(actions) == ["bea"]


def test_who_is_shut_off_from_all_who_come_is_asked_for_elsewhere() -> None:
    board = accepted(a_bus(2), NOW + 2)
    (coming,) = holders(board)
    other = next(who for who in TEAM if who != coming)
    board = happened(board, Pressed(a_case("shut-off", admitted=[other], now=NOW + 5)), NOW + 5)
    _, actions = run(board, NOW + 5)
    assert asked_now(actions) == [other]


def test_while_a_phone_rings_for_a_place_an_answer_is_what_all_there_wait_for() -> None:
    board, actions = run(a_board([a_case("a"), a_case("b"), a_case("c")], [a_counsel("ann")]))
    assert asked_now(actions) == ["ann"]
    assert {case.missing for case in board.cases.values()} == {Missing.answer}


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({}, Missing.no_time),
        ({"admitted": frozenset({"decoy"})}, Missing.access),
        ({"ruled_out": frozenset({"c0"})}, Missing.access),
        ({"language": "ka"}, Missing.elsewhere),
    ],
)
def test_time_is_missing_only_where_somebody_there_could_be_given_the_case(
    changed: dict, missing: Missing
) -> None:
    """c0 has taken what is more than she can do in time; c9, the only one to speak ka, is busy elsewhere."""
    board = a_bus(10)
    speaker = a_counsel("c9", area="north", capacity=12, languages=frozenset({"ka"}))
    board = structs.replace(board, counsel={"c0": board.counsel["c0"], "c9": speaker})
    board = accepted(board, NOW + 10)
    held = a_case("held", admitted=["c9"], area="north", now=NOW + 10)
    board = happened(board, Pressed(held), NOW + 10)
    board = happened(board, OnCase("held", Assigned("c9", "desk")), NOW + 10)
    given = {"admitted": frozenset({"c0", "c9"})} if "language" in changed else {}
    late = structs.replace(a_case("late", admitted=["c0"], now=NOW + 10), **(given | changed))
    board, _ = run(happened(board, Pressed(late), NOW + 10), NOW + 10)
    assert board.cases["late"].counsel is None
    assert board.cases["late"].missing is missing


def test_who_is_too_far_to_come_in_time_is_not_counted_on() -> None:
    far = a_board([a_case()], [a_counsel("ann", area="south")])
    near_limit = Config(limit_minutes=20)
    assert decide(far, NOW, near_limit).outlook.reachable == 0
    assert decide(far, NOW).outlook.reachable == 1


def test_beyond_its_budget_of_work_the_matching_is_greedy_and_still_decides() -> None:
    board = a_bus(10)
    few = Config(most_edges=0)
    assert asked_now(decide(board, NOW + 10, few).actions)


def one_who_accepted_and_fell_silent(people: int = 3) -> tuple[Board, str, str]:
    """She accepted for a busload and was never heard of again; a colleague next door is free."""
    board = a_bus(people)
    board = structs.replace(board, counsel={who: board.counsel[who] for who in TEAM[:2]})
    board = accepted(board, NOW + people)
    (who,) = holders(board)
    assert who is not None
    return board, who, next(other for other in TEAM[:2] if other != who)


def test_who_is_late_and_silent_is_given_nobody_more() -> None:
    board, _, other = one_who_accepted_and_fell_silent()
    now = NOW + 40 * MINUTE_MS
    board = happened(board, Pressed(a_case("new", admitted=TEAM, now=now)), now)
    _, actions = run(board, now)
    assert only(Promise, actions) == []
    assert asked_now(actions) == [other]


def test_who_stays_silent_loses_what_she_was_promised_to_and_others_are_asked() -> None:
    board, who, other = one_who_accepted_and_fell_silent()
    promised = [case.case_id for case in board.cases.values() if case.expected_at is not None]
    _, actions = run(board, NOW + 90 * MINUTE_MS)
    assert sorted(one.case_id for one in only(Retract, actions)) == promised
    assert asked_now(actions) == [other]
    assert who not in asked_now(actions)


def test_the_desk_is_told_of_who_took_a_case_and_has_long_been_due() -> None:
    board, who, _ = one_who_accepted_and_fell_silent(1)
    now = NOW + 50 * MINUTE_MS
    assert decide(board, now).actions == ()
    while not (actions := decide(board, now).actions):
        wake_at = decide(board, now).wake_at
        assert wake_at is not None
        assert now < wake_at < NOW + 90 * MINUTE_MS
        now = wake_at
    assert [(one.case_id, one.missing) for one in only(Tell, actions)] == [("k00", Missing.arrival)]
    # It stays hers, and is no more than told; that she is kept out makes it untrue.
    board, _ = run(board, now)
    assert (board.cases["k00"].counsel, board.cases["k00"].expected_at) == (who, None)
    board, _ = run(happened(board, OnCase("k00", EntryRefused(who)), now + 1), now + 1)
    assert board.cases["k00"].missing is None


def test_who_falls_silent_inside_loses_what_she_was_promised_to_too() -> None:
    board, who, other = one_who_accepted_and_fell_silent(2)
    lead, waits = sorted(board.cases, key=lambda case_id: board.cases[case_id].expected_at or 0)
    board = happened(board, OnCase(lead, Arrived(who)), NOW + 20 * MINUTE_MS)
    _, actions = run(board, NOW + 80 * MINUTE_MS)
    assert only(Retract, actions) == []
    _, actions = run(board, NOW + 125 * MINUTE_MS)
    assert [one.case_id for one in only(Retract, actions)] == [waits]
    assert asked_now(actions) == [other]


def test_a_promise_is_taken_back_also_when_its_limit_has_passed_unseen() -> None:
    board, who, _ = one_who_accepted_and_fell_silent()
    lead = next(case.case_id for case in board.cases.values() if case.expected_at is None)
    late = NOW + 185 * MINUTE_MS
    board = happened(board, OnCase(lead, EntryRefused(who)), late - 1)
    _, actions = run(board, late)
    assert only(Retract, actions)


def test_one_client_brought_elsewhere_does_not_stop_her_from_taking_who_waits_beside_her() -> None:
    board, who, _ = one_who_accepted_and_fell_silent(2)
    lead, moved = sorted(board.cases, key=lambda case_id: board.cases[case_id].expected_at or 0)
    now = NOW + 20 * MINUTE_MS
    board = happened(board, OnCase(lead, Arrived(who)), now)
    board = happened(board, PlaceTagged(moved, "elsewhere", "north"), now)
    board = happened(board, Pressed(a_case("beside", admitted=TEAM, now=now)), now)
    _, actions = run(board, now)
    assert ("beside", who) in [(one.case_id, one.counsel) for one in only(Promise, actions)]


def test_when_no_speaker_can_come_somebody_at_the_place_is_better_than_nobody() -> None:
    board, who, other = one_who_accepted_and_fell_silent(1)
    board = happened(board, OnCase("k00", Arrived(who)), NOW + MINUTE_MS)
    speaker = structs.replace(board.counsel[other], languages=frozenset({"ka"}), load=12)
    board = structs.replace(board, counsel={**board.counsel, other: speaker})
    case = a_case("ka", admitted=TEAM, language="ka", now=NOW + MINUTE_MS)
    _, actions = run(happened(board, Pressed(case), NOW + MINUTE_MS), NOW + MINUTE_MS)
    assert [(one.case_id, one.counsel) for one in only(Promise, actions)] == [("ka", who)]


def gone_off_duty(board: Board, who: str, now: int, *, says_so: bool) -> Board:
    if says_so:
        return happened(board, DutySet(who, None, None), now)
    over = structs.replace(board.counsel[who], duty_until=now)
    return structs.replace(board, counsel={**board.counsel, who: over})


@pytest.mark.parametrize("says_so", [True, False])
@pytest.mark.parametrize("minutes", [1, 20])
def test_who_goes_off_duty_on_her_way_goes_on_to_all_she_has_and_is_given_nobody_more(
    says_so: bool, minutes: int
) -> None:
    """Whether she says so or her duty runs out: whom she took, and whom she was promised to."""
    board, who, other = one_who_accepted_and_fell_silent()
    now = NOW + minutes * MINUTE_MS
    board = gone_off_duty(board, who, now, says_so=says_so)
    assert decide(board, now).actions == ()
    board = happened(board, Pressed(a_case("new", admitted=TEAM, now=now)), now)
    _, actions = run(board, now)
    assert (only(Promise, actions), only(Retract, actions)) == ([], [])
    assert asked_now(actions) == [other]


def test_where_she_is_is_forgotten_when_she_goes_off_duty_with_nobody_to_go_to() -> None:
    board, who, other = one_who_accepted_and_fell_silent(1)
    for one, area in ((who, "centre"), (other, None)):
        board = happened(board, DutySet(one, None, None), NOW + 2)
        assert board.counsel[one].area == area


def test_nobody_is_promised_beyond_her_duty_her_room_or_the_areas_she_serves() -> None:
    ends = NOW + 30 * MINUTE_MS
    for changed in ({"duty_until": ends}, {"capacity": 2}, {"areas": frozenset({"north"})}):
        board = a_bus(6)
        board = structs.replace(board, counsel={"c0": structs.replace(board.counsel["c0"], **changed)})
        board = happened(board, OnCase("k00", Assigned("c0", "desk")), NOW + 6)
        board, _ = run(board, NOW + 6)
        given = [case.expected_at for case in board.cases.values() if case.expected_at is not None]
        assert len(given) <= 1
        assert all(expected < ends for expected in given)
