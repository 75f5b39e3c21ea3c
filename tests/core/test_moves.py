"""Cases that are given away and taken back: nobody is told one thing and then the other."""

from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.core.actions import Promise, Retract
from habeas.core.apply_actions import apply_actions
from habeas.core.board import Board
from habeas.core.decide import decide
from tests.core.days import crowds, days
from tests.core.make import NOW

boards = st.one_of(crowds(), days())


@given(boards)
@settings(max_examples=200)
def test_a_case_moves_once_in_a_decision_and_never_to_who_has_it(board: Board) -> None:
    actions = decide(board, NOW).actions
    moved = [action.case_id for action in actions if isinstance(action, Promise | Retract)]
    assert len(moved) == len(set(moved))
    for action in actions:
        if isinstance(action, Promise):
            assert action.counsel != board.cases[action.case_id].counsel


@given(boards)
@settings(max_examples=200)
def test_deciding_again_in_the_middle_of_a_day_adds_nothing(board: Board) -> None:
    """So a case that was taken back is not promised back, nor one that was promised taken back."""
    assert decide(apply_actions(board, decide(board, NOW).actions, NOW), NOW).actions == ()
