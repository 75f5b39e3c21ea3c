"""The truth about delivery, for the person."""

from habeas.commands import access
from habeas.commands.context import Context
from habeas.commands.shapes.person import Status
from habeas.core.access import Action
from habeas.core.case import UNASSIGNED, Case
from habeas.store.views import CaseView


async def status(ctx: Context, case_id: str, proof: str) -> Status:
    """`proof` is the token's SHA-256. Refused 404 when the case is unknown or the token is another's."""
    return to_status(await access.person(ctx, case_id, proof, Action.status))


def to_status(view: CaseView) -> Status:
    """Counts only what happened: offers made, screens that showed one, cards opened."""
    case = view.case
    return Status(
        case_id=case.case_id,
        version=case.version,
        changed=view.changed,
        state=case.state,
        stored_at=case.opened_at,
        asked=view.offers.made,
        rung=view.offers.shown,
        opened=view.offers.opened,
        counsel=case.counsel,
        handed_back=_handed_back(case),
        accepted_at=case.accepted_at,
        arrived_at=case.arrived_at,
        disposition=case.disposition,
        messages=view.messages,
        desk_reason=case.desk_reason,
    )


def _handed_back(case: Case) -> bool:
    # Only a hand-back makes the plan of an open case begin anew.
    return case.state in UNASSIGNED and case.plan_from > case.opened_at
