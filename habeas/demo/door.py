"""The demo's own door: one click signs in as a member of the cast. No real instance has these routes."""

from typing import Any

from litestar import Response, Router, get, post
from litestar.params import JSONBody
from msgspec import Struct

from habeas.commands import login
from habeas.commands.context import Member as SignedIn
from habeas.commands.errors import not_found
from habeas.commands.shapes.common import Id, Role, Slug
from habeas.commands.shapes.member import Me
from habeas.demo.cast import Actor, Cast
from habeas.demo.people import ROBOT
from habeas.http.guards import same_origin, session_cookie
from habeas.http.problems import answers
from habeas.http.request import ApiRequest


class DemoMember(Struct):
    """`robot`: nobody can sign in as it; it is here for its name."""

    fingerprint: Id
    role: Role
    name: str
    area: Slug
    robot: bool


class DemoMembers(Struct):
    members: list[DemoMember]


class DemoSignIn(Struct, forbid_unknown_fields=True):
    fingerprint: Id


class DemoSignedIn(Struct):
    """Private keys as JWK (RFC 7517). They were made when this demo started, and open nothing elsewhere."""

    me: Me
    name: str
    seal_key: dict[str, Any]
    sign_key: dict[str, Any]


def door(cast: Cast) -> Router:
    """The routes; who signs in plays that member from then on."""

    @get("/members", sync_to_thread=False)
    def demo_members() -> DemoMembers:
        """Who is who, and whom one can sign in as."""
        return DemoMembers([_door_member(actor) for actor in cast.actors.values()])

    @post("/sign-in", status_code=200, guards=[same_origin], responses=answers(400, 403, 404))
    async def demo_sign_in(request: ApiRequest, data: JSONBody[DemoSignIn]) -> Response[DemoSignedIn]:
        """Sign in as a member of the cast: sets the session cookie and hands out her keys."""
        actor = cast.find(data.fingerprint)
        if actor is None or actor.profile is ROBOT:
            raise not_found()
        token, expires_at = await login.open_session(request.ctx, actor.fingerprint)
        me = await login.me(request.ctx, SignedIn(actor.fingerprint, actor.profile.role))
        cast.hand_over(actor.fingerprint)
        keys = (actor.keys.seal_key, actor.keys.sign_key)
        seal_key, sign_key = (key.export_private(as_dict=True) for key in keys)
        return Response(
            DemoSignedIn(me, actor.profile.en, seal_key, sign_key),
            cookies=[session_cookie(request.ctx, token, expires_at)],
        )

    return Router("/demo", route_handlers=[demo_members, demo_sign_in], tags=["demo"])


def _door_member(actor: Actor) -> DemoMember:
    profile = actor.profile
    return DemoMember(actor.fingerprint, profile.role, profile.en, profile.home, profile is ROBOT)
