"""The HTTP application: routers by audience, problems, headers."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.types import ControllerRouterHandler

from habeas.commands.context import Context
from habeas.commands.live import Hub
from habeas.http import counsel, desk, member, openapi, pages, person, public, vouchers, work
from habeas.http.door import Door
from habeas.http.headers import harden, mend_allow
from habeas.http.problems import HANDLERS
from habeas.http.request import ApiRequest
from habeas.http.streams import Streams


def create_app(
    ctx: Context, hub: Hub, streams: Streams, web: Mapping[str, pages.Page], extra: Sequence[Router] = ()
) -> Litestar:
    """Put the application together. `extra` is for what only some instances have, such as the demo's door."""
    return Litestar(
        route_handlers=[*_audiences(), pages.router(web), openapi.serve_document, *extra],
        state=State(_state(ctx, hub, streams)),
        request_class=ApiRequest,
        request_max_body_size=ctx.settings.limits.body_bytes,
        exception_handlers=HANDLERS,
        before_send=[harden, mend_allow],
        openapi_config=None,  # a route of ours serves the document; its pages would load foreign scripts
        logging_config=None,
        debug=False,
    )


@cache
def describe() -> bytes:
    """The OpenAPI document, without starting anything: the same for every instance."""
    app = Litestar(
        route_handlers=_audiences(),
        request_class=ApiRequest,
        openapi_config=openapi.config(),
        logging_config=None,
    )
    return openapi.text(app)


def _audiences() -> list[ControllerRouterHandler]:
    proofs = [work.router, vouchers.router]
    return [public.router, *person.routers, *proofs, *member.routers, counsel.router, desk.router]


def _state(ctx: Context, hub: Hub, streams: Streams) -> dict[str, Any]:
    https = ctx.settings.origin.startswith("https://")
    door = Door(ctx.settings.address_header, ctx.random(16))
    return {"ctx": ctx, "hub": hub, "streams": streams, "https": https, "openapi": describe, "door": door}
