"""Who follows what by a live stream, each with a bounded queue of updates."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from functools import cached_property
from typing import Generic, TypeVar

import msgspec

from habeas.commands.context import Member

T = TypeVar("T")


class Update(Generic[T]):
    """`payload` is true as of transaction `changed`. All who follow the same get the same object."""

    def __init__(self, changed: int, payload: T) -> None:
        self.changed = changed
        self.payload = payload

    @cached_property
    def json(self) -> bytes:
        """The payload, encoded once however many follow: a delta of the board can be megabytes."""
        return msgspec.json.encode(self.payload)


First = Callable[[], Awaitable[Update[T] | None]]
"""Reads what is true now; None when the stream must not begin."""


class Follower(Generic[T]):
    """One open stream. `key` is what it follows, `reader` who reads it (None: a person)."""

    def __init__(self, key: str, reader: Member | None, size: int) -> None:
        self.key = key
        self.reader = reader
        self._updates: asyncio.Queue[Update[T] | None] = asyncio.Queue(size)

    def tell(self, update: Update[T]) -> bool:
        """False when it is too slow and was let go."""
        try:
            self._updates.put_nowait(update)
        except asyncio.QueueFull:
            self.let_go()
            return False
        return True

    def let_go(self) -> None:
        """End the stream; the client comes back with the last that it has seen."""
        while not self._updates.empty():
            self._updates.get_nowait()
        self._updates.put_nowait(None)

    async def next(self) -> Update[T] | None:
        return await self._updates.get()


class Followers(Generic[T]):
    """All of one kind, by what they follow: at most `most` each, then the oldest is let go."""

    def __init__(self, size: int, most: int) -> None:
        self._size = size
        self._most = most
        self._by_key: dict[str, list[Follower[T]]] = {}

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def keys(self) -> frozenset[str]:
        return frozenset(self._by_key)

    def of(self, key: str) -> Iterator[Follower[T]]:
        return iter(tuple(self._by_key.get(key, ())))

    def tell(self, key: str, update: Update[T]) -> None:
        for follower in self.of(key):
            if not follower.tell(update):
                self._forget(follower)

    def let_go(self, member: str) -> None:
        """All streams that this member reads."""
        for key in self.keys():
            for follower in self.of(key):
                if follower.reader is not None and follower.reader.fingerprint == member:
                    follower.let_go()
                    self._forget(follower)

    def sessions(self) -> set[str]:
        """By which these streams are read."""
        readers = (follower.reader for key in self.keys() for follower in self.of(key))
        return {reader.session for reader in readers if reader and reader.session}

    def end_sessions(self, ended: set[str]) -> None:
        """End all streams that are read by these sessions."""
        for key in self.keys():
            for follower in self.of(key):
                if follower.reader is not None and follower.reader.session in ended:
                    follower.let_go()
                    self._forget(follower)

    async def updates(
        self, key: str, reader: Member | None, last: int | None, first: First[T]
    ) -> AsyncGenerator[Update[T], None]:
        """What `first` reads, unless that is `last`; then all that is newer than what was given."""
        follower = self._join(key, reader)
        try:
            # Registered before reading: what happens meanwhile waits in the queue.
            present = await first()
            if present is None:
                return
            # A `last` from the future is of a database that was lost since: what is true now replaces it.
            if present.changed != last:
                yield present
            given = present.changed
            while (update := await follower.next()) is not None:
                if update.changed > given:
                    given = update.changed
                    yield update
        finally:
            self._forget(follower)

    def _join(self, key: str, reader: Member | None) -> Follower[T]:
        followers = self._by_key.setdefault(key, [])
        if len(followers) >= self._most:
            followers.pop(0).let_go()
        followers.append(Follower(key, reader, self._size))
        return followers[-1]

    def _forget(self, follower: Follower[T]) -> None:
        followers = self._by_key.get(follower.key, [])
        if follower in followers:
            followers.remove(follower)
        if not followers:
            self._by_key.pop(follower.key, None)
