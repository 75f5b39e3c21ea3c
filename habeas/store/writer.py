"""The one thread that writes. All jobs that wait are committed together: one flush to disk serves them all.

Durable before answered: a future is resolved only after COMMIT. Each job has a savepoint of its own, so that
one job's failure takes back its own work only. Consecutive items of a batch function reach it as one list.
"""

import asyncio
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from queue import Empty, SimpleQueue
from typing import Any

from sqlalchemy import Connection, Engine

from habeas.store.tx import Tx

Job = Callable[..., Any]


@dataclass(frozen=True, slots=True, eq=False)
class WriteRequest:
    """A job that waits: `fn(tx, *args)`, or one item for the batch function `fn(tx, items)`."""

    fn: Job
    args: tuple[Any, ...]
    batch: bool
    future: asyncio.Future[Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    request: WriteRequest
    result: Any
    error: BaseException | None


class Writer:
    """`limit` bounds a transaction; with `group` off every job is committed alone."""

    def __init__(self, engine: Engine, *, group: bool, limit: int) -> None:
        self._engine = engine
        self._limit = limit if group else 1
        self._queue: SimpleQueue[WriteRequest | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="habeas-writer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def ask(self, request: WriteRequest) -> None:
        self._queue.put(request)

    def stop(self) -> None:
        """Finish what was asked before, then end the thread."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        with self._engine.connect() as conn:
            while (waiting := self._take()) is not None:
                _resolve(_commit(conn, waiting))

    def _take(self) -> list[WriteRequest] | None:
        """All that wait, at least one; None at the end."""
        first = self._queue.get()
        if first is None:
            return None
        waiting = [first]
        while len(waiting) < self._limit:
            try:
                more = self._queue.get_nowait()
            except Empty:
                break
            if more is None:
                self._queue.put(None)
                break
            waiting.append(more)
        return waiting


def _commit(conn: Connection, waiting: Sequence[WriteRequest]) -> list[Outcome]:
    """One transaction for all. When the commit itself fails, all of them failed."""
    try:
        with conn.begin():
            return _run_all(Tx(conn), waiting)
    except Exception as error:  # noqa: BLE001 - handed to each caller, who raises it
        conn.invalidate()  # a COMMIT that failed may have left the transaction open: the next begins anew
        return [Outcome(request, None, error) for request in waiting]


def _run_all(tx: Tx, waiting: Sequence[WriteRequest]) -> list[Outcome]:
    outcomes: list[Outcome] = []
    for (batch, fn), requests in groupby(waiting, key=lambda request: (request.batch, request.fn)):
        group = list(requests)
        outcomes += _run_batch(tx, fn, group) if batch else [_run_alone(tx, request) for request in group]
    return outcomes


def _run_alone(tx: Tx, request: WriteRequest) -> Outcome:
    try:
        with tx.savepoint():
            result = request.fn(tx, [request.args[0]])[0] if request.batch else request.fn(tx, *request.args)
    except Exception as error:  # noqa: BLE001 - handed to the caller, who raises it
        return Outcome(request, None, error)
    return Outcome(request, result, None)


def _run_batch(tx: Tx, fn: Job, group: list[WriteRequest]) -> list[Outcome]:
    """The whole list at once; if that raises, one by one, so that a bad item fails alone."""
    try:
        with tx.savepoint():
            results = fn(tx, [request.args[0] for request in group])
    except Exception:  # noqa: BLE001 - each item runs again and reports its own error
        return [_run_alone(tx, request) for request in group]
    return [Outcome(request, result, None) for request, result in zip(group, results, strict=True)]


def _resolve(outcomes: Iterable[Outcome]) -> None:
    """Wake each event loop once, whatever the number of its jobs."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Outcome]] = {}
    for outcome in outcomes:
        by_loop.setdefault(outcome.request.future.get_loop(), []).append(outcome)
    for loop, group in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_hand_over, group)


def _hand_over(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        future = outcome.request.future
        if future.done():  # the caller went away; what was committed stays committed
            continue
        if outcome.error is None:
            future.set_result(outcome.result)
        else:
            future.set_exception(outcome.error)
