"""The service as the process that answers drills knows it: two pipes and a local address."""

import asyncio
import os
import stat
import sys

import httpx
from msgspec import Struct

from habeas.drill.lines import LINE_BYTES, BadLine, Session, Setup, SignIn, decode, encode

# A busy machine may take its time; nothing here is worth failing for.
TIMEOUT_S = 60.0
# Less than the server's own: it must not be the one that hangs up while a request is on its way.
KEEP_ALIVE_S = 2.0


class Service:
    """`listen` must run for `sign_in` to return."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        self._reader = reader
        self._tokens: asyncio.Queue[str] = asyncio.Queue()

    async def read_setup(self) -> Setup:
        """Raises BadLine, also when the service is gone."""
        return decode(await self._reader.readline(), Setup)

    async def listen(self) -> None:
        """Returns when the service is gone. Raises BadLine."""
        while line := await self._reader.readline():
            self._tokens.put_nowait(decode(line, Session).token)

    async def sign_in(self) -> str:
        """The token of a new session."""
        self.tell(SignIn())
        return await self._tokens.get()

    def tell(self, line: Struct) -> None:
        sys.stdout.buffer.write(encode(line))
        sys.stdout.buffer.flush()


async def open_service() -> Service:
    """Through standard input and output. Raises BadLine when nobody is at the other end."""
    kind = os.fstat(sys.stdin.fileno()).st_mode
    if not (stat.S_ISFIFO(kind) or stat.S_ISSOCK(kind)):
        raise BadLine("standard input is no pipe")
    reader = asyncio.StreamReader(LINE_BYTES)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return Service(reader)


class Local(httpx.AsyncHTTPTransport):
    """Carries every request to the service's own address, without the web server in front of it."""

    def __init__(self, url: str) -> None:
        super().__init__(verify=False, limits=httpx.Limits(keepalive_expiry=KEEP_ALIVE_S))
        self._url = httpx.URL(url)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        local = {"scheme": self._url.scheme, "host": self._url.host, "port": self._url.port}
        request.url = request.url.copy_with(**local)
        return await super().handle_async_request(request)


def local_http(setup: Setup) -> httpx.AsyncClient:
    """As if from a page of the service, straight to where it listens."""
    return httpx.AsyncClient(
        base_url=setup.origin, transport=Local(setup.url), timeout=TIMEOUT_S, trust_env=False
    )
