"""On duty now, off duty now."""

from habeas.commands import access, change, errors
from habeas.commands.context import Context, Member
from habeas.commands.shapes.counsel import Duty, SetDuty
from habeas.core.access import Action
from habeas.core.board_events import DutySet
from habeas.core.time import HOUR_MS, SECOND_MS, Millis


async def set_duty(ctx: Context, who: Member, body: SetDuty) -> Duty:
    """Off duty withdraws her live offers. Refused 400 (no or unknown area, `until` out of range), 403."""
    access.member(who, Action.set_duty)
    board_event = _on(ctx, who, body) if body.on else DutySet(who.fingerprint, None, None)
    await change.apply_stored(ctx, board_event)
    return Duty(body.on, board_event.until, board_event.area, board_event.committed)


def _on(ctx: Context, who: Member, body: SetDuty) -> DutySet:
    if body.area not in ctx.settings.area_ids:
        raise errors.malformed("On duty needs an area of the organisation's list.")
    return DutySet(who.fingerprint, body.area, _until(ctx, body.until), body.committed)


def _until(ctx: Context, until: Millis | None) -> Millis:
    hours = ctx.settings.limits.duty_hours
    if until is None or not ctx.now() < until <= ctx.now() + hours * HOUR_MS:
        raise errors.malformed(f"On duty needs an end, at most {hours} hours ahead.")
    return until - until % SECOND_MS
