"""The load: raw HTTP over kept connections, in a process of its own, bounded in count and time.

`python -m bench.load` reads one Plan (JSON) from its input, sends, and writes one Outcome (JSON)
beside the file of requests.
"""

import asyncio
import subprocess
import sys
import time
from collections import deque
from pathlib import Path
from typing import cast

import msgspec
import uvloop
from msgspec import Struct

CONNECT_AT_ONCE = 64
TICK_S = 0.001
# After the last request was due, so long is waited for answers that are still missing.
PATIENCE_S = 10.0


class Plan(Struct, frozen=True, kw_only=True):
    """`requests` names a file of whole HTTP requests (msgpack list of bytes), sent in order, each once.

    rate: requests a second, sent when due whether or not others are answered; None: each connection sends its
    next when it has its answer. bodiless: answers are heads only, as to HEAD. warm: the first so many are not
    measured. seconds: the time it may take.
    """

    port: int
    requests: str
    connections: int
    rate: float | None = None
    bodiless: bool = False
    warm: int = 0
    seconds: float = 10.0


class Outcome(Struct, frozen=True, kw_only=True):
    """answered: 2xx after the warm ones, in `seconds`. failed: other answers. unanswered: none in time.

    waits_ms: of the answered, from when each was due, sorted.
    """

    answered: int
    failed: int
    unanswered: int
    seconds: float
    waits_ms: list[float]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answered / self.seconds if self.seconds else 0.0

    def wait_ms(self, share: float) -> float:
        """The wait that this share of all requests did not exceed; the unanswered count as longest."""
        place = int(share * (self.answered + self.unanswered))
        return self.waits_ms[place] if place < len(self.waits_ms) else PATIENCE_S * 1_000


def write_requests(path: Path, requests: list[bytes]) -> str:
    """The file that a plan names."""
    path.write_bytes(msgspec.msgpack.encode(requests))
    return str(path)


def run(plan: Plan) -> Outcome:
    """Send in a process of its own, and wait for its outcome. Raises CalledProcessError."""
    subprocess.run(
        [sys.executable, "-m", "bench.load"],
        input=msgspec.json.encode(plan),
        timeout=plan.seconds + 3 * PATIENCE_S,
        check=True,
    )
    return msgspec.json.decode(_outcome_file(plan).read_bytes(), type=Outcome)


def _outcome_file(plan: Plan) -> Path:
    return Path(plan.requests).with_suffix(".outcome")


class Sender:
    """Hands out requests, and notes when each was due and answered. Times in seconds of one clock."""

    def __init__(self, plan: Plan, requests: list[bytes]) -> None:
        self._plan = plan
        self._waiting = deque(requests)
        self._back = 0
        self._open = 0
        self._due: deque[float] = deque()
        # In turn, so that none is idle for so long that the service closes it.
        self._idle: deque[Connection] = deque()
        self._waits: list[float] = []
        self._failed = 0
        self._began = 0.0
        self._ended = 0.0
        self.finished = asyncio.Event()

    def offer(self, connection: "Connection") -> None:
        """The connection is free: it takes what is due, or rests."""
        if self._plan.rate is None:
            self._due.append(time.perf_counter())
        if self._due and self._waiting:
            self._send(connection, self._due.popleft())
        else:
            self._idle.append(connection)
            self._check_end()

    def answered(self, due: float, fine: bool) -> None:
        now = time.perf_counter()
        self._open -= 1
        self._back += 1
        if self._back <= self._plan.warm:
            self._began = now
            return
        self._ended = now
        if fine:
            self._waits.append((now - due) * 1_000)
        else:
            self._failed += 1

    async def keep_time(self) -> None:
        """Open loop: at every tick, all that became due meanwhile. Late answers delay nobody."""
        rate = self._plan.rate or 1.0
        start, number, total = time.perf_counter(), 0, len(self._waiting)
        while number < total:
            late = time.perf_counter() - start
            while number < total and number / rate <= late:
                self._due_at(start + number / rate)
                number += 1
            await asyncio.sleep(TICK_S)

    def outcome(self) -> Outcome:
        return Outcome(
            answered=len(self._waits),
            failed=self._failed,
            unanswered=self._open + (len(self._due) if self._plan.rate else 0),
            seconds=max(0.0, self._ended - self._began),
            waits_ms=sorted(self._waits),
        )

    def begin(self) -> None:
        self._began = time.perf_counter()

    def stop(self) -> None:
        """No more is sent."""
        self._waiting.clear()

    def _due_at(self, due: float) -> None:
        self._due.append(due)
        if self._idle:
            self._send(self._idle.popleft(), self._due.popleft())

    def _send(self, connection: "Connection", due: float) -> None:
        self._open += 1
        connection.send(self._waiting.popleft(), due)

    def _check_end(self) -> None:
        if not self._waiting and not self._open:
            self.finished.set()


class Connection(asyncio.Protocol):
    """One request at a time. Answers are small, but may come in pieces."""

    def __init__(self, sender: Sender, bodiless: bool) -> None:
        self._sender = sender
        self._bodiless = bodiless
        self._transport: asyncio.WriteTransport | None = None
        self._got = b""
        self._due = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.WriteTransport, transport)

    def send(self, request: bytes, due: float) -> None:
        assert self._transport is not None
        self._due = due
        self._transport.write(request)

    def close(self) -> None:
        assert self._transport is not None
        self._transport.close()

    def data_received(self, data: bytes) -> None:
        self._got += data
        if whole(self._got, self._bodiless):
            fine = self._got.startswith(b"HTTP/1.1 2")
            self._got = b""
            self._sender.answered(self._due, fine)
            self._sender.offer(self)


def whole(answer: bytes, bodiless: bool = False) -> bool:
    """Whether all of the answer is there."""
    head, blank, body = answer.partition(b"\r\n\r\n")
    if not blank or bodiless:
        return bool(blank)
    length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
    return len(body) >= int(length or 0)


async def load(plan: Plan) -> Outcome:
    """Send in this process, on the running loop; ends when all is answered or the time is over."""
    requests: list[bytes] = msgspec.msgpack.decode(Path(plan.requests).read_bytes())
    sender = Sender(plan, requests)
    loop = asyncio.get_running_loop()
    connections: list[Connection] = []
    for _ in range(plan.connections):
        one = Connection(sender, plan.bodiless)
        await loop.create_connection(lambda each=one: each, "127.0.0.1", plan.port)  # type: ignore[misc]
        connections.append(one)
    sender.begin()
    for connection in connections:
        sender.offer(connection)
    clock = asyncio.create_task(sender.keep_time()) if plan.rate else None
    try:
        async with asyncio.timeout(plan.seconds):
            await sender.finished.wait()
    except TimeoutError:
        sender.stop()
    finally:
        if clock:
            clock.cancel()
        for connection in connections:
            connection.close()
    return sender.outcome()


def main() -> None:
    plan = msgspec.json.decode(sys.stdin.buffer.read(), type=Plan)
    _outcome_file(plan).write_bytes(msgspec.json.encode(uvloop.run(load(plan))))


if __name__ == "__main__":
    main()
