"""On duty now, off duty now."""

from habeas.commands.context import Context, Member
from habeas.commands.shapes.counsel import Duty, SetDuty


async def set_duty(ctx: Context, who: Member, body: SetDuty) -> Duty:
    """Refused 400 (no area, unknown area, `until` not within the limit), 403 (not an active counsel)."""
    raise NotImplementedError
