"""The clerk's board: what it adopts of a decision is what it would read of it."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from habeas.core.apply_actions import apply_actions
from habeas.core.board import Board, Counsel, without_ended
from habeas.core.decide import decide
from habeas.core.states import ASSIGNED
from habeas.store.board import BoardDelta
from habeas.work.board_cache import BoardCache
from tests.core.days import crowds, days
from tests.core.make import NOW, TRAVEL

CAPACITY = 12


def with_loads(board: Board) -> Board:
    loads = Counter(case.counsel for case in board.cases.values() if case.state in ASSIGNED)
    counsel = {
        key: structs.replace(row, load=loads[key], capacity=CAPACITY) for key, row in board.counsel.items()
    }
    return structs.replace(board, counsel=counsel)


def as_rows(board: Board) -> BoardDelta:
    """As the database would say it: no load, no capacity."""
    blank = Counsel(fingerprint="")
    rows = [structs.replace(row, load=blank.load, capacity=blank.capacity) for row in board.counsel.values()]
    return BoardDelta(1, list(board.cases.values()), list(board.offers.values()), rows, [])


@given(st.one_of(days(), crowds()))
def test_adopting_a_decision_and_reading_it_are_the_same(found: Board) -> None:
    board = with_loads(found)
    after = apply_actions(board, decide(board, NOW).actions, NOW)
    adopting, reading = BoardCache(CAPACITY, TRAVEL), BoardCache(CAPACITY, TRAVEL)
    adopting.adopt(after)
    reading.take(as_rows(after))
    assert adopting.board() == reading.board() == without_ended(after)
    # So the clerk's own writing is no news to it.
    assert not adopting.take(as_rows(after))
