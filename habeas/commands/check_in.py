"""Check-in: sealed when it is armed, opened when no sign of life comes."""

from hashlib import sha256

import msgspec

from habeas.commands import access, errors
from habeas.commands.context import Context
from habeas.commands.press import check_area_and_size, slots_of
from habeas.commands.shapes.person import Arm, CheckIn, CheckInState, Extend
from habeas.core.access import Action
from habeas.core.checkin import armed_moment, may_agree_on
from habeas.core.time import HOUR_MS, MINUTE_MS, Millis
from habeas.core.transitions import RefusalReason
from habeas.sealed.ids import b64
from habeas.store import checkins, owners, tombstones
from habeas.store.checkins import Moment, NewCheckIn, SealedParts, SealedPress
from habeas.store.owners import NewOwner, Owner


async def arm(ctx: Context, body: Arm, size: int) -> tuple[CheckIn, bool]:
    """Store a check-in; as `press`: the same again gives what is true now and False.

    Refused 400 (also: a moment that cannot be agreed on), 409 (other content under this id), 413.
    """
    check_area_and_size(ctx, body.area, size)
    slots_of(body.card, body.file, body.keys)
    content = b64(sha256(msgspec.json.encode(body)).digest())
    stone = (await ctx.store.read(tombstones.of, [body.case_id])).get(body.case_id)
    if stone is not None and stone.content_sha256 == content:
        return CheckIn(body.case_id, CheckInState.over, None, None, None), False
    is_new = await ctx.store.read(owners.of, body.case_id) is None
    created = is_new and await _arm(ctx, body, content)
    owner = await ctx.store.read(owners.of, body.case_id)
    if owner is None or owner.armed_sha256 != content:
        raise errors.conflict("other-content", "Something else was sent under this id or token.")
    return await _answer(ctx, owner), created


async def check_in(ctx: Context, proof: str) -> CheckIn:
    """How it stands. Refused 404."""
    return await _answer(ctx, (await access.person(ctx, proof, Action.check_in)).owner)


async def extend(ctx: Context, proof: str, body: Extend) -> CheckIn:
    """Another moment, and if wanted all that is sealed anew. What is older or over changes nothing.

    The answer says what is true now. Refused 400, 404, 413.
    """
    owner = (await access.person(ctx, proof, Action.extend)).owner
    _check_moment(ctx, body.due_at, body.grace_minutes)
    anew = body.resealed
    sealed = SealedParts(anew.card, anew.file, anew.keys) if anew else None
    if anew is not None:
        slots_of(anew.card, anew.file, anew.keys)
    to = Moment(body.number, body.due_at, body.grace_minutes)
    refusal = await ctx.store.write(checkins.extend, owner.case_id, to, sealed)
    if refusal is None:
        ctx.doorbell.ring()
    elif refusal.reason not in (RefusalReason.repeated, RefusalReason.closed):
        raise errors.conflict(refusal.reason.value, "It cannot be extended.")
    return await _answer(ctx, owner)


async def _arm(ctx: Context, body: Arm, content: str) -> bool:
    _check_moment(ctx, body.due_at, body.grace_minutes)
    owner = NewOwner(body.case_id, body.token_sha256, body.cancel_sha256, body.duress_sha256, content)
    parts = SealedParts(body.card, body.file, body.keys)
    sealed = SealedPress(body.area, body.need, body.urgency, body.language, parts)
    moment = Moment(0, body.due_at, body.grace_minutes)
    new = NewCheckIn(owner, moment, sealed, armed_moment(ctx.now()))
    created = await ctx.store.write(checkins.arm, new)
    ctx.doorbell.ring()
    return created


def _check_moment(ctx: Context, due_at: Millis, grace_minutes: int) -> None:
    limits = ctx.settings.limits
    horizon_ms = limits.check_in_hours * HOUR_MS
    most_ms = limits.check_in_grace_minutes * MINUTE_MS
    grace_ms = grace_minutes * MINUTE_MS
    if not may_agree_on(due_at, grace_ms, ctx.now(), horizon_ms=horizon_ms, most_grace_ms=most_ms):
        raise errors.malformed(
            f"due_at lies ahead by at most {limits.check_in_hours} hours, grace_minutes are at most "
            f"{limits.check_in_grace_minutes}, and both are multiples of five minutes."
        )


async def _answer(ctx: Context, owner: Owner) -> CheckIn:
    """What its person may know: after her code only that it is over."""
    case_id = owner.case_id
    newest, armed = await ctx.store.read(checkins.owner_and_check_in, case_id)
    owner = newest or owner
    if owner.armed_sha256 is None:
        raise errors.not_found()
    if owner.ended_by is not None:
        return CheckIn(case_id, CheckInState.over, None, None, None)
    if armed is None:
        return CheckIn(case_id, CheckInState.fired, None, None, None)
    moment = armed.check_in
    grace_minutes = moment.grace_ms // MINUTE_MS
    return CheckIn(case_id, CheckInState.armed, moment.number, moment.due_at, grace_minutes)
