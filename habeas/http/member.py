"""Members: enrol with an invitation, log in with a passkey, who I am."""

from litestar import Response, Router, delete, get, post
from litestar.params import JSONBody

from habeas.commands import enrol, login
from habeas.commands.shapes.member import (
    Ceremony,
    Enrolment,
    EnrolmentReceipt,
    GroupKey,
    InvitationCode,
    Login,
    Me,
)
from habeas.http.guards import cookie_name, ended_cookie, same_origin, session_cookie, signed_in
from habeas.http.problems import answers
from habeas.http.request import ApiRequest


@post("/enrolment/options", status_code=200, responses=answers(400, 403, 404, 413, 415))
async def enrolment_options(request: ApiRequest, data: JSONBody[InvitationCode]) -> Ceremony:
    """Begin to enrol: what to hand to navigator.credentials.create()."""
    return await enrol.options(request.ctx, data)


@post("/enrolment", responses=answers(400, 403, 404, 409, 413, 415))
async def enrol_member(request: ApiRequest, data: JSONBody[Enrolment]) -> EnrolmentReceipt:
    """Enrol with a passkey and public keys. The member is pending until the next signed roster."""
    return await enrol.enrol(request.ctx, data)


@post("/login/options", status_code=200, responses=answers(403))
async def login_options(request: ApiRequest) -> Ceremony:
    """Begin to log in: what to hand to navigator.credentials.get()."""
    return await login.options(request.ctx)


@post("/login", status_code=200, responses=answers(400, 401, 403, 413, 415))
async def log_in(request: ApiRequest, data: JSONBody[Login]) -> Response[Me]:
    """Log in with a passkey; sets the session cookie, and ends the session that this browser had."""
    earlier = request.cookies.get(cookie_name(request.ctx))
    me, token, expires_at = await login.login(request.ctx, data, earlier)
    return Response(me, cookies=[session_cookie(request.ctx, token, expires_at)])


@delete("/session", status_code=204, responses=answers(401, 403))
async def log_out(request: ApiRequest) -> Response[None]:
    """End this session."""
    await login.logout(request.ctx, request.cookies[cookie_name(request.ctx)])
    return Response(None, status_code=204, cookies=[ended_cookie(request.ctx)])


@get("/me", responses=answers(401))
async def read_me(request: ApiRequest) -> Me:
    """Who is signed in."""
    return await login.me(request.ctx, request.member)


@get("/group-key", responses=answers(401, 403, 404))
async def read_group_key(request: ApiRequest) -> GroupKey:
    """The group key of the published roster, sealed to its members."""
    return await login.group_key(request.ctx, request.member)


routers = [
    Router(
        "/v1",
        route_handlers=[enrolment_options, enrol_member, login_options, log_in],
        tags=["member"],
        guards=[same_origin],
    ),
    Router(
        "/v1",
        route_handlers=[log_out, read_me, read_group_key],
        tags=["member"],
        guards=[signed_in, same_origin],
        security=[{"member": []}],
    ),
]
