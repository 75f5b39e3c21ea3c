"""Open streams: waited for with patience, kept alive, and all ended at once when the service stops."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Final

from habeas.commands.followers import Update

KEEP_ALIVE_S = 15.0
# A stream ends after this long and the client comes back, so that an ended session does not go on listening.
LIFETIME_S = 1_800.0

_END: Final[Update[Any]] = Update(-1, None)


def frame(event: str, update: Update[Any]) -> bytes:
    """One event. JSON has no line breaks of its own, so it is one `data:` line."""
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (update.changed, event.encode(), update.json)


class Streams:
    """All open streams of this process, so that they can be ended at once."""

    def __init__(self) -> None:
        self._open: set[_Stream] = set()
        self._closed = False

    def close(self) -> None:
        """End all streams now, and each new one as soon as it begins."""
        self._closed = True
        for stream in tuple(self._open):
            stream.stop()

    async def frames(self, event: str, updates: AsyncIterator[Update[Any]]) -> AsyncIterator[bytes]:
        """The bytes of one stream. The first comment makes the headers leave even if nothing is new yet."""
        stream = _Stream(updates)
        self._open.add(stream)
        ending = asyncio.get_running_loop().call_later(LIFETIME_S, stream.stop)
        try:
            yield b"retry: 2000\n: open\n\n"
            while not self._closed and (update := await stream.next(KEEP_ALIVE_S)) is not _END:
                yield b": still here\n\n" if update is None else frame(event, update)
        finally:
            ending.cancel()
            self._open.discard(stream)
            await stream.close()


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
