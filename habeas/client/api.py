"""HTTP to the service for one caller: JSON in, JSON out, problems as exceptions, live streams as events."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import aclosing
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

import httpx
import msgspec

_JSON = {"content-type": "application/json"}


class Problem(Exception):
    """The service refused (RFC 9457). `kind` is the last part of the problem's type."""

    def __init__(self, status: int, kind: str, title: str, detail: str) -> None:
        super().__init__(f"{status} {kind}: {title} {detail}".rstrip())
        self.status = status
        self.kind = kind


class Event(NamedTuple):
    """One server-sent event; `changed` is its id, to resume after."""

    name: str
    changed: int
    data: Any


class Api:
    """Speaks for one caller. `http` carries the base address, and a member's session cookie.

    Every call raises `Problem` when the service refuses and `httpx.HTTPError` when it cannot be reached.
    `sign_in`, where it is set, is called when the session is gone (401); then the call is made once more.
    """

    def __init__(self, http: httpx.AsyncClient, token: str | None = None) -> None:
        self.http = http
        self.sign_in: Callable[[], Awaitable[None]] | None = None
        self._headers = {"origin": str(http.base_url).rstrip("/")}
        if token is not None:
            self._headers["authorization"] = f"Bearer {token}"

    async def get(self, path: str, **params: int | str) -> Any:
        return _answer(await self._send("GET", path, params=params))

    async def send(self, method: str, path: str, body: Any = None) -> Any:
        """POST, PUT or DELETE with a JSON body, or with none."""
        if body is None:
            return _answer(await self._send(method, path))
        return _answer(await self._send(method, path, _JSON, content=msgspec.json.encode(body)))

    async def post(self, path: str, body: Any = None) -> Any:
        return await self.send("POST", path, body)

    async def post_raw(self, path: str, body: bytes) -> Any:
        """POST a body that is JSON already, to the byte."""
        return _answer(await self._send("POST", path, _JSON, content=body))

    async def events(self, path: str, after: int | None = None) -> AsyncIterator[Event]:
        """The live stream at `path`, resumed after `after`; ends when the server ends it."""
        headers = {"accept": "text/event-stream"}
        if after is not None:
            headers["last-event-id"] = str(after)
        response = await self._send("GET", path, headers, stream=True, timeout=None)
        async with aclosing(response):
            if response.status_code != httpx.codes.OK:
                await response.aread()
                _answer(response)
            async for event in _events(response.aiter_lines()):
                yield event

    async def _send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] = MappingProxyType({}),
        *,
        stream: bool = False,
        **parts: Any,
    ) -> httpx.Response:
        build = partial(self.http.build_request, method, path, headers={**self._headers, **headers}, **parts)
        response = await self.http.send(build(), stream=stream)
        if response.status_code == httpx.codes.UNAUTHORIZED and self.sign_in is not None:
            await response.aclose()
            await self.sign_in()
            response = await self.http.send(build(), stream=stream)
        return response


async def _events(lines: AsyncIterator[str]) -> AsyncIterator[Event]:
    """Server-sent events from lines (HTML standard, 9.2.6); comments and events without data are skipped."""
    name, changed, data = "message", 0, list[str]()
    async for line in lines:
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if line == "":
            if data:
                yield Event(name, changed, msgspec.json.decode("\n".join(data)))
            name, data = "message", []
        elif field == "event":
            name = value
        elif field == "id":
            changed = int(value)
        elif field == "data":
            data.append(value)


def _answer(response: httpx.Response) -> Any:
    if response.status_code >= httpx.codes.BAD_REQUEST:
        raise _problem(response)
    return msgspec.json.decode(response.content) if response.content else None


def _problem(response: httpx.Response) -> Problem:
    """The problem document; without one (a proxy in between refused) the status alone."""
    if not response.headers.get("content-type", "").startswith("application/problem+json"):
        return Problem(response.status_code, "unknown", response.reason_phrase, "")
    document = msgspec.json.decode(response.content)
    kind = str(document.get("type", "")).rpartition(":")[2]
    title, detail = str(document.get("title", "")), str(document.get("detail", ""))
    return Problem(response.status_code, kind, title, detail)
