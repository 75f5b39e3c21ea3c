"""The person: press, status, cancel, messages, check-in, call words. No account; a token opens one thing.

No address and no query names a case: what stands there may end up in a log of the network in front.
"""

from typing import Any

from litestar import Response, Router, delete, get, post, put
from litestar.params import JSONBody
from litestar.response import Stream

from habeas.commands import call_words, cancel, check_in, file_keys, messages, press, status
from habeas.commands.shapes.person import (
    Arm,
    ChangeWords,
    CheckIn,
    EndCodeSecret,
    Extend,
    GiveKey,
    LeaveWords,
    MessageReceipt,
    Messages,
    NewMessage,
    Press,
    Receipt,
    Status,
    WordsReceipt,
)
from habeas.http.fields import After
from habeas.http.guards import by_token
from habeas.http.live import MEDIA_TYPE, LastEventId, follow, last_changed, stream_answers
from habeas.http.problems import answers, repeat_answer
from habeas.http.request import ApiRequest
from habeas.sealed.sizes import PRESS_BYTES

# Of what needs the person's token.
OWN: dict[str, Any] = {"guards": [by_token], "security": [{"person": []}]}


@post("/", responses=answers(400, 409, 413, 415) | repeat_answer(Receipt))
async def send_press(request: ApiRequest, data: JSONBody[Press]) -> Response[Receipt]:
    """Open a case. Answers once it is on disk. The same press again gives the same receipt."""
    receipt, created = await press.press(request.ctx, data, len(await request.body()))
    return Response(receipt, status_code=201 if created else 200)


@get("/", responses=answers(401, 404))
async def read_status(request: ApiRequest) -> Status:
    """How far the press has come."""
    return await status.status(request.ctx, request.proof)


@get("/live", media_type=MEDIA_TYPE, responses=stream_answers(Status, 400, 401, 404))
async def follow_status(request: ApiRequest, last: LastEventId = None) -> Stream:
    """The status at once and at every change, as events named `status`."""
    return follow(request, "status", await request.hub.person(request.proof, last_changed(last)))


@post("/cancel", status_code=200, responses=answers(400, 401, 403, 404, 409, 413, 415))
async def cancel_case(request: ApiRequest, data: JSONBody[EndCodeSecret]) -> Status:
    """Take the call or check-in back, or have to say so: the answer is the same. The first word stands."""
    return await cancel.cancel(request.ctx, request.proof, data)


@get("/messages", responses=answers(400, 401, 404))
async def read_messages(request: ApiRequest, after: After = 0) -> Messages:
    """A page of the case's sealed messages, in order."""
    return await messages.person_messages(request.ctx, request.proof, after)


@post("/messages", responses=answers(400, 401, 404, 409, 413, 415) | repeat_answer(MessageReceipt))
async def send_message(request: ApiRequest, data: JSONBody[NewMessage]) -> Response[MessageReceipt]:
    """Send a sealed message. The same message again gives the same answer."""
    posted, created = await messages.person_post(request.ctx, request.proof, data)
    return Response(posted, status_code=201 if created else 200)


@post("/keys", status_code=204, responses=answers(400, 401, 404, 413, 415))
async def give_own_key(request: ApiRequest, data: JSONBody[GiveKey]) -> None:
    """The file's key for the counsel who accepted. For anybody else, or once more, it changes nothing."""
    await file_keys.person_give(request.ctx, request.proof, data)


@post("/", responses=answers(400, 409, 413, 415) | repeat_answer(CheckIn))
async def arm_check_in(request: ApiRequest, data: JSONBody[Arm]) -> Response[CheckIn]:
    """Leave a sealed press that opens unless a sign of life comes. The same again gives what is true now."""
    state, created = await check_in.arm(request.ctx, data, len(await request.body()))
    return Response(state, status_code=201 if created else 200)


@get("/", responses=answers(401, 404))
async def read_check_in(request: ApiRequest) -> CheckIn:
    """Armed, fired, or over."""
    return await check_in.check_in(request.ctx, request.proof)


@put("/", responses=answers(400, 401, 404, 409, 413, 415))
async def extend_check_in(request: ApiRequest, data: JSONBody[Extend]) -> CheckIn:
    """Another moment, counted by the phone. One that is older, or too late, changes nothing."""
    return await check_in.extend(request.ctx, request.proof, data)


@post("/", responses=answers(400, 409, 413, 415) | repeat_answer(WordsReceipt))
async def leave_words(request: ApiRequest, data: JSONBody[LeaveWords]) -> Response[WordsReceipt]:
    """Leave a sealed file behind call words. The same again gives the same answer."""
    deposit, created = await call_words.leave(request.ctx, data)
    return Response(deposit, status_code=201 if created else 200)


@put("/", responses=answers(400, 401, 404, 413, 415), **OWN)
async def change_words(request: ApiRequest, data: JSONBody[ChangeWords]) -> WordsReceipt:
    """Another file behind the same words, or for longer."""
    return await call_words.change(request.ctx, request.proof, data)


@delete("/", status_code=204, responses=answers(401, 404), **OWN)
async def drop_words(request: ApiRequest) -> None:
    """The words open nothing any more."""
    await call_words.drop(request.ctx, request.proof)


_CASE = [read_status, follow_status, cancel_case, read_messages, send_message, give_own_key]
# A press and a check-in have a size limit of their own. All else but call words needs the person's token.
routers = [
    Router("/v1/cases", route_handlers=[send_press], tags=["person"], request_max_body_size=PRESS_BYTES),
    Router("/v1/case", route_handlers=_CASE, tags=["person"], **OWN),
    Router(
        "/v1/check-ins", route_handlers=[arm_check_in], tags=["person"], request_max_body_size=PRESS_BYTES
    ),
    Router("/v1/check-in", route_handlers=[read_check_in, extend_check_in], tags=["person"], **OWN),
    Router("/v1/call-words", route_handlers=[leave_words, change_words, drop_words], tags=["person"]),
]
