"""The person takes the call back."""

from habeas.commands.context import Context
from habeas.commands.shapes.person import Status


async def cancel(ctx: Context, case_id: str, proof: str) -> Status:
    """Close the case as cancelled; repeated calls change nothing. Refused 404."""
    raise NotImplementedError
