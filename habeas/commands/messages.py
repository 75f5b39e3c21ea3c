"""Sealed messages between the person and the accepted counsel."""

from habeas.commands.context import Context, Member
from habeas.commands.shapes.person import Messages, NewMessage, Posted


async def person_messages(ctx: Context, case_id: str, proof: str, after: int) -> Messages:
    """At most a page of messages with seq > `after`, in order. Refused 404."""
    raise NotImplementedError


async def person_post(ctx: Context, case_id: str, proof: str, body: NewMessage) -> tuple[Posted, bool]:
    """Store a message; False when the same message was stored before. Refused 400, 404, 409, 413."""
    raise NotImplementedError


async def counsel_messages(ctx: Context, who: Member, case_id: str, after: int) -> Messages:
    """As for the person; for the counsel who has the case. Refused 403, 404."""
    raise NotImplementedError


async def counsel_post(ctx: Context, who: Member, case_id: str, body: NewMessage) -> tuple[Posted, bool]:
    """As for the person; for the counsel who has the case. Refused 400, 403, 404, 409, 413."""
    raise NotImplementedError
