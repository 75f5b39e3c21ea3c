"""A request as our handlers see it: strictly decoded, with what the guards found out about the caller."""

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
    """The body did not arrive in time; what is left of it is not waited for."""

    status_code = 408


class Incoming(Request[Any, Any, State]):
    """`who` is set behind the `signed_in` guard, `proof` behind `by_token`."""

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
    def who(self) -> Member:
        return cast(Member, self.user)

    @property
    def proof(self) -> str:
        return cast(str, self.auth)

    async def json(self) -> Any:
        """The body as the type that the handler declares. Nothing is coerced: "1" is no number."""
        if self.content_type[0] != "application/json":
            raise UnsupportedMediaType("Send Content-Type: application/json.")
        wanted = self.route_handler.parsed_fn_signature.parameters["data"].annotation
        if wanted not in _decoders:
            _decoders[wanted] = msgspec.json.Decoder(wanted)
        try:
            return _decoders[wanted].decode(await self.body())
        except msgspec.DecodeError as error:
            raise ClientException(f"{error}.") from error
        except RecursionError as error:
            raise ClientException("It is nested too deeply.") from error

    async def body(self) -> bytes:
        """The whole body. Raises TooSlow."""
        try:
            async with asyncio.timeout(self.ctx.settings.limits.body_seconds):
                return await super().body()
        except TimeoutError as error:
            raise TooSlow(headers={"Connection": "close"}) from error
