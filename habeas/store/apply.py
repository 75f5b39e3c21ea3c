"""Events and decisions are written: the core says what follows, compare-and-set says who was first."""

from collections.abc import Iterable

from sqlalchemy import Connection

from habeas.core.board import Board, Changes, Counsel, Offer, changes
from habeas.core.board_events import (
    BoardEvent,
    DutySet,
    OfferAccepted,
    OfferDeclined,
    OnCase,
    Pressed,
    apply_event,
)
from habeas.core.states import Case
from habeas.core.story import NO_SOURCE, Source, event_lines
from habeas.core.time import Millis
from habeas.core.transitions import HandedBack, Refusal
from habeas.store import board, cases, file_keys, members, offers, story
from habeas.store.tx import Tx

# Why the case of a counsel who is struck off goes back.
REASON = "revoked"


class LostRace(Exception):
    """Somebody else changed the case between reading and writing: read again, decide again."""


def apply_stored(tx: Tx, board_event: BoardEvent, now: Millis) -> Refusal | None:
    """Apply it to what is stored. A refusal changes nothing and says why. Raises LostRace."""
    before = _board_for(tx.conn, board_event)
    after = apply_event(before, board_event, now)
    if isinstance(after, Refusal):
        return after
    changed = changes(before, after)
    if commit(tx, before, changed, now):
        raise LostRace
    story.write(tx, event_lines(board_event, changed.cases, after), now)
    return None


def relieve(tx: Tx, counsel: str, now: Millis) -> None:
    """Her cases handed back, her live offers withdrawn, off duty: no counsel any more. Raises LostRace."""
    for case in cases.held_by(tx.conn, counsel):
        apply_stored(tx, OnCase(case.case_id, HandedBack(counsel, REASON)), now)
    apply_stored(tx, DutySet(counsel, None, None), now)


def commit(
    tx: Tx,
    before: Board,
    after: Changes,
    now: Millis,
    source: Source = NO_SOURCE,
) -> list[str]:
    """Write what follows from a decision or event. Returns ids of cases and fingerprints of counsel that
    somebody else changed first: of those, and of offers and holders of such cases, nothing is written.

    Whoever has, had or gets one of the cases or offers gets a new view. `source`: the decision or event.
    """
    lost = cases.save(tx, after.cases)
    offers.write(tx, [offer for offer in after.offers if offer.case_id not in lost], now, source)
    written = [change.case for change in after.cases if change.case.case_id not in lost]
    holders = {case.counsel for case in written} | {_holder(before, case.case_id) for case in written}
    members.touch(tx, {who for who in holders if who is not None})
    file_keys.follow(tx, [(case, _holder(before, case.case_id)) for case in written])
    unmoved = {_holder(before, case_id) for case_id in lost}
    moved = [counsel for counsel in after.counsel if counsel.fingerprint not in unmoved]
    return [*lost, *_save_counsel(tx, before, moved)]


def _holder(before: Board, case_id: str) -> str | None:
    return before.cases[case_id].counsel if case_id in before.cases else None


def _save_counsel(tx: Tx, before: Board, after: Iterable[Counsel]) -> list[str]:
    """Their loads are counted from the cases and not stored."""
    return [
        counsel.fingerprint
        for counsel in after
        if not members.save(tx, before.counsel[counsel.fingerprint], counsel)
    ]


def _board_for(conn: Connection, board_event: BoardEvent) -> Board:
    """As much of the board as this needs: its case, the case's live offers, the counsel concerned."""
    match board_event:
        case DutySet(counsel=fingerprint):
            live = offers.live_of_counsel(conn, fingerprint)
            concerned = [*_offered_cases(conn, live), *cases.held_by(conn, fingerprint)]
            return _board(concerned, live, board.counsel_rows(conn, [fingerprint]))
        case OfferAccepted(offer_id=offer_id) | OfferDeclined(offer_id=offer_id):
            offer = offers.by_id(conn, offer_id)
            return Board() if offer is None else _case_board(conn, offer.case_id, offer)
        case Pressed(case=case):
            return _case_board(conn, case.case_id)
        case _:
            return _case_board(conn, board_event.case_id)


def _case_board(conn: Connection, case_id: str, *more: Offer) -> Board:
    """With the counsel who has the case: where she is moves with it."""
    case = cases.by_id(conn, case_id)
    holder = board.counsel_rows(conn, [case.counsel]) if case and case.counsel else []
    return _board([case] if case else [], [*offers.live_of_case(conn, case_id), *more], holder)


def _offered_cases(conn: Connection, live: Iterable[Offer]) -> list[Case]:
    found = (cases.by_id(conn, case_id) for case_id in sorted({offer.case_id for offer in live}))
    return [case for case in found if case is not None]


def _board(cases: Iterable[Case], offers: Iterable[Offer], counsel: Iterable[Counsel]) -> Board:
    return Board(
        cases={case.case_id: case for case in cases},
        offers={offer.offer_id: offer for offer in offers},
        counsel={member.fingerprint: member for member in counsel},
    )
