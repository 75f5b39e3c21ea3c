"""The HTTP application: routers by audience, problems, headers. The composition root gives it its parts."""

from collections.abc import Mapping, Sequence

from litestar import Litestar, Router
from litestar.datastructures import State

from habeas.commands.context import Context
from habeas.commands.limits import Limits
from habeas.commands.live import Hub
from habeas.http import counsel, desk, member, openapi, pages, person, public
from habeas.http.headers import harden
from habeas.http.incoming import Incoming
from habeas.http.problems import HANDLERS
from habeas.http.streams import Streams


def create_app(
    ctx: Context, hub: Hub, streams: Streams, web: Mapping[str, pages.Page], extra: Sequence[Router] = ()
) -> Litestar:
    """Put the application together. `extra` is for what only some instances have, such as the demo's door."""
    state = State(
        {"ctx": ctx, "hub": hub, "streams": streams, "https": ctx.settings.origin.startswith("https://")}
    )
    return _assemble(ctx.settings.limits, state, [pages.router(web), openapi.served, *extra])


def describe() -> bytes:
    """The OpenAPI document of a plain instance, without starting anything."""
    return openapi.text(_assemble(Limits(), State(), []))


def _assemble(limits: Limits, state: State, others: Sequence[object]) -> Litestar:
    return Litestar(
        route_handlers=[
            public.router,
            *person.routers(limits),
            *member.routers,
            counsel.router,
            desk.router,
            *others,
        ],
        state=state,
        request_class=Incoming,
        request_max_body_size=limits.body_bytes,
        exception_handlers=HANDLERS,
        before_send=[harden],
        openapi_config=openapi.config(),
        logging_config=None,
        debug=False,
    )
