"""The accepted counsel's work on a case."""

from habeas.commands import access, change, errors
from habeas.commands.context import Context, Member
from habeas.commands.counsel_view import to_counsel_case
from habeas.commands.shapes.counsel import (
    Close,
    CounselCase,
    HandBack,
    Progress,
    SealedPart,
    SealedParts,
    Step,
)
from habeas.core.access import Action
from habeas.core.case import Arrived, Closed, EnRoute, HandedBack, Refusal
from habeas.core.events import CaseEvent
from habeas.core.time import Millis
from habeas.store import audit, envelopes, happenings, views
from habeas.store.tx import Tx


async def sealed(ctx: Context, who: Member, case_id: str) -> SealedParts:
    """Card, reseals and file; the first time, an audit row in the same transaction. Refused 403, 404."""
    await access.counsel_case(ctx, who, case_id, Action.sealed)
    return await ctx.store.write(_open, case_id, who.fingerprint, ctx.now())


async def progress(ctx: Context, who: Member, case_id: str, body: Progress) -> CounselCase:
    """En route, then arrived; repeated calls change nothing. Refused 403, 404, 409."""
    await access.counsel_case(ctx, who, case_id, Action.progress)
    event = EnRoute(who.fingerprint) if body.to is Step.en_route else Arrived(who.fingerprint)
    await change.happen(ctx, CaseEvent(case_id, event))
    return await read(ctx, case_id)


async def hand_back(ctx: Context, who: Member, case_id: str, body: HandBack) -> None:
    """The case waits again and is offered to others. Refused 403, 404, 409."""
    await access.counsel_case(ctx, who, case_id, Action.hand_back)
    event = HandedBack(who.fingerprint, body.reason.value)
    change.settled(await change.change(ctx, _hand_back, case_id, event, ctx.now()))


async def close(ctx: Context, who: Member, case_id: str, body: Close) -> None:
    """Done, with an outcome; repeated calls change nothing. Refused 403, 404, 409."""
    await access.counsel_case(ctx, who, case_id, Action.counsel_close)
    await change.happen(ctx, CaseEvent(case_id, Closed(body.disposition, who.fingerprint, as_desk=False)))


async def read(ctx: Context, case_id: str) -> CounselCase:
    """Without asking whether she may. Refused 404."""
    view = await ctx.store.read(views.one_case, case_id)
    if view is None:
        raise errors.not_found()
    return to_counsel_case(view)


def _open(tx: Tx, case_id: str, counsel: str, now: Millis) -> SealedParts:
    """Nothing unless she has the case at this very moment."""
    rows = envelopes.all_for(tx.conn, case_id, counsel)
    if not rows:
        raise errors.not_found()
    if not audit.written(tx.conn, counsel, audit.COUNSEL_OPENED, case_id):
        audit.write(tx, now, counsel, audit.COUNSEL_OPENED, case_id=case_id)
    return SealedParts([SealedPart(*row) for row in rows])


def _hand_back(tx: Tx, case_id: str, event: HandedBack, now: Millis) -> Refusal | None:
    refusal = happenings.happen(tx, CaseEvent(case_id, event), now)
    if refusal is None:
        audit.write(tx, now, event.counsel, audit.HANDED_BACK, case_id=case_id, reason=event.reason)
    return refusal
