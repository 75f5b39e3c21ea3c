"""Proof of work. No token: it says that somebody worked for a case, and hears nothing of it."""

from litestar import Router, get, post
from litestar.params import JSONBody

from habeas.commands import work
from habeas.commands.shapes.person import WantedWork, Work
from habeas.http.problems import answers
from habeas.http.request import ApiRequest


@get("/", responses=answers())
async def wanted_work(request: ApiRequest) -> WantedWork:
    """How much work is wanted of a phone that has pressed: the more who wait, the more."""
    return await work.wanted_work(request.ctx)


@post("/", status_code=204, responses=answers(400, 409, 413, 415))
async def send_work(request: ApiRequest, data: JSONBody[Work]) -> None:
    """Work for a case raises its rank. The answer is the same whatever it was worth."""
    await work.take_work(request.ctx, data)


router = Router("/v1/work", route_handlers=[wanted_work, send_work], tags=["person"])
