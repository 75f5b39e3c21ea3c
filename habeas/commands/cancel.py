"""The person takes the call back."""

from habeas.commands import access
from habeas.commands.change import happen
from habeas.commands.context import Context
from habeas.commands.shapes.person import Status
from habeas.commands.status import status
from habeas.core.access import Action
from habeas.core.case import Cancelled, RefusalReason
from habeas.core.events import CaseEvent


async def cancel(ctx: Context, case_id: str, proof: str) -> Status:
    """Close the case as cancelled; a case that is closed already stays as it is. Refused 404."""
    await access.person(ctx, case_id, proof, Action.cancel)
    await happen(ctx, CaseEvent(case_id, Cancelled()), RefusalReason.closed)
    return await status(ctx, case_id, proof)
