"""Drills are a house of their own, whatever else is on the board."""

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from habeas.core.actions import AskDesk, Expire, MakeOffer, NeedsAccess, Promise, TakeHeld
from habeas.core.apply import apply
from habeas.core.apply_actions import apply_actions
from habeas.core.board import Board
from habeas.core.decide import decide
from habeas.core.drills import is_drill
from habeas.core.states import Need
from habeas.core.time import SECOND_MS
from habeas.core.transitions import Assigned, Refusal, RefusalReason
from tests.core.boards import boards
from tests.core.make import NOW, a_board, a_case, a_counsel, run

SECONDS = st.lists(st.integers(0, 90), max_size=4)


@st.composite
def mixed(draw: st.DrawFn) -> Board:
    """A board on which any case may be a drill, and any counsel one who answers drills."""
    board = draw(boards())
    cases = {
        name: structs.replace(case, need=Need.drill) if draw(st.booleans()) else case
        for name, case in board.cases.items()
    }
    counsel = {name: structs.replace(one, drill=draw(st.booleans())) for name, one in board.counsel.items()}
    return structs.replace(board, cases=cases, counsel=counsel)


def really(board: Board) -> Board:
    """The board as if nobody practised."""
    cases = {name: case for name, case in board.cases.items() if not is_drill(case)}
    counsel = {name: one for name, one in board.counsel.items() if not one.drill}
    offers = {name: one for name, one in board.offers.items() if one.case_id in cases}
    return structs.replace(board, cases=cases, counsel=counsel, offers=offers)


@settings(max_examples=60, deadline=None)
@given(mixed(), SECONDS)
def test_a_drill_goes_to_drill_counsel_only_and_they_get_nothing_else(board: Board, steps: list[int]) -> None:
    now = NOW
    for seconds in (0, *steps):
        now += seconds * SECOND_MS
        before, decision = board, decide(board, now)
        for action in decision.actions:
            case = before.cases[action.case_id]
            if isinstance(action, MakeOffer | Promise):
                assert before.counsel[action.counsel].drill is is_drill(case)
            if is_drill(case):
                assert not isinstance(action, AskDesk | NeedsAccess | Promise | TakeHeld)
        board = apply_actions(board, decision.actions, now)
        assert decide(board, now).actions == ()


@settings(max_examples=60, deadline=None)
@given(mixed(), SECONDS)
def test_who_really_waits_is_decided_as_if_nobody_practised(board: Board, steps: list[int]) -> None:
    alone, now = really(board), NOW
    for seconds in (0, *steps):
        now += seconds * SECOND_MS
        both, one = decide(board, now), decide(alone, now)
        assert tuple(a for a in both.actions if not is_drill(board.cases[a.case_id])) == one.actions
        assert both.outlook == one.outlook
        board, alone = apply_actions(board, both.actions, now), apply_actions(alone, one.actions, now)


def test_a_drill_that_no_drill_counsel_can_open_is_over_at_once() -> None:
    drill = a_case(need=Need.drill, admitted=["ann"])
    board, actions = run(a_board([drill], [a_counsel("ann"), a_counsel("robot", drill=True)]))
    assert actions == (Expire("case", 1),)
    assert board.cases["case"].wake_at is None


def test_many_practise_at_once_and_each_is_asked_for() -> None:
    drills = [a_case(f"k{number}", need=Need.drill, admitted=["robot"]) for number in range(20)]
    _, actions = run(a_board(drills, [a_counsel("robot", drill=True, capacity=100)]))
    assert {one.case_id for one in actions if isinstance(one, MakeOffer)} == {one.case_id for one in drills}


def test_the_desk_gives_a_drill_to_nobody() -> None:
    refusal = apply(a_case(need=Need.drill), Assigned("ann", "desk"), NOW)
    assert isinstance(refusal, Refusal)
    assert refusal.reason is RefusalReason.not_admitted
