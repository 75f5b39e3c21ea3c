"""Promises are kept in their order: nobody who is promised later makes an earlier one untrue."""

import pytest
from hypothesis import assume, given, settings
from msgspec import structs

from habeas.core.actions import Promise, Retract
from habeas.core.apply_actions import apply_actions
from habeas.core.board import Board
from habeas.core.board_events import OnCase, Pressed
from habeas.core.config import DEFAULT
from habeas.core.decide import decide
from habeas.core.matching.panel import panel_of
from habeas.core.matching.places import places_of
from habeas.core.matching.promises import Agenda, agenda_of
from habeas.core.matching.rule import MatchInput
from habeas.core.states import Case, State, Urgency
from habeas.core.time import MINUTE_MS
from habeas.core.transitions import Arrived, Assigned
from tests.core.days import crowds
from tests.core.make import NOW, a_board, a_case, a_counsel, happened, only, run


def kept(board: Board, now: int = NOW) -> Agenda:
    """Those whom somebody has, at the one place there is, laid out with nobody else beside them."""
    held = [case for case in board.cases.values() if case.counsel is not None]
    inputs = MatchInput(board, panel_of(board, [], now, 1), [], held, now, DEFAULT)
    (place,) = places_of(inputs).values()
    return agenda_of(place, {}, inputs)


@pytest.mark.slow
@given(crowds(most_counsel=1))
@settings(max_examples=300)
def test_a_new_promise_puts_no_earlier_one_at_risk(board: Board) -> None:
    """With one counsel at one place, so that no colleague takes anybody over; nobody new is pressing.

    Who was told a moment that is itself too late may be reached then, and no later.
    """
    cases = {
        name: structs.replace(case, place_tag="here", urgency=case.urgency if case.counsel else Urgency.today)
        for name, case in board.cases.items()
    }
    assume(all(_told_in_time(case) for case in cases.values()))
    board = structs.replace(board, cases=cases)
    actions = decide(board, NOW).actions
    if only(Promise, actions) and not only(Retract, actions):
        after = apply_actions(board, actions, NOW)
        assert kept(after).late <= kept(board).late + _at_risk(board, only(Promise, actions))


def _told_in_time(case: Case) -> bool:
    return case.expected_at is None or case.expected_at - case.opened_at <= 100 * MINUTE_MS


def _at_risk(board: Board, promises: list[Promise]) -> int:
    """Whoever is given a free hand is, however long she has waited."""
    late = DEFAULT.promise_share * DEFAULT.limit_minutes * MINUTE_MS
    return sum(one.expected_at - board.cases[one.case_id].opened_at > late for one in promises)


def test_who_ranks_higher_does_not_come_before_who_was_promised_earlier() -> None:
    """She is given the next hand that is not promised yet; the last before her could not wait for it."""
    board = a_board([], [a_counsel("c0", capacity=12)])
    for number in range(4):
        waits = a_case(f"k{number}", admitted=["c0"], urgency=Urgency.today, now=NOW - 60 * MINUTE_MS)
        board = happened(board, Pressed(waits))
    board, _ = run(happened(board, OnCase("k0", Assigned("c0", "desk"))))
    vouched = a_case("vouched", admitted=["c0"], urgency=Urgency.today, rank=1, now=NOW + 1)
    board, _ = run(happened(board, Pressed(vouched), NOW + 1), NOW + 1)
    expected = [board.cases[name].expected_at or NOW for name in ("k0", "k1", "k2", "k3", "vouched")]
    assert expected == sorted(expected)
    laid_out = kept(board, NOW + 1)
    assert (laid_out.late, laid_out.moves) == (0, [])


def test_a_free_hand_takes_over_as_many_as_it_can_be_with_and_not_all_who_are_overdue() -> None:
    """Each that it takes would otherwise go to the end of the order and leave the hand free for the next."""
    long_ago = NOW - 100 * MINUTE_MS
    board = a_board([], [a_counsel("busy", capacity=12), a_counsel("free", capacity=12)])
    for number in range(9):
        waits = a_case(f"k{number}", admitted=["busy", "free"], urgency=Urgency.today, now=long_ago)
        board = happened(board, Pressed(waits))
    with_busy = {"state": State.en_route, "counsel": "busy", "accepted_at": long_ago}
    overdue = {
        f"k{number}": structs.replace(board.cases[f"k{number}"], expected_at=NOW - number, **with_busy)
        for number in range(2, 8)
    }
    inside = {
        name: structs.replace(board.cases[name], **with_busy | {"state": State.arrived, "arrived_at": NOW})
        for name in ("k0", "k1")
    }
    hers = structs.replace(board.cases["k8"], state=State.en_route, counsel="free", accepted_at=long_ago)
    board = structs.replace(board, cases={**board.cases, **overdue, **inside, "k8": hers})
    board = happened(board, OnCase("k8", Arrived("free")))
    moved = only(Promise, decide(board, NOW).actions)
    assert [(one.case_id, one.counsel) for one in moved] == [("k7", "free")]
