"""All that a counsel's screen knows."""

from habeas.commands.context import Context, Member
from habeas.commands.shapes.counsel import CounselView


async def counsel_view(ctx: Context, who: Member) -> CounselView:
    """Her duty, open offers and open cases. Refused 403."""
    raise NotImplementedError
