"""Counsel who watch, and presses that reach them: when was the offer on a counsel's stream?

`python -m bench.watch` reads one Watch (JSON) from its input and writes one Seen (JSON). Each round presses
at a steady pace; the person takes the call back as soon as it was offered, so that counsel are free again.
"""

import asyncio
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import cast

import msgspec
import uvloop
from msgspec import Struct

PATIENCE_S = 10.0
OFFERED = re.compile(rb'"offer_id":"[^"]{22}","case_id":"([^"]{22})"')


class Sent(Struct, frozen=True):
    """A press and its cancellation, as whole HTTP requests."""

    case_id: str
    press: bytes
    cancel: bytes


class LoadPlan(Struct, frozen=True, kw_only=True):
    """cookies: one a stream. rate: presses a second. rounds: lists of presses."""

    port: int
    cookies: list[str]
    rate: float
    rounds: list[list[Sent]]


class Seen(Struct, frozen=True):
    """Of each round, from sending the press to the first counsel's offer: milliseconds, sorted; and how many
    were offered to nobody in time."""

    waits_ms: list[list[float]]
    missed: int


def run(watch: LoadPlan, seconds: float) -> Seen:
    """In a process of its own. Raises CalledProcessError, TimeoutExpired."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.watch"],
        input=msgspec.json.encode(watch),
        stdout=subprocess.PIPE,
        timeout=seconds,
        check=True,
    )
    return msgspec.json.decode(done.stdout, type=Seen)


class Offers:
    """When each case was first seen in any stream."""

    def __init__(self) -> None:
        self._seen: dict[str, asyncio.Future[float]] = {}

    def expect(self, case_id: str) -> asyncio.Future[float]:
        return self._seen.setdefault(case_id, asyncio.get_running_loop().create_future())

    def saw(self, case_id: str, now: float) -> None:
        waiting = self._seen.get(case_id)
        if waiting is not None and not waiting.done():
            waiting.set_result(now)


class Stream(asyncio.Protocol):
    """One counsel's live stream. `open` is set when it has begun."""

    def __init__(self, cookie: str, offers: Offers) -> None:
        self._cookie = cookie
        self._offers = offers
        self._rest = b""
        self.open = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        lines = ("GET /v1/counsel/live HTTP/1.1", "Host: localhost", f"Cookie: habeas_session={self._cookie}")
        cast(asyncio.WriteTransport, transport).write("\r\n".join(lines).encode() + b"\r\n\r\n")

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        whole, end, self._rest = (self._rest + data).rpartition(b"\n\n")
        if end and b"event: counsel" in whole:
            self.open.set()
        for case_id in OFFERED.findall(whole):
            self._offers.saw(case_id.decode(), now)


class Line(asyncio.Protocol):
    """A kept connection for presses and cancellations; what comes back is not waited for."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.WriteTransport, transport)


async def _watch(watch: LoadPlan) -> Seen:
    offers, loop = Offers(), asyncio.get_running_loop()
    streams = [Stream(cookie, offers) for cookie in watch.cookies]
    for stream in streams:
        await loop.create_connection(lambda each=stream: each, "127.0.0.1", watch.port)  # type: ignore[misc]
    async with asyncio.timeout(PATIENCE_S * 3):
        await asyncio.gather(*(stream.open.wait() for stream in streams))
    rounds = [await _round(watch, offers, sent) for sent in watch.rounds]
    waits = [sorted(wait for wait in one if wait is not None) for one in rounds]
    return Seen(waits, sum(wait is None for one in rounds for wait in one))


async def _round(watch: LoadPlan, offers: Offers, presses: Sequence[Sent]) -> list[float | None]:
    began, tasks = time.perf_counter(), []
    for number, sent in enumerate(presses):
        await asyncio.sleep(max(0.0, began + number / watch.rate - time.perf_counter()))
        tasks.append(asyncio.create_task(_press(watch.port, offers, sent)))
    return await asyncio.gather(*tasks)


async def _press(port: int, offers: Offers, sent: Sent) -> float | None:
    """Milliseconds from sending to being seen; None when nobody saw it in time."""
    seen = offers.expect(sent.case_id)
    _, line = await asyncio.get_running_loop().create_connection(Line, "127.0.0.1", port)
    began = time.perf_counter()
    line.transport.write(sent.press)
    try:
        return (await asyncio.wait_for(seen, PATIENCE_S) - began) * 1_000
    except TimeoutError:
        return None
    finally:
        line.transport.write(sent.cancel)
        asyncio.get_running_loop().call_later(PATIENCE_S, line.transport.close)


def main() -> None:
    watch = msgspec.json.decode(sys.stdin.buffer.read(), type=LoadPlan)
    sys.stdout.buffer.write(msgspec.json.encode(uvloop.run(_watch(watch))))


if __name__ == "__main__":
    main()
