"""Codes that vouch for a press. No token: a code is all that counts, and nothing is told of any case."""

from litestar import Router, post, put
from litestar.params import JSONBody

from habeas.commands import vouchers
from habeas.commands.shapes.person import LeaveVoucher, UseVoucher
from habeas.http.problems import answers
from habeas.http.request import ApiRequest


@post("/", status_code=204, responses=answers(400, 409, 413, 415))
async def use_voucher(request: ApiRequest, data: JSONBody[UseVoucher]) -> None:
    """A code raises the rank of a case, once. The answer is the same whatever it was worth."""
    await vouchers.use(request.ctx, data)


@put("/", status_code=204, responses=answers(400, 409, 413, 415))
async def leave_voucher(request: ApiRequest, data: JSONBody[LeaveVoucher]) -> None:
    """A drill leaves a code for a press to come. The answer is the same whether it was kept."""
    await vouchers.leave(request.ctx, data)


router = Router("/v1/vouchers", route_handlers=[use_voucher, leave_voucher], tags=["person"])
