"""The truth about delivery, for the person."""

from habeas.commands.context import Context
from habeas.commands.shapes.person import Status


async def status(ctx: Context, case_id: str, proof: str) -> Status:
    """`proof` is the token's SHA-256. Refused 404 when the case is unknown or the token is another's."""
    raise NotImplementedError
