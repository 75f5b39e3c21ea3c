"""Whoever dawdles is cut off, and so is whoever sends too much: most of them with a problem document."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from habeas.commands.limits import Limits
from habeas.http.problems import MEDIA_TYPE
from tests.fakes.world import World, world

HEAD = b"POST /v1/cases HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
HEALTH = b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n"
# The limit has passed before anything can come; or it never comes.
NONE, EVER = 0, 86_400


@asynccontextmanager
async def connected(to: World) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    host, port = to.origin.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        yield reader, writer
    finally:
        writer.close()
        await writer.wait_closed()


async def answer(reader: asyncio.StreamReader) -> bytes:
    """The head of one answer; its body is read, too."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(line for line in head.lower().splitlines() if line.startswith(b"content-length"))
    return head + await reader.readexactly(int(length.partition(b":")[2]))


async def test_headers_that_do_not_come_end_the_connection(tmp_path: Path) -> None:
    async with world(tmp_path, Limits(headers_seconds=NONE)) as made, connected(made) as (reader, _):
        assert await reader.read() == b""


@pytest.mark.parametrize("dribble", [b"GET /hea", b"\r\n", HEAD])
async def test_what_trickles_in_after_an_answer_is_under_the_limit_too(
    tmp_path: Path, dribble: bytes
) -> None:
    async with world(tmp_path, Limits(headers_seconds=1)) as made, connected(made) as (reader, writer):
        writer.write(HEALTH)
        assert b" 200 " in await answer(reader)
        writer.write(dribble)
        assert await reader.read() == b""


@pytest.mark.parametrize(
    "framing", [b"Content-Length: 9\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n1\r\n{"]
)
async def test_a_body_that_does_not_come_is_refused(tmp_path: Path, framing: bytes) -> None:
    patience = Limits(headers_seconds=EVER, body_seconds=NONE)
    async with world(tmp_path, patience) as made, connected(made) as (reader, writer):
        writer.write(HEAD + framing)
        told = await reader.read()
        assert told.startswith(b"HTTP/1.1 408 ")
        assert MEDIA_TYPE.encode() in told
        assert b"urn:habeas:problem:too-slow" in told


async def test_whoever_is_in_time_is_not_cut_off(tmp_path: Path) -> None:
    """The limit for headers ends with the headers: a body, an answer and a stream may take longer."""
    async with world(tmp_path, Limits(headers_seconds=1)) as made, connected(made) as (reader, writer):
        writer.write(HEAD + b"Content-Length: 2\r\n\r\n")
        async with connected(made) as (other, _):
            assert await other.read() == b""
        writer.write(b"{}")
        assert b" 400 " in await answer(reader)


@pytest.mark.parametrize(
    "head",
    [
        b"GET /health HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 33_000 + b"\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: a\r\n" + b"X: a\r\n" * 17_000 + b"\r\n",
        b"GET /" + b"a" * 33_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 40_000,
        b"GET /" + b"a" * 40_000,
    ],
    ids=["one header", "many headers", "an address", "a header without end", "an address without end"],
)
async def test_a_head_is_bounded(tmp_path: Path, head: bytes) -> None:
    async with world(tmp_path) as made, connected(made) as (reader, writer):
        writer.write(head)
        refusal = await answer(reader)
        assert refusal.startswith(b"HTTP/1.1 431 Request Header Fields Too Large\r\n")
        assert b"urn:habeas:problem:headers-too-large" in refusal
        assert b"default-src 'none'" in refusal
        assert await reader.read() == b""


async def test_a_head_of_31_kilobytes_is_read_whatever_came_before(tmp_path: Path) -> None:
    large = b"GET /health HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 31_000 + b"\r\n\r\n"
    async with world(tmp_path) as made, connected(made) as (reader, writer):
        for _ in range(3):
            writer.write(large)
            assert b" 200 " in await answer(reader)
        writer.write(HEAD + b"Content-Length: 9000\r\n\r\n" + b" " * 9_000)
        assert b" 400 " in await answer(reader)
        writer.write(large[:20_000])
        writer.write(large[20_000:])
        assert b" 200 " in await answer(reader)


async def test_what_is_no_http_is_a_problem_too(tmp_path: Path) -> None:
    async with world(tmp_path) as made, connected(made) as (reader, writer):
        writer.write(b"hello\r\n\r\n")
        refusal = await answer(reader)
        assert refusal.startswith(b"HTTP/1.1 400 Bad Request\r\n")
        assert b"urn:habeas:problem:malformed" in refusal
