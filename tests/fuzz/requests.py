"""Changed HTTP requests to `habeas serve` in a process of its own: answered or refused, never a fault there.

Most are requests that HTTP can carry, on connections that stay open; the others are changed as bytes, each on
a connection of its own.
"""

import asyncio
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

from habeas.http.app import describe
from habeas.sealed.sizes import PRESS_BYTES
from tests.fakes.child import Child, prepare
from tests.fakes.ready import client
from tests.fuzz.mutate import change_bytes, change_value, spell
from tests.fuzz.scene import PRESSES, Scene, set_scene

CONNECTIONS = 16
# A line for each wrong request would fill the disk.
FAULTS = re.compile(r"ERROR|CRITICAL|Traceback|Error\b|Invalid HTTP|Unsupported upgrade")
SHOWN = 20
LIVE = b"text/event-stream"
MORE_HEADERS = (
    *("Authorization", "Cookie", "Origin", "Content-Type", "Accept-Encoding", "If-None-Match", "Accept"),
    *("Last-Event-ID", "Content-Encoding", "Range", "X-Forwarded-For", "Forwarded", "Accept-Language", "X"),
)
FRAMING = ("Transfer-Encoding", "Content-Length", "Expect", "Upgrade", "Connection", "Host", "Trailer", "TE")
HEADER_VALUES = (
    *(
        b"",
        b"a",
        b"Bearer ",
        b"Bearer \xc3\xa9",
        b"habeas_session=\xff; habeas_session=",
        b"chunked",
        b"gzip;q=x",
    ),
    *(
        b"100-continue",
        b"websocket",
        b"text/plain",
        b"application/json;charset=\xff",
        b"9" * 30,
        b"-1",
        b"a" * 9_000,
    ),
)
PAGES = (
    ("GET", "/"),
    ("HEAD", "/sw.js"),
    ("GET", "/openapi.json"),
    ("OPTIONS", "/v1/cases"),
    ("PATCH", "/v1/me"),
)


@dataclass
class Figures:
    """How many answers of each status came, and what the service did that it never should."""

    statuses: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [f"{count:>9} {status}" for status, count in sorted(self.statuses.items())]
        total = f"{self.statuses.total()} requests, {len(self.faults)} faults"
        return "\n".join([*lines, *self.faults[:SHOWN], total])


@dataclass(frozen=True)
class Request:
    """`raw`: as it goes over the wire. `is_sound`: HTTP is well spelt, so that an answer must come."""

    raw: bytes
    is_sound: bool

    @property
    def is_head(self) -> bool:
        return self.raw.startswith(b"HEAD ")


async def ask_served(folder: Path, seed: int, count: int) -> Figures:
    """Send so many. The service must live on, end well, and its log must know of no fault."""
    made, figures = await asyncio.to_thread(prepare, folder, 2, desk=1), Figures()
    child = Child(made.settings)
    host, port = child.start().removeprefix("http://").split(":")
    async with client(child.url) as http:
        scene = await set_scene(made, http)
        requests = make_requests(Random(seed), scene, count)
        async with asyncio.TaskGroup() as group:
            for _ in range(CONNECTIONS):
                group.create_task(Caller(host, int(port), figures).ask(requests))
        health = (await http.get("/health")).status_code
    code = child.stop()
    figures.faults += [f"it answered {health} in the end"] if health != 200 else []
    figures.faults += [f"it ended with {code}"] if code else []
    figures.faults += [line for line in child.log.read_text("utf-8").splitlines() if FAULTS.search(line)]
    return figures


class Caller:
    """Sends requests on a connection that stays open for as long as the service keeps it."""

    def __init__(self, host: str, port: int, figures: Figures) -> None:
        self._address = (host, port)
        self._figures = figures
        self._open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, requests: Iterator[Request]) -> None:
        for request in requests:
            status = await (self._ask_once(request) if request.is_sound else self._shout(request))
            self._figures.statuses[str(status or "no answer")] += 1
            if (status or 0) >= 500 or (status is None and request.is_sound):
                self._figures.faults.append(f"{status}: {request.raw[:400]!r}")
        self._close()

    async def _ask_once(self, request: Request) -> int | None:
        """Its answer's status. A connection that stood open may be closed by now: then on a fresh one."""
        if self._open is not None and (status := await self._send(*self._open, request)) is not None:
            return status
        self._open = await asyncio.open_connection(*self._address)
        return await self._send(*self._open, request)

    async def _send(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: Request
    ) -> int | None:
        try:
            writer.write(request.raw)
            status, stays = await _read_answer(reader, is_head=request.is_head)
        except (ConnectionError, asyncio.IncompleteReadError):
            self._close()
            return None
        if not stays:
            self._close()
        return status

    async def _shout(self, request: Request) -> int | None:
        """On a connection of its own, of which nothing more comes; there need be no answer."""
        reader, writer = await asyncio.open_connection(*self._address)
        try:
            writer.write(request.raw)
            writer.write_eof()
            said = await reader.read()
        except ConnectionError:
            return None
        finally:
            writer.close()
        found = re.match(rb"HTTP/1\.1 (\d{3}) ", said)
        return int(found[1]) if found else None

    def _close(self) -> None:
        if self._open is not None:
            self._open[1].close()
        self._open = None


