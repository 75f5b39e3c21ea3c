"""A flood: who is looked at, who is asked first, and what a decision costs while thousands wait in line."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from habeas.core.actions import AskDesk, MakeOffer, Promise
from habeas.core.apply_actions import apply_actions
from habeas.core.board import Board
from habeas.core.board_events import OfferAccepted, OnCase, Pressed, RankRaised, apply_event
from habeas.core.config import Config
from habeas.core.decide import decide
from habeas.core.matching.rule import DecisionCache
from habeas.core.ranks import MOST_BITS, Rank, is_proven, wanted_bits, work_rank
from habeas.core.states import Case, DeskReason, Disposition, State, Urgency
from habeas.core.time import MINUTE_MS, Millis
from habeas.core.transitions import Closed, Refusal, RefusalReason
from habeas.sim.checks import PromiseAuditor, check
from tests.core.days import crowds, days
from tests.core.make import NOW, a_board, a_case, a_counsel, asked_now, happened, only, run
from tests.core.test_scale import lines_run

SMALL = Config(crowd_cases=2, most_unproven=4, most_proven=50, drawn_cases=50)
NARROW = Config(crowd_cases=2, most_unproven=4, most_proven=3, drawn_cases=2)
ranks = st.sampled_from((0, 0, 0, work_rank(5), work_rank(9), *map(int, Rank)))


@st.composite
def floods(draw: st.DrawFn) -> Board:
    """A board in the middle of a day, with ranks; some of the kinds on it were not real."""
    board = draw(st.one_of(days(), crowds()))
    cases = {name: structs.replace(case, rank=draw(ranks)) for name, case in board.cases.items()}
    return structs.replace(board, cases=cases)


def a_flood(fakes: int, counsel: int = 8, *others: Case, **changed: object) -> Board:
    """Fakes that anybody could open, and others, in the area where all counsel are."""
    names = [f"c{number}" for number in range(counsel)]
    some = [
        a_case(f"fake{number:05}", names, now=NOW - 2 - number % 50, **changed) for number in range(fakes)
    ]
    return a_board([*some, *others], [a_counsel(name, capacity=12) for name in names])


def named(board: Board, **changed: object) -> Case:
    return a_case(admitted=board.counsel, **changed)


def asked_for(board: Board, config: Config = NARROW, now: Millis = NOW) -> list[str]:
    """The cases for which phones ring."""
    return [action.case_id for action in only(MakeOffer, decide(board, now, config).actions)]


@given(floods())
def test_the_promises_of_the_house_hold_in_a_flood(board: Board) -> None:
    decision = decide(board, NOW, SMALL)
    after = apply_actions(board, decision.actions, NOW)
    PromiseAuditor(SMALL).after_decision(board, decision, after, NOW)
    check(after, NOW, SMALL)


@given(floods())
def test_they_hold_when_few_are_looked_at(board: Board) -> None:
    decision = decide(board, NOW, NARROW)
    after = apply_actions(board, decision.actions, NOW)
    PromiseAuditor(NARROW).after_decision(board, decision, after, NOW)


@given(floods())
def test_a_cache_changes_no_decision(board: Board) -> None:
    cache = DecisionCache()
    decide(board, NOW - 1, SMALL, cache=cache)
    assert decide(board, NOW, SMALL, cache=cache) == decide(board, NOW, SMALL)


@given(floods())
def test_nobody_is_taken_along_unseen_who_shows_nothing(board: Board) -> None:
    decision = decide(board, NOW, Config(crowd_cases=-1, most_unproven=-1, most_proven=9, drawn_cases=9))
    for action in only(Promise, decision.actions):
        case = board.cases[action.case_id]
        assert is_proven(case) or case.counsel is not None


def test_each_rank_comes_before_the_next_whatever_the_others_say_of_urgency() -> None:
    order = [Rank.vouched, Rank.known, Rank.armed, work_rank(9), work_rank(5)]
    names = [f"c{number}" for number in range(3)]
    some = [a_case(f"r{rank}", names, rank=rank, urgency=Urgency.soon, now=NOW - rank) for rank in order]
    for number, case in enumerate(some[:-1]):
        board = a_flood(9, 3, *some[number:])
        assert asked_for(structs.replace(board, counsel={"c0": board.counsel["c0"]}))[0] == case.case_id


def test_while_few_have_come_urgency_comes_before_rank() -> None:
    urgent, vouched = a_case("urgent", ["c0"]), a_case("vouched", ["c0"], rank=400, urgency=Urgency.soon)
    assert asked_for(a_board([urgent, vouched], [a_counsel("c0")])) == ["urgent"]


def test_six_hundred_armed_check_ins_take_their_share_and_no_more() -> None:
    real = [a_case(f"real{number}", [f"c{n}" for n in range(8)], rank=work_rank(9)) for number in range(4)]
    board = a_flood(600, 8, *real, rank=Rank.armed)
    asked = asked_for(board, Config())
    assert len({case_id for case_id in asked if case_id.startswith("real")}) == 4
    armed = [case_id for case_id in asked if case_id.startswith("fake")]
    # A quarter of eight by their rank, and every fourth that is for those who show nothing.
    assert len(armed) <= 4


def test_every_fourth_counsel_is_for_those_who_show_nothing() -> None:
    proven = [a_case(f"real{n:02}", [f"c{n}" for n in range(8)], rank=Rank.vouched) for n in range(40)]
    asked = asked_for(a_flood(500, 8, *proven), Config())
    assert sum(case_id.startswith("fake") for case_id in asked) == 2
    assert len(asked) == 8


def test_who_of_those_is_asked_is_drawn_anew_each_minute_and_never_within_one() -> None:
    board = a_flood(500)
    first = asked_for(board)
    assert first == asked_for(board, now=NOW + 1)
    assert set(first) != set(asked_for(board, now=NOW + MINUTE_MS))
    assert set(first) != set(asked_for(structs.replace(board, lot=8)))


def test_nobody_is_drawn_whose_card_nobody_on_duty_can_open() -> None:
    shut = a_flood(500)
    cases = {key: structs.replace(case, admitted=frozenset({"decoy"})) for key, case in shut.cases.items()}
    real = a_case("real", shut.counsel)
    assert set(asked_for(structs.replace(shut, cases={**cases, "real": real}))) == {"real"}


def test_who_waits_in_line_is_told_so_once_and_sleeps() -> None:
    board, actions = run(a_flood(5_100), NOW)
    sent = only(AskDesk, actions)
    assert {action.reason for action in sent} == {DeskReason.crowded}
    assert len(sent) == 5_100 - Config().drawn_cases
    assert decide(board, NOW + 1_000).actions == ()


def test_where_nobody_serves_that_is_what_the_line_is_told() -> None:
    board = a_flood(5_100, 1)
    elsewhere = {"c0": structs.replace(board.counsel["c0"], areas=frozenset({"north"}))}
    _, actions = run(structs.replace(board, counsel=elsewhere), NOW)
    assert {action.reason for action in only(AskDesk, actions)} == {DeskReason.nobody_on_duty}


def test_who_shows_something_leaves_the_line_at_once() -> None:
    busy = [a_case(f"v{number}", ["c0"], rank=Rank.vouched) for number in range(2)]
    board = a_flood(500, 1, *busy)
    board = apply_actions(board, decide(board, NOW, NARROW).actions, NOW)
    line = next(case for case in board.cases.values() if case.desk_reason is DeskReason.crowded)
    board = happened(board, RankRaised(line.case_id, 900), NOW + 1)
    for offer in [*board.offers.values()]:
        board = happened(board, OfferAccepted(offer.offer_id, offer.counsel), NOW + 2)
        board = happened(
            board, OnCase(offer.case_id, Closed(Disposition.helped, offer.counsel, False)), NOW + 3
        )
    assert asked_for(board, now=NOW + 3) == [line.case_id]


def test_a_rank_is_never_lowered_and_nothing_closed_is_raised() -> None:
    board = a_board([a_case(rank=Rank.known)], [a_counsel("ann")])
    assert apply_event(board, RankRaised("case", 150), NOW) == Refusal(RefusalReason.repeated, State.waiting)
    assert happened(board, RankRaised("case", 400)).cases["case"].rank == Rank.vouched
    closed = happened(board, OnCase("case", Closed(Disposition.helped, "desk", as_desk=True)))
    assert apply_event(closed, RankRaised("case", 400), NOW) == Refusal(RefusalReason.closed, State.closed)
    assert apply_event(closed, RankRaised("none", 400), NOW) == Refusal(RefusalReason.unknown)


def test_what_was_not_real_sinks_its_like_and_nothing_else() -> None:
    names = [f"c{number}" for number in range(8)]
    board = a_flood(500)
    for case_id in ("other-minute", "other-area"):
        board = happened(board, Pressed(a_case(case_id, names, now=NOW - 2)))
    moved = structs.replace(board.cases["other-area"], area="south")
    earlier = structs.replace(board.cases["other-minute"], opened_at=NOW - 2 * MINUTE_MS)
    board = structs.replace(board, cases={**board.cases, "other-area": moved, "other-minute": earlier})
    board = happened(board, OnCase("fake00007", Closed(Disposition.not_real, "desk", as_desk=True)))
    assert set(asked_for(board)) == {"other-area", "other-minute"}


@given(st.integers(0, 100_000))
def test_the_more_wait_the_more_work_is_wanted_up_to_what_a_phone_can_do(waiting: int) -> None:
    assert wanted_bits(waiting) <= wanted_bits(waiting * 2) <= MOST_BITS
    assert work_rank(wanted_bits(waiting)) in (Rank.none, *range(Rank.work + 1, Rank.armed))


def test_more_work_than_a_phone_can_do_counts_for_nothing() -> None:
    assert work_rank(60) == work_rank(MOST_BITS)


def test_a_decision_in_a_flood_costs_a_glance_for_each_who_waits_in_line() -> None:
    proven = [a_case(f"real{n:02}", [f"c{n}" for n in range(8)], rank=Rank.vouched) for n in range(40)]
    few, many = a_flood(1_000, 8, *proven), a_flood(5_000, 8, *proven)
    few, many = (apply_actions(board, decide(board, NOW).actions, NOW) for board in (few, many))
    more = lines_run(lambda: decide(many, NOW + 1)) - lines_run(lambda: decide(few, NOW + 1))
    assert more <= 4_000 * 50
    assert asked_now(decide(few, NOW + 1).actions) == []
