"""How long a caller may take to send its headers: whoever opens a connection and dawdles is cut off."""

from asyncio import TimerHandle
from typing import Any, cast

from litestar import Litestar
from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState


class Patience(HttpToolsProtocol):
    """HTTP as uvicorn speaks it, with a limit for headers. uvicorn has one for idle connections only.

    The time runs from the first byte to the last header; for the first request, from the connection. Bytes
    that trickle in do not extend it. It also ends a connection on which a refused body goes on coming.
    """

    def __init__(
        self, config: Config, server_state: ServerState, app_state: dict[str, Any], **more: Any
    ) -> None:
        super().__init__(config, server_state, app_state, **more)
        self._headers_s = cast(Litestar, config.app).state.ctx.settings.limits.headers_seconds
        self._timer: TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._begin()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle is None or self.cycle.response_complete:
            self._begin()

    def on_headers_complete(self) -> None:
        self._end()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end()
        super().connection_lost(exc)

    def _begin(self) -> None:
        if self._timer is None and not self.transport.is_closing():
            self._timer = self.loop.call_later(self._headers_s, self.transport.close)

    def _end(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
