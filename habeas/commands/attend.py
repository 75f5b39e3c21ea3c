"""The accepted counsel's work on a case."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Connection

from habeas.commands import access, change, errors
from habeas.commands.context import Context, Member
from habeas.commands.counsel_view import to_counsel_case
from habeas.commands.shapes.common import KeyLabel
from habeas.commands.shapes.counsel import (
    ClientPlace,
    Close,
    CounselCase,
    GivenKey,
    HandBack,
    HandBackReason,
    Progress,
    SealedPart,
    SealedParts,
    Step,
)
from habeas.core.access import Action
from habeas.core.board_events import OnCase, PlaceTagged
from habeas.core.states import Case, State
from habeas.core.time import Millis
from habeas.core.transitions import (
    Arrived,
    Closed,
    EnRoute,
    EntryRefused,
    HandedBack,
    Refusal,
    RefusalReason,
)
from habeas.core.whereabouts import case_places
from habeas.store import apply, audit, cases, envelopes, file_keys, views
from habeas.store.audit import AuditAction
from habeas.store.tx import Tx
from habeas.store.views import CaseView

Move = EnRoute | EntryRefused | Arrived
_MOVES: dict[Step, Callable[[str], Move]] = {
    Step.en_route: EnRoute,
    Step.refused_entry: EntryRefused,
    Step.arrived: Arrived,
}


async def sealed_parts(ctx: Context, who: Member, case_id: str) -> SealedParts:
    """Card, reseals, file and its keys; the first time, an audit row in the same transaction.

    Refused 403, 404.
    """
    await access.counsel_case(ctx, who, case_id, Action.sealed)
    return await ctx.store.write(_open, case_id, who.fingerprint, ctx.now())


async def progress(ctx: Context, who: Member, case_id: str, body: Progress) -> CounselCase:
    """En route, kept out, arrived; repeated calls change nothing. Refused 403, 404, 409."""
    await access.counsel_case(ctx, who, case_id, Action.progress)
    event = _MOVES[body.to](who.fingerprint)
    change.raise_if_refused(await change.change(ctx, _progress, case_id, event, ctx.now()))
    return await read(ctx, case_id)


async def hand_back(ctx: Context, who: Member, case_id: str, body: HandBack) -> None:
    """The case waits again and is offered to others; so do those that she was given for going to the place.

    Refused 403, 404, 409.
    """
    await access.counsel_case(ctx, who, case_id, Action.hand_back)
    event = HandedBack(who.fingerprint, body.reason.value)
    change.raise_if_refused(await change.change(ctx, _hand_back, case_id, event, ctx.now()))


async def tag_place(ctx: Context, who: Member, case_id: str, body: ClientPlace) -> None:
    """Repeated calls change nothing; once she is with the client no place is needed any more.

    Refused 403, 404.
    """
    await access.counsel_case(ctx, who, case_id, Action.counsel_tag)
    await change.apply_stored(ctx, PlaceTagged(case_id, body.place_tag), RefusalReason.closed)


async def close(ctx: Context, who: Member, case_id: str, body: Close) -> None:
    """Done, with an outcome; repeated calls change nothing. Refused 403, 404, 409."""
    await access.counsel_case(ctx, who, case_id, Action.counsel_close)
    await change.apply_stored(ctx, OnCase(case_id, Closed(body.disposition, who.fingerprint, as_desk=False)))


async def read(ctx: Context, case_id: str) -> CounselCase:
    """Without asking whether she may. Refused 404."""
    view = await ctx.store.read(_view, case_id)
    if view is None:
        raise errors.not_found()
    return to_counsel_case(view)


def _view(conn: Connection, case_id: str) -> CaseView | None:
    """With the keys that who has it was given."""
    view = views.case_view(conn, case_id)
    if view is None or view.case.counsel is None:
        return view
    return replace(view, given_keys=len(file_keys.keys_of(conn, case_id, view.case.counsel)))


def _open(tx: Tx, case_id: str, counsel: str, now: Millis) -> SealedParts:
    """Nothing unless she has the case at this very moment."""
    rows = envelopes.all_for(tx.conn, case_id, counsel)
    if not rows:
        raise errors.not_found()
    if not audit.is_written(tx.conn, counsel, AuditAction.counsel_opened, case_id):
        audit.write(tx, now, counsel, AuditAction.counsel_opened, case_id=case_id)
    given = [
        GivenKey(KeyLabel(row.label), row.sealed) for row in file_keys.keys_of(tx.conn, case_id, counsel)
    ]
    return SealedParts([SealedPart(*row) for row in rows], envelopes.keys(tx.conn, case_id), given)


def _progress(tx: Tx, case_id: str, event: Move, now: Millis) -> Refusal | None:
    """That counsel was kept out of a station is worth knowing later: it is in the log with its moment."""
    refusal = apply.apply_stored(tx, OnCase(case_id, event), now)
    if refusal is None and isinstance(event, EntryRefused):
        audit.write(tx, now, event.counsel, AuditAction.refused_entry, case_id=case_id)
    return refusal


def _hand_back(tx: Tx, case_id: str, event: HandedBack, now: Millis) -> Refusal | None:
    case = cases.by_id(tx.conn, case_id)
    also = _given_for_going(case, cases.held_by(tx.conn, event.counsel)) if case else []
    refusal = _hand_back_case(tx, case_id, event, now)
    if refusal is None and event.reason != HandBackReason.conflict:
        for other in also:
            _hand_back_case(tx, other.case_id, event, now)
    return refusal


def _given_for_going(case: Case, held: list[Case]) -> list[Case]:
    """Of the cases that she has, others at the place that she was given because she was on her way there.

    None once she is inside: then she stays. A conflict of interest concerns one client alone; every other
    reason keeps her from going there at all.
    """
    places = case_places(held)
    at_place = [other for other in held if places[other.case_id] == places.get(case.case_id)]
    if any(other.state is State.arrived for other in at_place):
        return []
    return [other for other in at_place if other.expected_at is not None and other.case_id != case.case_id]


def _hand_back_case(tx: Tx, case_id: str, event: HandedBack, now: Millis) -> Refusal | None:
    refusal = apply.apply_stored(tx, OnCase(case_id, event), now)
    if refusal is None:
        audit.write(tx, now, event.counsel, AuditAction.handed_back, case_id=case_id, reason=event.reason)
    return refusal
