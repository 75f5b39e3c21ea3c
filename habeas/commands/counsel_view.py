"""All that a counsel's screen knows."""

from collections.abc import Mapping

from habeas.commands import access
from habeas.commands.context import Context, Member
from habeas.commands.errors import forbidden
from habeas.commands.shapes.counsel import CounselCase, CounselView, Duty, KeyWanted, OfferView
from habeas.core import travel
from habeas.core.access import Action
from habeas.core.board import Counsel, Offer, OfferState
from habeas.core.duty import on_duty
from habeas.core.states import Case, place_key
from habeas.core.time import Millis
from habeas.core.travel import Travel
from habeas.store.screens import CounselView as Screen
from habeas.store.screens import screens
from habeas.store.views import CaseView


async def counsel_view(ctx: Context, who: Member) -> CounselView:
    """Her duty, live offers and open cases. Refused 403."""
    access.member(who, Action.counsel_view)
    return await read(ctx, who)


async def read(ctx: Context, who: Member) -> CounselView:
    """Without asking whether she may. Refused 403 when she is no counsel (any more)."""
    found = await ctx.store.read(screens, [who.fingerprint], ctx.settings.limits.board_cases)
    if not found.counsel:
        raise forbidden()
    return to_counsel_view(found.counsel[0], found.waiting, ctx.settings.ways, ctx.now())


def to_counsel_view(view: Screen, waiting: Mapping[str, int], ways: Travel, now: Millis) -> CounselView:
    counsel = view.counsel
    return CounselView(
        changed=view.changed,
        duty=_duty(counsel, now),
        offers=[
            _offer_view(
                offer, case, travel.minutes(ways, counsel.area, case.area), waiting.get(place_key(case), 0)
            )
            for offer, case in view.offers
        ],
        cases=[to_counsel_case(case) for case in view.cases],
        keys_wanted=[KeyWanted(*wanted) for wanted in view.keys_wanted],
    )


def _duty(counsel: Counsel, now: Millis) -> Duty:
    if not on_duty(counsel, now):
        return Duty(False, None, None, False)
    return Duty(True, counsel.duty_until, counsel.area, counsel.committed)


def to_counsel_case(view: CaseView) -> CounselCase:
    case = view.case
    return CounselCase(
        case_id=case.case_id,
        version=case.version,
        state=case.state,
        area=case.area,
        place_tag=case.place_tag,
        need=case.need,
        urgency=case.urgency,
        language=case.language,
        opened_at=case.opened_at,
        accepted_at=case.accepted_at,
        expected_at=case.expected_at,
        refused_at=case.refused_at,
        arrived_at=case.arrived_at,
        messages=view.messages,
        desk_assigned=case.desk_assigned,
        duress=case.duress,
        given_keys=view.given_keys,
    )


def _offer_view(offer: Offer, case: Case, minutes: int, waiting: int) -> OfferView:
    return OfferView(
        offer_id=offer.offer_id,
        case_id=case.case_id,
        area=case.area,
        need=case.need,
        urgency=case.urgency,
        language=case.language,
        opened_at=case.opened_at,
        made_at=offer.made_at,
        expires_at=offer.expires_at,
        travel_minutes=minutes,
        waiting_there=waiting,
        duress=case.duress,
        held_until=offer.expires_at if offer.state is OfferState.held else None,
    )
