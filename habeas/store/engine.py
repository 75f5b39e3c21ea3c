"""The two doors to the database: `write` (one thread, group commit) and `read` (a few connections)."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from copy import copy
from typing import Any, TypeVar, TypeVarTuple

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from habeas.store import sqlite
from habeas.store.tx import Tx
from habeas.store.writer import Writer, WriteRequest

Ts = TypeVarTuple("Ts")
R = TypeVar("R")
Item = TypeVar("Item")

TRANSACTION_JOBS = 256
READERS = 4


class Unavailable(Exception):
    """The database cannot be used now (a full disk, say) and nothing was changed. Says the driver's code."""


class Store:
    """Functions given to it are plain and synchronous and live in `habeas/store`. Use from one event loop."""

    def __init__(self, url: str, *, group_commit: bool = True) -> None:
        """`url` as SQLAlchemy has it: sqlite:///path."""
        self._writing = sqlite.open_engine(url, write=True)
        self._reading = sqlite.open_engine(url, write=False)
        self._writer = Writer(self._writing, group=group_commit, limit=TRANSACTION_JOBS)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="habeas-reader")
        self._mine = threading.local()
        self._opened: list[Connection] = []
        self._check: Callable[[Tx], None] | None = None
        self._writer.start()

    def fence(self, check: Callable[[Tx], None]) -> "Store":
        """The same database, whose every write begins with `check` and is not done where that raises."""
        behind = copy(self)
        behind._check = check
        return behind

    async def write(self, fn: Callable[[Tx, *Ts], R], *args: *Ts) -> R:
        """Run `fn(tx, *args)` in a transaction; its result once that is on disk; raises what it raises."""
        result: R = await self._ask(fn, args, batch=False)
        return result

    async def write_batch(self, fn: Callable[[Tx, list[Item]], list[R]], item: Item) -> R:
        """As `write`, but items of one `fn` that wait together reach it as one list; one result each."""
        result: R = await self._ask(fn, (item,), batch=True)
        return result

    async def read(self, fn: Callable[[Connection, *Ts], R], *args: *Ts) -> R:
        """Run `fn(conn, *args)` in one read transaction: all its queries see the same moment."""
        loop = asyncio.get_running_loop()
        with _available():
            return await loop.run_in_executor(self._readers, self._read, fn, args)

    async def flush_deleted(self) -> bool:
        """Make what was deleted vanish from the log too; False when a reader stood in the way: call again."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, sqlite.flush_deleted, self._writing)

    def close(self) -> None:
        """Commit what was asked for, then let the files go."""
        self._writer.stop()
        self._readers.shutdown()
        for conn in self._opened:
            conn.close()
        self._reading.dispose()
        self._writing.dispose()

    async def _ask(self, fn: Callable[..., Any], args: tuple[Any, ...], *, batch: bool) -> Any:
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._writer.ask(WriteRequest(_with_check(self._check, fn), args, batch, future))
        with _available():
            return await future

    def _read(self, fn: Callable[..., R], args: tuple[Any, ...]) -> R:
        conn: Connection | None = getattr(self._mine, "conn", None)
        if conn is None:
            conn = self._mine.conn = self._reading.connect()
            self._opened.append(conn)
        with conn.begin():
            return fn(conn, *args)


def _with_check(check: Callable[[Tx], None] | None, fn: Callable[..., R]) -> Callable[..., R]:
    if check is None:
        return fn

    def job(tx: Tx, *args: Any) -> R:
        check(tx)
        return fn(tx, *args)

    return job


@contextmanager
def _available() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise Unavailable(getattr(error.orig, "sqlite_errorname", type(error.orig).__name__)) from error
