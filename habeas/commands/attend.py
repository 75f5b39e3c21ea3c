"""The accepted counsel's work on a case."""

from habeas.commands.context import Context, Member
from habeas.commands.shapes.counsel import Close, CounselCase, HandBack, Progress, SealedParts


async def sealed(ctx: Context, who: Member, case_id: str) -> SealedParts:
    """Card, reseals and file; writes an audit row in the same transaction. Refused 403, 404."""
    raise NotImplementedError


async def progress(ctx: Context, who: Member, case_id: str, body: Progress) -> CounselCase:
    """En route, then arrived; repeated calls change nothing. Refused 403, 404, 409."""
    raise NotImplementedError


async def hand_back(ctx: Context, who: Member, case_id: str, body: HandBack) -> None:
    """The case waits again and is offered to others. Refused 403, 404, 409."""
    raise NotImplementedError


async def close(ctx: Context, who: Member, case_id: str, body: Close) -> None:
    """Done, with an outcome; repeated calls change nothing. Refused 403, 404, 409."""
    raise NotImplementedError