async def _read_answer(reader: asyncio.StreamReader, *, is_head: bool) -> tuple[int, bool]:
    """The status, and whether the connection can be used again."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head.split(b" ", 2)[1])
    length = re.search(rb"\r\ncontent-length: (\d+)", head)
    if LIVE in head or length is None:
        return status, False
    if not is_head and status != 304:
        await reader.readexactly(int(length[1]))
    return status, b"\r\nconnection: close" not in head


def make_requests(lot: Random, scene: Scene, count: int) -> Iterator[Request]:
    for _ in range(count):
        yield _make_request(lot, scene)


def _make_request(lot: Random, scene: Scene) -> Request:
    method, path, shape = lot.choice(_operations()) if lot.random() < 0.95 else (*lot.choice(PAGES), None)
    caller = _owner(path, scene) if lot.random() < 0.8 else lot.choice(list(scene.callers))
    headers = {name: value.encode() for name, value in scene.callers[caller].items()}
    body = b"" if shape is None else _body(lot, path, _example(shape, _real(scene, path)))
    headers |= {"Host": b"localhost", "Content-Length": b"%d" % len(body)}
    headers |= {"Content-Type": b"application/json"} if body else {}
    is_sound = lot.random() < 0.9
    if lot.random() < 0.25:
        name = lot.choice(MORE_HEADERS if is_sound else FRAMING)
        headers[name] = _header(lot, headers.get(name, b""))
    target = _target(lot, path.format(**_real(scene, path)))
    head = f"{method} {target} HTTP/1.1\r\n".encode()
    head += b"".join(b"%s: %s\r\n" % (name.encode(), value) for name, value in headers.items())
    raw = head + b"\r\n" + body
    return Request(raw, True) if is_sound else Request(change_bytes(lot, raw), False)


def _owner(path: str, scene: Scene) -> str:
    """Who is let in there."""
    if re.match(r"/v1/(case|check-in|call-words)(/|$)", path):
        return "person"
    members = list(scene.callers)[2:]
    return members[-1] if path.startswith("/v1/desk") else members[0]


def _real(scene: Scene, path: str) -> dict[str, Any]:
    if path.endswith("/keys"):
        return {**scene.real, "sealed": scene.real["key"]}
    return {**scene.real, "sealed": scene.deposit} if "call-words" in path else {**scene.real}


def _body(lot: Random, path: str, value: Any) -> bytes:
    way = lot.random()
    raw = spell(change_value(lot, value) if way < 0.6 else value)
    raw = change_bytes(lot, raw) if 0.5 < way < 0.85 else raw
    return raw.ljust(PRESS_BYTES) if path in PRESSES and lot.random() < 0.9 else raw


def _header(lot: Random, value: bytes) -> bytes:
    changed = change_bytes(lot, value) if value and lot.random() < 0.5 else lot.choice(HEADER_VALUES)
    # Whatever is no end of a line and no control may stand in a header.
    return bytes(byte for byte in changed if byte >= 0x20 and byte != 0x7F).strip()


def _target(lot: Random, path: str) -> str:
    """The address, now and then another, spelt so that HTTP can carry it."""
    if lot.random() < 0.3:
        path = "/" + quote(change_bytes(lot, path.encode()), safe="/?=&").lstrip("/")
    if lot.random() < 0.1:
        path += "?after=" + quote(change_bytes(lot, b"17"), safe="")
    return path[:9_000]


@cache
def _operations() -> list[tuple[str, str, Any]]:
    """Method, path and the shape of the body, of all that the description has."""
    return [
        (method.upper(), path, _shape_of(operation))
        for path, item in json.loads(describe())["paths"].items()
        for method, operation in item.items()
        if isinstance(operation, dict) and path != "/v1/session"  # whoever signs out asks no more
    ]


def _shape_of(operation: dict[str, Any]) -> Any:
    content = operation.get("requestBody", {}).get("content", {})
    return next((media["schema"] for media in content.values()), None)


@cache
def _schemas() -> dict[str, Any]:
    schemas: dict[str, Any] = json.loads(describe())["components"]["schemas"]
    return schemas


def _example(shape: Any, real: dict[str, Any], name: str = "") -> Any:
    """A value of this shape: a real one where one of this name exists."""
    if "$ref" in shape:
        shape = _schemas()[shape["$ref"].rpartition("/")[2]]
    if name in real:
        return real[name]
    for choice in ("oneOf", "anyOf", "enum"):
        if choice in shape:
            first = shape[choice][0]
            return first if choice == "enum" else _example(first, real)
    kind = shape.get("type")
    if kind == "object":
        return {key: _example(member, real, key) for key, member in shape.get("properties", {}).items()}
    if kind == "array":
        return [_example(shape["items"], real)] if "items" in shape else []
    return {"integer": 1, "number": 1, "boolean": True, "null": None}.get(kind, "A" * 22)
