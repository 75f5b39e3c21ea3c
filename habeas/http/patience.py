"""How long and how large the head of a request may be, and what of it comes in.

Whoever dawdles or sends too much is cut off.
"""

from asyncio import TimerHandle
from functools import cache
from http import HTTPStatus
from typing import Any, cast

import msgspec
from httptools import HttpParserError
from litestar import Litestar
from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from habeas.http.door import Door, wipe
from habeas.http.headers import ALWAYS
from habeas.http.problems import MEDIA_TYPE, framework_problem

HEAD_BYTES = 32_768
"""The most that address and headers may have together."""


class Patience(HttpToolsProtocol):
    """HTTP as uvicorn speaks it, with limits for headers. uvicorn has one of time, for idle connections only.

    The time runs from the first byte to the last header; for the first request, from the connection. Bytes
    that trickle in do not extend it. It also ends a connection on which a refused body goes on coming.
    """

    def __init__(
        self, config: Config, server_state: ServerState, app_state: dict[str, Any], **more: Any
    ) -> None:
        super().__init__(config, server_state, app_state, **more)
        self._headers_s = cast(Litestar, config.app).state.ctx.settings.limits.headers_seconds
        self._door: Door = cast(Litestar, config.app).state.door
        self._timer: TimerHandle | None = None
        self._has_open_head = False
        self._head_bytes = 0
        self._pending_bytes = 0

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.client = None  # nobody's address goes further than the socket
        self._begin()

    def data_received(self, data: bytes) -> None:
        self._pending_bytes += len(data)
        super().data_received(data)
        wipe(data)
        # One header that goes on and on is seen by the parser only once it ends.
        if self._has_open_head and self._pending_bytes > HEAD_BYTES and not self.transport.is_closing():
            self._head_bytes = self._pending_bytes
            self.send_400_response("")
        if self.cycle is None or self.cycle.response_complete:
            self._begin()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._has_open_head, self._head_bytes = True, 0

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        self._add_to_head(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        admitted = self._door.admit(name.lower(), value)
        if admitted is not None:
            super().on_header(*admitted)
        self._add_to_head(len(name) + len(value))

    def on_headers_complete(self) -> None:
        self._has_open_head = False
        self._end()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._pending_bytes = 0

    def connection_lost(self, exc: Exception | None) -> None:
        self._end()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002
        """Refuse what is no HTTP, or has too large a head, with a problem document as all else is."""
        self.transport.write(_refusal(431 if self._head_bytes > HEAD_BYTES else 400))
        self.transport.close()

    def _add_to_head(self, size: int) -> None:
        self._head_bytes += size
        if self._head_bytes > HEAD_BYTES:
            raise HttpParserError("the head is too large")

    def _begin(self) -> None:
        if self._timer is None and not self.transport.is_closing():
            self._timer = self.loop.call_later(self._headers_s, self.transport.close)

    def _end(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


@cache
def _refusal(status: int) -> bytes:
    """A whole answer, of which the connection ends."""
    body = msgspec.json.encode(framework_problem(status))
    own = {"Content-Type": MEDIA_TYPE, "Content-Length": str(len(body)), "Cache-Control": "no-store"}
    headers = {**ALWAYS, **own, "Connection": "close"}
    lines = [
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        *(f"{name}: {headers[name]}" for name in headers),
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body
