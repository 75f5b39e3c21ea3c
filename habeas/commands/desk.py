"""What a dispatcher does with a case."""

from dataclasses import dataclass

from habeas.commands import access, errors
from habeas.commands.board import to_board_case
from habeas.commands.change import apply_stored, change, raise_if_refused
from habeas.commands.context import Context, Member
from habeas.commands.messages import check_envelope
from habeas.commands.shapes.counsel import Close
from habeas.commands.shapes.desk import (
    Assign,
    Audit,
    AuditEntry,
    BoardCase,
    OpenFile,
    PlaceTag,
    Reseal,
    ResealReceipt,
    SealedFile,
)
from habeas.core.access import Action
from habeas.core.board_events import AccessGiven, OnCase, PlaceTagged
from habeas.core.time import Millis
from habeas.core.transitions import Assigned, Closed, Refusal, RefusalReason
from habeas.sealed.envelope import Part
from habeas.sealed.ids import digest
from habeas.store import apply, envelopes, file_keys, overview, statements
from habeas.store import audit as log
from habeas.store import board as boards
from habeas.store.audit import AuditAction
from habeas.store.tx import Tx


@dataclass(frozen=True, slots=True)
class _NewReseal:
    given: AccessGiven
    sealed: str
    by: str
    most: int


@dataclass(frozen=True, slots=True)
class _NewOpening:
    """`most_requests`: 0 when she asks nobody for the key."""

    case_id: str
    by: str
    reason: str
    most_requests: int


async def open_file(ctx: Context, who: Member, case_id: str, body: OpenFile) -> SealedFile:
    """The sealed file, against an audit row written in the same transaction. Refused 403, 404."""
    access.member(who, Action.open_file)
    most = ctx.settings.limits.key_requests_per_case
    new = _NewOpening(case_id, who.fingerprint, body.reason, most if body.ask else 0)
    return await change(ctx, _open_file, new, ctx.now())


async def audit(ctx: Context, who: Member) -> Audit:
    """The newest entries, bounded. Refused 403."""
    access.member(who, Action.audit)
    rows = await ctx.store.read(log.newest, ctx.settings.limits.audit_entries)
    return Audit([AuditEntry(*row) for row in rows])


async def assign(ctx: Context, who: Member, case_id: str, body: Assign) -> BoardCase:
    """Give the case to a counsel by hand. Refused 403, 404, 409 (not admitted: reseal first; or closed)."""
    access.member(who, Action.assign)
    event = Assigned(body.counsel, who.fingerprint)
    raise_if_refused(await change(ctx, _assign, case_id, event, ctx.now()))
    return await _read(ctx, case_id)


async def reseal(ctx: Context, who: Member, case_id: str, body: Reseal) -> ResealReceipt:
    """Store the card sealed anew for more members; the same envelope again gives the same number.

    Refused 400, 403, 404, 409 (not in the access log, closed, or too many), 413.
    """
    access.member(who, Action.reseal)
    given = AccessGiven(case_id, frozenset(check_envelope(body.sealed, Part.reseal)))
    most = ctx.settings.limits.reseals_per_case
    new = _NewReseal(given, body.sealed, who.fingerprint, most)
    return ResealReceipt(await change(ctx, _reseal, new, ctx.now()))


async def place_tag(ctx: Context, who: Member, case_id: str, body: PlaceTag) -> None:
    """Repeated calls change nothing; a closed case needs no place any more. Refused 400, 403, 404."""
    access.member(who, Action.place_tag)
    if body.area is not None and body.area not in ctx.settings.area_ids:
        raise errors.malformed("The area is not in the organisation's list.")
    await apply_stored(ctx, PlaceTagged(case_id, body.place_tag, body.area), RefusalReason.closed)


async def close(ctx: Context, who: Member, case_id: str, body: Close) -> BoardCase:
    """A case that is closed already stays as it is. Refused 403, 404."""
    access.member(who, Action.desk_close)
    event = Closed(body.disposition, who.fingerprint, as_desk=True)
    refusal = await change(ctx, _close, case_id, event, ctx.now())
    raise_if_refused(refusal, RefusalReason.closed)
    return await _read(ctx, case_id)


async def _read(ctx: Context, case_id: str) -> BoardCase:
    view = await ctx.store.read(overview.board_case, case_id)
    if view is None:
        raise errors.not_found()
    return to_board_case(view, ctx.settings.dispatch.access_listed)


def _open_file(tx: Tx, new: _NewOpening, now: Millis) -> SealedFile:
    sealed = envelopes.file(tx.conn, new.case_id)
    if sealed is None:
        raise errors.not_found()
    log.write(tx, now, new.by, AuditAction.file_opened, case_id=new.case_id, reason=new.reason)
    if new.most_requests:
        file_keys.ask(tx, new.case_id, new.by, new.reason, new.most_requests)
    return SealedFile(sealed)


def _assign(tx: Tx, case_id: str, event: Assigned, now: Millis) -> Refusal | None:
    """Slots may be decoys, so she must also be a member."""
    rows = boards.counsel_rows(tx.conn, [event.counsel])
    if not rows or rows[0].drill:
        raise errors.conflict("no-counsel", "There is no active counsel with this fingerprint.")
    refusal = apply.apply_stored(tx, OnCase(case_id, event), now)
    if refusal is None:
        log.write(tx, now, event.by, AuditAction.assigned, case_id=case_id)
    return refusal


def _reseal(tx: Tx, new: _NewReseal, now: Millis) -> int:
    """The number of the stored envelope. Raising takes all of it back."""
    case_id = new.given.case_id
    if (number := envelopes.reseal_number(tx.conn, case_id, new.sealed)) is not None:
        return number
    if not statements.has_entry(tx.conn, new.by, digest(new.sealed)):
        raise errors.conflict("not-written-down", "First write it into the access log.")
    raise_if_refused(apply.apply_stored(tx, new.given, now))
    number = envelopes.add_reseal(tx, case_id, new.sealed, new.most)
    if number is None:
        raise errors.conflict("full", f"A case holds at most {new.most} reseals.")
    log.write(tx, now, new.by, AuditAction.resealed, case_id=case_id)
    return number


def _close(tx: Tx, case_id: str, event: Closed, now: Millis) -> Refusal | None:
    refusal = apply.apply_stored(tx, OnCase(case_id, event), now)
    if refusal is None:
        log.write(tx, now, event.by, AuditAction.closed, case_id=case_id)
    return refusal
