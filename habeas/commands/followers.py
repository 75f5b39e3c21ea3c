"""Who follows what by a live stream, each with a bounded queue of what to tell."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")
Item = tuple[int, T]
First = Callable[[], Awaitable[Item[T]]]


class Follower(Generic[T]):
    """One open stream. `key` is what it follows, `member` who reads it (None: a person)."""

    def __init__(self, key: str, member: str | None, size: int) -> None:
        self.key = key
        self.member = member
        self._items: asyncio.Queue[Item[T] | None] = asyncio.Queue(size)

    def tell(self, item: Item[T]) -> bool:
        """False when it is too slow and was let go."""
        try:
            self._items.put_nowait(item)
        except asyncio.QueueFull:
            self.let_go()
            return False
        return True

    def let_go(self) -> None:
        """End the stream; the client comes back with the last that it has seen."""
        while not self._items.empty():
            self._items.get_nowait()
        self._items.put_nowait(None)

    async def next(self) -> Item[T] | None:
        return await self._items.get()


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

    def tell(self, key: str, item: Item[T]) -> None:
        for follower in self.of(key):
            if not follower.tell(item):
                self._forget(follower)

    def let_go(self, member: str) -> None:
        """All streams that this member reads."""
        for key in self.keys():
            for follower in self.of(key):
                if follower.member == member:
                    follower.let_go()
                    self._forget(follower)

    async def items(
        self, key: str, member: str | None, last: int | None, first: First[T]
    ) -> AsyncGenerator[Item[T], None]:
        """What `first` reads, unless that is `last`; then what is told and is newer than what was given."""
        follower = self._join(key, member)
        try:
            # Registered before reading: what happens meanwhile waits in the queue.
            now = await first()
            # A `last` from the future is of a database that was lost since: what is true now replaces it.
            if now[0] != last:
                yield now
            given = now[0]
            while (item := await follower.next()) is not None:
                if item[0] > given:
                    given = item[0]
                    yield item
        finally:
            self._forget(follower)

    def _join(self, key: str, member: str | None) -> Follower[T]:
        held = self._by_key.setdefault(key, [])
        if len(held) >= self._most:
            held.pop(0).let_go()
        held.append(Follower(key, member, self._size))
        return held[-1]

    def _forget(self, follower: Follower[T]) -> None:
        held = self._by_key.get(follower.key, [])
        if follower in held:
            held.remove(follower)
        if not held:
            self._by_key.pop(follower.key, None)
