"""The truth about delivery, for the person; and after her last word, the one thing that is left to tell."""

from habeas.commands import access, errors
from habeas.commands.context import Context
from habeas.commands.shapes.person import Status
from habeas.core.access import Action
from habeas.core.states import UNASSIGNED, Case, Disposition, State
from habeas.store.owners import Owner
from habeas.store.views import CaseView, OwnerView


async def status(ctx: Context, proof: str) -> Status:
    """`proof` is the token's SHA-256. Refused 404 when it opens no case."""
    return status_of(await access.person(ctx, proof, Action.status))


def status_of(owner_view: OwnerView) -> Status:
    """Refused 404 while there is no case: a check-in is armed."""
    if owner_view.owner.ended_by is not None:
        return ended_status(owner_view.owner)
    if owner_view.view is None:
        raise errors.not_found()
    return to_status(owner_view.view)


def ended_status(owner: Owner) -> Status:
    """Cancelled, as it was at that moment and for ever: nothing in it moves when somebody goes on working.

    Made of nothing but what both words leave alike, and of the day alone.
    """
    return Status(
        case_id=owner.case_id,
        version=owner.version,
        changed=owner.changed,
        state=State.closed,
        stored_at=owner.ended_day,
        asked=0,
        phones_shown=0,
        opened=0,
        counsel=None,
        handed_back=False,
        accepted_at=None,
        arrived_at=None,
        disposition=Disposition.cancelled,
        messages=owner.messages,
        desk_reason=None,
    )


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
        phones_shown=view.offers.shown,
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
    # The plan of an open case begins anew only when it is handed back, or what was promised is taken back.
    return case.state in UNASSIGNED and case.plan_from > case.opened_at
