"""What anybody may read."""

from habeas.commands.context import Context
from habeas.commands.shapes.public import DutyList, Health, Organisation, RosterPart


async def organisation(ctx: Context) -> Organisation:
    """The settings that a press is made from."""
    raise NotImplementedError


async def roster_part(ctx: Context, part: int) -> RosterPart:
    """Piece `part` (from 0) of the published roster. Refused 404 when there is none."""
    raise NotImplementedError


async def duty_list(ctx: Context, area: str) -> DutyList:
    """Fingerprints of active counsel on duty now who serve `area`. Refused 404 for an unknown area."""
    raise NotImplementedError


async def health(ctx: Context) -> Health:
    """Answers only when the database does."""
    raise NotImplementedError
