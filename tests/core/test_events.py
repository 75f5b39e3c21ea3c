"""What happens from outside, and the answers that come late, twice or from the wrong side."""

from collections.abc import Callable

import pytest

from habeas.core.board import Board, OfferState, changes
from habeas.core.board_events import (
    AccessGiven,
    DutySet,
    OfferAccepted,
    OfferDeclined,
    OnCase,
    PlaceTagged,
    Pressed,
    apply_event,
)
from habeas.core.states import Disposition, State
from habeas.core.time import SECOND_MS
from habeas.core.transitions import (
    Arrived,
    Assigned,
    Cancelled,
    Closed,
    EnRoute,
    HandedBack,
    Refusal,
    RefusalReason,
)
from tests.core.make import NOW, a_board, a_case, a_counsel, happened, offer_to, run, run_seconds

LATER = NOW + 60 * SECOND_MS


def ringing() -> Board:
    """ann has the case on her phone; bea and cleo are on duty too."""
    board, _ = run(a_board([a_case()], [a_counsel("ann"), a_counsel("bea"), a_counsel("cleo")]))
    return board


def accept(board: Board, who: str = "ann") -> OfferAccepted:
    return OfferAccepted(offer_to(board, "ann"), who)


def decline(board: Board, who: str = "ann") -> OfferDeclined:
    return OfferDeclined(offer_to(board, "ann"), who)


def refused(board: Board, board_event: object, now: int = NOW) -> RefusalReason:
    result = apply_event(board, board_event, now)  # type: ignore[arg-type]
    assert isinstance(result, Refusal)
    return result.reason


def test_a_press_opens_one_case() -> None:
    board = happened(a_board([], []), Pressed(a_case()))
    assert board.cases["case"].state is State.waiting
    assert refused(board, Pressed(a_case())) is RefusalReason.repeated


@pytest.mark.parametrize("answer", [accept, decline])
def test_an_answer_to_somebody_elses_offer_is_refused(answer: Callable[..., object]) -> None:
    assert refused(ringing(), answer(ringing(), "bea")) is RefusalReason.not_yours


@pytest.mark.parametrize("answer", [accept, decline])
def test_an_answer_when_time_is_up_is_late_even_before_the_clerk_has_come(
    answer: Callable[..., object],
) -> None:
    board = ringing()
    assert not isinstance(apply_event(board, accept(board), LATER - 1), Refusal)
    assert refused(board, answer(board), LATER) is RefusalReason.late
    board, _ = run(board, LATER)
    assert refused(board, answer(board), LATER) is RefusalReason.late


@pytest.mark.parametrize("answer", [accept, decline])
def test_a_repeated_answer_is_a_repetition_and_a_change_of_mind_is_late(
    answer: Callable[..., object],
) -> None:
    board = happened(ringing(), answer(ringing()))
    assert refused(board, answer(board), LATER) is RefusalReason.repeated


def test_who_declined_cannot_accept_and_who_accepted_cannot_decline() -> None:
    declined = happened(ringing(), decline(ringing()))
    assert refused(declined, accept(declined)) is RefusalReason.late
    accepted = happened(ringing(), accept(ringing()))
    assert refused(accepted, decline(accepted)) is RefusalReason.taken


def test_the_second_to_accept_is_told_that_it_is_taken() -> None:
    board = run_seconds(ringing(), [60])
    bea, cleo = offer_to(board, "bea"), offer_to(board, "cleo")
    board = happened(board, OfferAccepted(cleo, "cleo"), LATER)
    assert board.offers[bea].state is OfferState.withdrawn
    assert refused(board, OfferAccepted(bea, "bea"), LATER) is RefusalReason.taken
    assert board.counsel["cleo"].load == 1


def test_acceptance_after_her_own_hand_back_is_late() -> None:
    board = ringing()
    yes = accept(board)
    board = happened(board, yes)
    board = happened(board, OnCase("case", HandedBack("ann", "ill")))
    assert refused(board, yes) is RefusalReason.late


def test_cancelling_silences_every_phone_and_answers_find_it_closed() -> None:
    board = happened(ringing(), OnCase("case", Cancelled()))
    assert [offer.state for offer in board.offers.values()] == [OfferState.withdrawn]
    assert refused(board, accept(board)) is RefusalReason.closed
    assert refused(board, OnCase("case", Cancelled())) is RefusalReason.repeated


def test_a_load_follows_the_assignment() -> None:
    board = happened(ringing(), accept(ringing()))
    board = happened(board, OnCase("case", Assigned("bea", "desk")))
    assert {who: one.load for who, one in board.counsel.items()} == {"ann": 0, "bea": 1, "cleo": 0}
    board = happened(board, OnCase("case", Arrived("bea")))
    board = happened(board, OnCase("case", Closed(Disposition.helped, "bea", as_desk=False)))
    assert board.counsel["bea"].load == 0


def test_a_board_of_one_case_is_enough_to_accept() -> None:
    whole = ringing()
    slice_ = Board(cases=whole.cases, offers=whole.offers)
    after = happened(slice_, accept(whole))
    assert after.cases == happened(whole, accept(whole)).cases
    written = changes(slice_, after)
    assert [change.from_version for change in written.cases] == [2]
    assert [offer.state for offer in written.offers] == [OfferState.accepted]


def test_access_and_place_are_noted_once_and_only_while_open() -> None:
    board = ringing()
    for note in (AccessGiven("case", frozenset({"dora"})), PlaceTagged("case", "tag")):
        board = happened(board, note)
        assert refused(board, note) is RefusalReason.repeated
    assert "dora" in board.cases["case"].admitted
    assert board.cases["case"].place_tag == "tag"
    closed = happened(board, OnCase("case", Cancelled()))
    assert refused(closed, PlaceTagged("case", "other")) is RefusalReason.closed


def test_the_tag_of_a_place_is_gone_once_somebody_is_inside_and_stays_gone() -> None:
    board = happened(ringing(), PlaceTagged("case", "tag"))
    board = happened(happened(board, accept(board)), OnCase("case", EnRoute("ann")))
    assert board.cases["case"].place_tag == "tag"
    board = happened(board, OnCase("case", Arrived("ann")))
    assert board.cases["case"].place_tag is None
    assert refused(board, PlaceTagged("case", "tag")) is RefusalReason.repeated
    moved = happened(board, PlaceTagged("case", "tag", "north")).cases["case"]
    assert (moved.place_tag, moved.area) == (None, "north")


@pytest.mark.parametrize("end", [Cancelled(), Closed(Disposition.duplicate, "desk", as_desk=True)])
def test_the_tag_of_a_place_is_gone_with_the_end_of_the_case(end: Cancelled | Closed) -> None:
    board = happened(happened(ringing(), PlaceTagged("case", "tag")), OnCase("case", end))
    assert board.cases["case"].place_tag is None


def test_duty_that_ends_before_it_begins_is_off_duty() -> None:
    board = happened(ringing(), DutySet("bea", "north", NOW))
    assert (board.counsel["bea"].area, board.counsel["bea"].duty_until) == (None, None)


def test_what_is_unknown_is_said_to_be() -> None:
    board = ringing()
    for board_event in (
        OfferAccepted("nothing", "ann"),
        OnCase("nothing", Cancelled()),
        PlaceTagged("nothing", "tag"),
        DutySet("nobody", None, None),
    ):
        assert refused(board, board_event) is RefusalReason.unknown
