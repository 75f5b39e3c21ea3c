"""The person: press, status, cancel, messages. No account; the case's token opens one case and no other."""

from litestar import Response, Router, get, post
from litestar.params import JSONBody
from litestar.response import Stream

from habeas.commands import cancel, messages, press, status
from habeas.commands.limits import Limits
from habeas.commands.shapes.person import Messages, NewMessage, Posted, Press, Receipt, Status
from habeas.http.fields import After, CaseId
from habeas.http.guards import by_token
from habeas.http.incoming import Incoming
from habeas.http.live import MEDIA_TYPE, LastEventId, documented, follow, seen
from habeas.http.problems import answers, repeated


@post("/", responses=answers(400, 409, 413, 415) | repeated(Receipt))
async def send_press(request: Incoming, data: JSONBody[Press]) -> Response[Receipt]:
    """Open a case. Answers once it is on disk. The same press again gives the same receipt."""
    receipt, created = await press.press(request.ctx, data, len(await request.body()))
    return Response(receipt, status_code=201 if created else 200)


@get("/{case_id:str}", responses=answers(400, 401, 404))
async def read_status(request: Incoming, case_id: CaseId) -> Status:
    """How far the press has come."""
    return await status.status(request.ctx, case_id, request.proof)


@get("/{case_id:str}/live", media_type=MEDIA_TYPE, responses=documented(Status, 400, 401, 404))
async def follow_status(request: Incoming, case_id: CaseId, last: LastEventId = None) -> Stream:
    """The status at once and at every change, as events named `status`."""
    return follow(request, "status", await request.hub.person(case_id, request.proof, seen(last)))


@post("/{case_id:str}/cancel", status_code=200, responses=answers(400, 401, 404))
async def cancel_case(request: Incoming, case_id: CaseId) -> Status:
    """Take the call back. Repeating it changes nothing."""
    return await cancel.cancel(request.ctx, case_id, request.proof)


@get("/{case_id:str}/messages", responses=answers(400, 401, 404))
async def read_messages(request: Incoming, case_id: CaseId, after: After = 0) -> Messages:
    """A page of the case's sealed messages, in order."""
    return await messages.person_messages(request.ctx, case_id, request.proof, after)


@post("/{case_id:str}/messages", responses=answers(400, 401, 404, 409, 413, 415) | repeated(Posted))
async def send_message(request: Incoming, case_id: CaseId, data: JSONBody[NewMessage]) -> Response[Posted]:
    """Send a sealed message. The same message again gives the same answer."""
    posted, created = await messages.person_post(request.ctx, case_id, request.proof, data)
    return Response(posted, status_code=201 if created else 200)


def routers(limits: Limits) -> list[Router]:
    """A press has its own, smaller limit; all else here needs the case's token."""
    case = [read_status, follow_status, cancel_case, read_messages, send_message]
    return [
        Router(
            "/v1/cases",
            route_handlers=[send_press],
            tags=["person"],
            request_max_body_size=limits.press_bytes,
        ),
        Router(
            "/v1/cases", route_handlers=case, tags=["person"], guards=[by_token], security=[{"person": []}]
        ),
    ]
