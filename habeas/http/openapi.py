"""The description of the API: generated from the handlers, and made exact where the framework is vague."""

import asyncio
import re
from typing import Any

import msgspec
from litestar import Litestar, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, License

from habeas import __version__
from habeas.commands.shapes import common, counsel, desk, member, person, public
from habeas.http import problems
from habeas.http.guards import SCHEMES
from habeas.http.request import ApiRequest

DESCRIPTION = """One press summons a lawyer. What names a person is sealed in the sender's browser; this
service carries it and cannot open it. Moments are milliseconds since the Unix epoch; binary values are
base64url without padding; refusals are problem documents (RFC 9457)."""


def _operation_id(handler: HTTPRouteHandler, _: object, __: object) -> str:
    """`read_status` -> `readStatus`."""
    return re.sub(r"_(\w)", lambda match: match[1].upper(), handler.handler_name)


def config() -> OpenAPIConfig:
    """The parts of the document that no handler has."""
    return OpenAPIConfig(
        title="Habeas",
        version=__version__,
        description=DESCRIPTION,
        license=License(name="AGPL-3.0-or-later", identifier="AGPL-3.0-or-later"),
        components=Components(security_schemes=dict(SCHEMES)),
        operation_id_creator=_operation_id,
        use_handler_docstrings=True,
    )


def document(app: Litestar) -> dict[str, Any]:
    """OpenAPI 3.1, as plain values. The schemas come from msgspec, which also checks requests by them."""
    schema: dict[str, Any] = app.openapi_schema.to_schema()
    components = schema["components"]
    _, exact = msgspec.json.schema_components(_shapes(), ref_template="#/components/schemas/{name}")
    components["schemas"] = {name: exact[name] for name in components["schemas"]}
    for operation in (operation for path in schema["paths"].values() for operation in path.values()):
        operation["summary"] = operation["operationId"][0].upper() + operation["operationId"][1:]
        operation["responses"].get("204", {}).pop("content", None)
    return schema


def text(app: Litestar) -> bytes:
    """The document as indented JSON. The same code always gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(document(app), order="sorted"), indent=1) + b"\n"


def _shapes() -> list[type[msgspec.Struct]]:
    """All structures that an operation can name."""
    modules = (common, counsel, desk, member, person, public, problems)
    types = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    return sorted(
        (shape for shape in types if issubclass(shape, msgspec.Struct)), key=lambda shape: shape.__name__
    )


@get("/openapi.json", include_in_schema=False, media_type="application/json")
async def serve_document(request: ApiRequest) -> Response[bytes]:
    """The description of this service. It is made at the first request, in a thread of its own."""
    document: bytes = await asyncio.to_thread(request.app.state.openapi)
    return Response(document, media_type="application/json")
