"""What a dispatcher does with a case."""

from habeas.commands.context import Context, Member
from habeas.commands.shapes.counsel import Close
from habeas.commands.shapes.desk import (
    Assign,
    Audit,
    BoardCase,
    OpenFile,
    PlaceTag,
    Reseal,
    Resealed,
    SealedFile,
)


async def open_file(ctx: Context, who: Member, case_id: str, body: OpenFile) -> SealedFile:
    """The sealed file, against an audit row written in the same transaction. Refused 403, 404."""
    raise NotImplementedError


async def audit(ctx: Context, who: Member) -> Audit:
    """The newest entries, bounded. Refused 403."""
    raise NotImplementedError


async def assign(ctx: Context, who: Member, case_id: str, body: Assign) -> BoardCase:
    """Give the case to a counsel by hand. Refused 403, 404, 409 (not admitted: reseal first; or closed)."""
    raise NotImplementedError


async def reseal(ctx: Context, who: Member, case_id: str, body: Reseal) -> Resealed:
    """Store the card sealed anew for more members; the same envelope again gives the same number.

    Refused 400, 403, 404, 409 (closed, or too many), 413.
    """
    raise NotImplementedError


async def place_tag(ctx: Context, who: Member, case_id: str, body: PlaceTag) -> None:
    """Refused 403, 404."""
    raise NotImplementedError


async def close(ctx: Context, who: Member, case_id: str, body: Close) -> BoardCase:
    """Repeated calls change nothing. Refused 403, 404."""
    raise NotImplementedError
