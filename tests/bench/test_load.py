"""The load generator: whole answers, honest waits, and an end in any case."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bench.load import Outcome, Plan, load, whole, write_requests
from bench.watch import OFFERED

REQUEST = b"POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n"
CREATED = b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok"
REFUSED = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n"


@pytest.mark.parametrize("cut", range(len(CREATED)))
def test_an_answer_in_pieces_is_whole_only_at_its_end(cut: int) -> None:
    assert not whole(CREATED[:cut])
    assert whole(CREATED)


def test_an_answer_to_head_is_its_head() -> None:
    assert whole(b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n", bodiless=True)


def test_the_unanswered_count_among_the_longest_waits() -> None:
    seen = Outcome(answered=98, failed=0, unanswered=2, seconds=2.0, waits_ms=[5.0] * 98)
    assert (seen.rate, seen.wait_ms(0.5), seen.wait_ms(0.99)) == (49.0, 5.0, 10_000.0)


def test_an_offer_is_found_in_an_event() -> None:
    event = b'data: {"offers":[{"offer_id":"' + b"o" * 22 + b'","case_id":"' + b"c" * 22 + b'","area":"x"}]}'
    assert OFFERED.findall(event) == [b"c" * 22]


@asynccontextmanager
async def server(answer: bytes | None) -> AsyncIterator[int]:
    """Answers every request alike, or never."""
    callers: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        callers.add(task)
        while await reader.read(len(REQUEST)):
            if answer:
                writer.write(answer)
        writer.close()
        await writer.wait_closed()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with listening:
        yield listening.sockets[0].getsockname()[1]
        await asyncio.gather(*callers)


async def outcome(tmp_path: Path, answer: bytes | None, rate: float | None, seconds: float = 20) -> Outcome:
    requests = write_requests(tmp_path / "requests", [REQUEST] * 40)
    async with server(answer) as port:
        return await load(
            Plan(port=port, requests=requests, connections=4, rate=rate, warm=10, seconds=seconds)
        )


@pytest.mark.parametrize("rate", [None, 2_000.0])
async def test_each_request_is_sent_once_and_the_warm_ones_are_not_counted(
    tmp_path: Path, rate: float | None
) -> None:
    seen = await outcome(tmp_path, CREATED, rate)
    assert (seen.answered, seen.failed, seen.unanswered) == (30, 0, 0)
    assert seen.waits_ms == sorted(seen.waits_ms)


async def test_refusals_are_counted_apart(tmp_path: Path) -> None:
    seen = await outcome(tmp_path, REFUSED, None)
    assert (seen.answered, seen.failed) == (0, 30)


async def test_a_server_that_never_answers_is_left_in_time(tmp_path: Path) -> None:
    seen = await outcome(tmp_path, None, 2_000.0, seconds=0.2)
    assert (seen.answered, seen.unanswered) == (0, 40)
