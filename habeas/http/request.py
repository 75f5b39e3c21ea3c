"""A request as our handlers see it: its body strictly decoded, its caller found out by the guards."""

import asyncio
from typing import Any, cast

import msgspec
from litestar import Request
from litestar.datastructures import State
from litestar.exceptions import ClientException, HTTPException

from habeas.commands.context import Context, Member
from habeas.commands.live import Hub
from habeas.http.streams import Streams

_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}


class UnsupportedMediaType(HTTPException):
    """The body is not declared as JSON."""

    status_code = 415


class TooSlow(HTTPException):
    """The body did not arrive in time; the rest of it is not waited for."""

    status_code = 408


class ApiRequest(Request[Any, Any, State]):
    """`member` is set behind the guard `signed_in`, `proof` behind the guard `by_token`."""

    @property
    def ctx(self) -> Context:
        return cast(Context, self.app.state.ctx)

    @property
    def hub(self) -> Hub:
        return cast(Hub, self.app.state.hub)

    @property
    def streams(self) -> Streams:
        return cast(Streams, self.app.state.streams)

    @property
    def member(self) -> Member:
        return cast(Member, self.user)

    @property
    def proof(self) -> str:
        return cast(str, self.auth)

    async def json(self) -> Any:
        """The body as the type that the handler declares. Nothing is coerced: "1" is no number."""
        if self.content_type[0] != "application/json":
            raise UnsupportedMediaType("Send Content-Type: application/json.")
        shape = self.route_handler.parsed_fn_signature.parameters["data"].annotation
        if shape not in _decoders:
            _decoders[shape] = msgspec.json.Decoder(shape)
        try:
            return _decoders[shape].decode(await self.body())
        except msgspec.DecodeError as error:
            raise ClientException(f"{error}.") from error
        except UnicodeDecodeError as error:
            raise ClientException("It is no UTF-8.") from error
        except RecursionError as error:
            raise ClientException("It is nested too deeply.") from error

    async def body(self) -> bytes:
        """The whole body. Raises TooSlow."""
        try:
            async with asyncio.timeout(self.ctx.settings.limits.body_seconds):
                return await super().body()
        except TimeoutError as error:
            raise TooSlow(headers={"Connection": "close"}) from error
