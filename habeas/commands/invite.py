"""An invitation lets one member enrol."""

from habeas.commands.context import Context
from habeas.commands.shapes.common import Role


async def invite(ctx: Context, role: Role, valid_hours: int) -> str:
    """A code for one enrolment; only its hash is stored. Refused 400 when `valid_hours` is out of range."""
    raise NotImplementedError
