"""Open streams: waited for with patience, kept alive, and all ended at once when the service stops."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any, Final

from habeas.commands.errors import Refused
from habeas.commands.followers import Update

KEEP_ALIVE_S = 15.0
# A stream ends after this long and the client comes back, so that an ended session does not go on listening.
LIFETIME_S = 1_800.0
RETRY_S = 60

_END: Final[Update[Any]] = Update(-1, None)


def frame(event: str, update: Update[Any]) -> bytes:
    """One event. JSON has no line breaks of its own, so it is one `data:` line."""
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (update.changed, event.encode(), update.json)


class Streams:
    """All open streams of this process: so many and no more, so many of one source, all ended at once.

    A source is a hash, and forgotten with the last of its streams.
    """

    def __init__(self, most: int, most_each: int) -> None:
        self._most = most
        self._most_each = most_each
        self._open: set[_Stream] = set()
        self._sources: Counter[str] = Counter()
        self._closed = False

    def check_room(self, source: str | None) -> None:
        """Refused 503 when too many are open, 429 when too many of them are this source's."""
        if len(self._open) >= self._most:
            raise _refuse(503, "Everybody's streams are taken")
        if source is not None and self._sources[source] >= self._most_each:
            raise _refuse(429, "Too many streams are open from where you are")

    def close(self) -> None:
        """End all streams now, and each new one as soon as it begins."""
        self._closed = True
        for stream in tuple(self._open):
            stream.stop()

    async def frames(
        self, event: str, updates: AsyncIterator[Update[Any]], source: str | None = None
    ) -> AsyncIterator[bytes]:
        """The bytes of one stream. The first comment makes the headers leave even if nothing is new yet."""
        stream = _Stream(updates)
        self._open.add(stream)
        self._count(source, 1)
        ending = asyncio.get_running_loop().call_later(LIFETIME_S, stream.stop)
        try:
            yield b"retry: 2000\n: open\n\n"
            while not self._closed and (update := await stream.next(KEEP_ALIVE_S)) is not _END:
                yield b": still here\n\n" if update is None else frame(event, update)
        finally:
            ending.cancel()
            self._open.discard(stream)
            self._count(source, -1)
            await stream.close()

    def _count(self, source: str | None, more: int) -> None:
        if source is not None:
            self._sources[source] += more
            if self._sources[source] <= 0:
                del self._sources[source]


def _refuse(status: int, title: str) -> Refused:
    return Refused(
        status,
        "too-many-streams",
        title,
        "Ask for the same without a stream, and for a stream again in a minute.",
        retry_after_s=RETRY_S,
    )


class _Stream:
    """One follower's updates, waited for with patience and stopped from outside."""

    def __init__(self, updates: AsyncIterator[Update[Any]]) -> None:
        self._updates = updates
        self._pending: asyncio.Future[Update[Any]] | None = None
        self._stopped = False

    def stop(self) -> None:
        self._stopped = True
        if self._pending is not None:
            self._pending.cancel()

    async def next(self, timeout_s: float) -> Update[Any] | None:
        """The next update; None when nothing came in `timeout_s`; `_END` when there will be none."""
        if self._stopped:
            return _END
        if self._pending is None:
            self._pending = asyncio.ensure_future(_take(self._updates))
        await asyncio.wait((self._pending,), timeout=timeout_s)
        if not self._pending.done():
            return None
        pending, self._pending = self._pending, None
        return _END if pending.cancelled() else pending.result()

    async def close(self) -> None:
        """Stop waiting and let the source clean up after itself."""
        self.stop()
        if self._pending is not None:
            await asyncio.wait((self._pending,))
        ending = getattr(self._updates, "aclose", None)
        if ending is not None:
            await ending()


async def _take(updates: AsyncIterator[Update[Any]]) -> Update[Any]:
    return await anext(updates, _END)
