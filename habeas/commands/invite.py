"""An invitation lets one member enrol."""

from habeas.commands import errors
from habeas.commands.context import Context
from habeas.commands.shapes.common import Role
from habeas.core.time import HOUR_MS
from habeas.sealed.ids import b64, digest
from habeas.store import sessions

CODE_BYTES = 32


async def invite(ctx: Context, role: Role, valid_hours: int) -> str:
    """A code for one enrolment; only its hash is stored. Refused 400 when `valid_hours` is out of range."""
    most = ctx.settings.limits.invitation_hours
    if not 1 <= valid_hours <= most:
        raise errors.malformed(f"An invitation is valid for 1 to {most} hours.")
    code = b64(ctx.random(CODE_BYTES))
    await ctx.store.write(sessions.invite, digest(code), role.value, ctx.now() + valid_hours * HOUR_MS)
    return code
