"""The desk's board, and one case on it."""

from habeas.commands.context import Context, Member
from habeas.commands.shapes.desk import Board, CaseDetail


async def board(ctx: Context, who: Member) -> Board:
    """Open cases, those closed lately, and active counsel; bounded. Refused 403."""
    raise NotImplementedError


async def case_detail(ctx: Context, who: Member, case_id: str) -> CaseDetail:
    """Refused 403, 404."""
    raise NotImplementedError
