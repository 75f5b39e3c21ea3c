"""Who calls: the guards find it out. What she may do, the commands decide."""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie, State
from litestar.exceptions import NotAuthorizedException
from litestar.handlers import BaseRouteHandler
from litestar.openapi.spec import SecurityScheme

from habeas.commands import login
from habeas.commands.context import Context
from habeas.commands.errors import Refused
from habeas.core.time import SECOND_MS, Millis
from habeas.http.door import COOKIE, HASH_SCHEME, HOST_PREFIX

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

SCHEMES = {
    "person": SecurityScheme(
        type="http",
        scheme="bearer",
        description="The case's 32-byte token, base64url. The server holds its SHA-256 only.",
    ),
    "member": SecurityScheme(
        type="apiKey",
        name=COOKIE,
        security_scheme_in="cookie",
        description=f"Set by login; over https its name is {HOST_PREFIX}{COOKIE}. All but GET also need the "
        "header Origin of this very site.",
    ),
}

Connection = ASGIConnection[Any, Any, Any, State]


def by_token(connection: Connection, _: BaseRouteHandler) -> None:
    """The person's token, of which the door lets in the hash. The command finds the case that it opens."""
    scheme, _space, proof = connection.headers.get("Authorization", "").partition(" ")
    if scheme != HASH_SCHEME:
        raise NotAuthorizedException(
            detail="Send the case's token: Authorization: Bearer <32 bytes as base64url>.",
            headers={"WWW-Authenticate": "Bearer"},
        )
    connection.scope["auth"] = proof


async def signed_in(connection: Connection, _: BaseRouteHandler) -> None:
    """The member of the session cookie, of which the door lets in the hash."""
    ctx: Context = connection.app.state.ctx
    session = connection.cookies.get(cookie_name(ctx))
    member = await login.whoami(ctx, session) if session else None
    if member is None:
        raise NotAuthorizedException(
            detail="There is no valid session: sign in with your passkey.",
            headers={"WWW-Authenticate": f'Cookie cookie-name="{cookie_name(ctx)}"'},
        )
    connection.scope["user"] = member


def same_origin(connection: Connection, _: BaseRouteHandler) -> None:
    """A request that changes something must come from our own pages. SameSite=Strict says so too, but a
    browser may err.
    """
    if connection.scope.get("method") in SAFE_METHODS:
        return
    ctx: Context = connection.app.state.ctx
    if connection.headers.get("Origin") not in _origins(ctx):
        raise Refused(
            403,
            "wrong-origin",
            "This did not come from our own page",
            f"Send it from a page of {ctx.settings.origin}.",
        )


def _origins(ctx: Context) -> tuple[str, ...]:
    """The origins of our pages. A demo is on the visitor's own machine, which browsers know by two names."""
    origin = ctx.settings.origin
    return (origin, origin.replace("//127.0.0.1", "//localhost")) if ctx.settings.demo else (origin,)


def cookie_name(ctx: Context) -> str:
    """Of the session's cookie. Without https, as on one's own machine, browsers refuse the prefix."""
    return f"{HOST_PREFIX}{COOKIE}" if _is_https(ctx) else COOKIE


def _is_https(ctx: Context) -> bool:
    return ctx.settings.origin.startswith("https://")


def session_cookie(ctx: Context, token: str, expires_at: Millis) -> Cookie:
    """The cookie with a session. No script can read it, and no other site can make a browser send it."""
    return Cookie(
        key=cookie_name(ctx),
        value=token,
        max_age=max(0, (expires_at - ctx.clock.now()) // SECOND_MS),
        path="/",
        secure=_is_https(ctx),
        httponly=True,
        samesite="strict",
    )


def ended_cookie(ctx: Context) -> Cookie:
    """Tells the browser to forget the session."""
    return session_cookie(ctx, "", 0)
