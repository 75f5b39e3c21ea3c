"""Putting a member out at once: two dispatchers, or the operator. Signatures, the next roster, come later."""

from habeas.commands import access, errors
from habeas.commands.change import change
from habeas.commands.context import Context, Member
from habeas.commands.shapes.common import Role, Standing
from habeas.commands.shapes.desk import Suspend, SuspendedMember, Suspension, Suspensions
from habeas.core.access import Action
from habeas.core.time import MINUTE_MS, Millis
from habeas.store import audit, members, suspensions
from habeas.store.audit import OPERATOR, AuditAction
from habeas.store.suspensions import Proposal
from habeas.store.tx import Tx


async def suspend(ctx: Context, who: Member, body: Suspend) -> Suspension:
    """What one dispatcher wants happens when another one wants it too. Refused 403, 404, 409 (herself)."""
    access.member(who, Action.suspend)
    if who.fingerprint == body.fingerprint:
        raise errors.conflict("yourself", "Nobody suspends herself: ask two others.")
    expires_at = ctx.now() + ctx.settings.limits.suspension_minutes * MINUTE_MS
    wanted = Proposal(body.fingerprint, body.lift, who.fingerprint, expires_at)
    return await change(ctx, _second, wanted, ctx.now())


async def suspend_as_operator(ctx: Context, fingerprint: str, *, lift: bool) -> None:
    """At once, and dispatchers read it in the audit log. What is so already stays so. Refused 404."""
    await change(ctx, _as_operator, fingerprint, lift, ctx.now())


async def suspensions_now(ctx: Context, who: Member) -> Suspensions:
    """Who is suspended, and what waits for a second dispatcher. Refused 403."""
    access.member(who, Action.suspensions)
    rows = await ctx.store.read(suspensions.suspended_members)
    waiting = await ctx.store.read(suspensions.proposals, ctx.now())
    return Suspensions(
        suspended=[SuspendedMember(row.fingerprint, Role(row.role)) for row in rows],
        waiting=[Suspension(one.fingerprint, one.lift, False, one.by, one.expires_at) for one in waiting],
    )


def _second(tx: Tx, wanted: Proposal, now: Millis) -> Suspension:
    if not _is_possible(tx, wanted.fingerprint, wanted.lift):
        return Suspension(wanted.fingerprint, wanted.lift, True, None, None)
    before = suspensions.proposal(tx.conn, wanted.fingerprint, now)
    if before is None or before.lift != wanted.lift or before.by == wanted.by:
        suspensions.propose(tx, wanted)
        action = AuditAction.lift_proposed if wanted.lift else AuditAction.suspend_proposed
        audit.write(tx, now, wanted.by, action, case_id=None, reason=wanted.fingerprint)
        return Suspension(wanted.fingerprint, wanted.lift, False, wanted.by, wanted.expires_at)
    _carry_out(tx, wanted.fingerprint, wanted.lift, wanted.by, now)
    return Suspension(wanted.fingerprint, wanted.lift, True, None, None)


def _as_operator(tx: Tx, fingerprint: str, lift: bool, now: Millis) -> None:
    if _is_possible(tx, fingerprint, lift):
        _carry_out(tx, fingerprint, lift, OPERATOR, now)


def _carry_out(tx: Tx, fingerprint: str, lift: bool, by: str, now: Millis) -> None:
    if lift:
        suspensions.lift(tx, fingerprint)
    else:
        suspensions.suspend(tx, fingerprint, now)
    action = AuditAction.lifted if lift else AuditAction.suspended
    audit.write(tx, now, by, action, case_id=None, reason=fingerprint)


def _is_possible(tx: Tx, fingerprint: str, lift: bool) -> bool:
    """False when it is so already. Refused 404 for who is in no roster."""
    row = members.by_fingerprint(tx.conn, fingerprint)
    if row is None or row.role == Role.drill or row.standing not in (Standing.active, Standing.suspended):
        raise errors.not_found()
    return bool(row.standing == (Standing.suspended if lift else Standing.active))
