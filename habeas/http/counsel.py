"""Counsel: duty, offers, and her cases."""

from litestar import Response, Router, get, post, put
from litestar.params import JSONBody
from litestar.response import Stream

from habeas.commands import answer, attend, counsel_view, duty, file_keys, messages
from habeas.commands.shapes.counsel import (
    Acceptance,
    ClientPlace,
    Close,
    CounselCase,
    CounselView,
    Decline,
    Duty,
    HandBack,
    Progress,
    SealedParts,
    SetDuty,
)
from habeas.commands.shapes.person import GiveKey, MessageReceipt, Messages, NewMessage
from habeas.http.fields import After, CaseId, OfferId
from habeas.http.guards import same_origin, signed_in
from habeas.http.live import MEDIA_TYPE, LastEventId, follow, last_changed, stream_answers
from habeas.http.problems import answers, repeat_answer
from habeas.http.request import ApiRequest


@get("/counsel", responses=answers(401, 403))
async def read_counsel(request: ApiRequest) -> CounselView:
    """My duty, my live offers and my open cases."""
    return await counsel_view.counsel_view(request.ctx, request.member)


@get("/counsel/live", media_type=MEDIA_TYPE, responses=stream_answers(CounselView, 400, 401, 403))
async def follow_counsel(request: ApiRequest, last: LastEventId = None) -> Stream:
    """The whole view at once and at every change, as events named `counsel`."""
    return follow(request, "counsel", await request.hub.counsel(request.member, last_changed(last)))


@put("/counsel/duty", responses=answers(400, 401, 403, 413, 415))
async def set_duty(request: ApiRequest, data: JSONBody[SetDuty]) -> Duty:
    """On duty now, or off duty now. Offers come only while on duty."""
    return await duty.set_duty(request.ctx, request.member, data)


@post("/offers/{offer_id:str}/shown", status_code=204, responses=answers(400, 401, 403, 404))
async def offer_shown(request: ApiRequest, offer_id: OfferId) -> None:
    """My screen has shown the offer."""
    await answer.mark_shown(request.ctx, request.member, offer_id)


@get("/offers/{offer_id:str}/card", responses=answers(400, 401, 403, 404, 409))
async def read_card(request: ApiRequest, offer_id: OfferId) -> SealedParts:
    """The sealed card of the offered case. Asking for it marks the offer as opened."""
    return await answer.card(request.ctx, request.member, offer_id)


@post("/offers/{offer_id:str}/accept", status_code=200, responses=answers(400, 401, 403, 404, 409))
async def accept_offer(request: ApiRequest, offer_id: OfferId) -> Acceptance:
    """Take the case. Exactly one counsel wins; a late answer changes nothing and says what is true now.

    With somebody much nearer asked too, my yes is held: then the answer says until when.
    """
    return await answer.accept(request.ctx, request.member, offer_id)


@post("/offers/{offer_id:str}/decline", status_code=204, responses=answers(400, 401, 403, 404, 409, 413, 415))
async def decline_offer(request: ApiRequest, offer_id: OfferId, data: JSONBody[Decline]) -> None:
    """Not now, and why; also after a yes that is still held."""
    await answer.decline(request.ctx, request.member, offer_id, data)


@get("/counsel/cases/{case_id:str}/sealed", responses=answers(400, 401, 403, 404))
async def read_sealed(request: ApiRequest, case_id: CaseId) -> SealedParts:
    """Card, reseals, file and the file's keys of a case I have."""
    return await attend.sealed_parts(request.ctx, request.member, case_id)


@post(
    "/counsel/cases/{case_id:str}/progress",
    status_code=200,
    responses=answers(400, 401, 403, 404, 409, 413, 415),
)
async def make_progress(request: ApiRequest, case_id: CaseId, data: JSONBody[Progress]) -> CounselCase:
    """En route, kept out at the door, arrived."""
    return await attend.progress(request.ctx, request.member, case_id, data)


@post(
    "/counsel/cases/{case_id:str}/hand-back",
    status_code=204,
    responses=answers(400, 401, 403, 404, 409, 413, 415),
)
async def hand_back(request: ApiRequest, case_id: CaseId, data: JSONBody[HandBack]) -> None:
    """Give the case back; it is offered to others at once, with those that I was given for going there."""
    await attend.hand_back(request.ctx, request.member, case_id, data)


@post(
    "/counsel/cases/{case_id:str}/close",
    status_code=204,
    responses=answers(400, 401, 403, 404, 409, 413, 415),
)
async def close_case(request: ApiRequest, case_id: CaseId, data: JSONBody[Close]) -> None:
    """Done, with an outcome."""
    await attend.close(request.ctx, request.member, case_id, data)


@put(
    "/counsel/cases/{case_id:str}/place-tag", status_code=204, responses=answers(400, 401, 403, 404, 413, 415)
)
async def tag_client_place(request: ApiRequest, case_id: CaseId, data: JSONBody[ClientPlace]) -> None:
    """The place of a client whose card I have before my eyes."""
    await attend.tag_place(request.ctx, request.member, case_id, data)


@get("/counsel/cases/{case_id:str}/messages", responses=answers(400, 401, 403, 404))
async def read_case_messages(request: ApiRequest, case_id: CaseId, after: After = 0) -> Messages:
    """A page of the case's sealed messages, in order."""
    return await messages.counsel_messages(request.ctx, request.member, case_id, after)


@post(
    "/counsel/cases/{case_id:str}/messages",
    responses=answers(400, 401, 403, 404, 409, 413, 415) | repeat_answer(MessageReceipt),
)
async def send_case_message(
    request: ApiRequest, case_id: CaseId, data: JSONBody[NewMessage]
) -> Response[MessageReceipt]:
    """Send the person a sealed message. The same message again gives the same answer."""
    posted, created = await messages.counsel_post(request.ctx, request.member, case_id, data)
    return Response(posted, status_code=201 if created else 200)


@post("/counsel/cases/{case_id:str}/keys", status_code=204, responses=answers(400, 401, 403, 404, 413, 415))
async def give_case_key(request: ApiRequest, case_id: CaseId, data: JSONBody[GiveKey]) -> None:
    """The file's key, which I hold, for the counsel who has the case. For anybody else it changes nothing."""
    await file_keys.counsel_give(request.ctx, request.member, case_id, data)


router = Router(
    "/v1",
    route_handlers=[
        read_counsel,
        follow_counsel,
        set_duty,
        offer_shown,
        read_card,
        accept_offer,
        decline_offer,
        read_sealed,
        make_progress,
        hand_back,
        close_case,
        tag_client_place,
        read_case_messages,
        send_case_message,
        give_case_key,
    ],
    tags=["counsel"],
    guards=[signed_in, same_origin],
    security=[{"member": []}],
)
