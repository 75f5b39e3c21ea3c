"""The doorbell inside one process."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Listener:
    """One who waits. Rings while nobody waits are kept as one."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        self._event.set()

    @property
    def pending(self) -> bool:
        """Somebody rang since the last wait ended."""
        return self._event.is_set()

    async def wait(self, timeout_s: float | None = None) -> bool:
        """True when rung, False when `timeout_s` passed first."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._event.wait()
        except TimeoutError:
            return False
        self._event.clear()
        return True


class Doorbell(Protocol):
    """Says "look again". Carries no truth: whoever hears it reads the database."""

    def ring(self) -> None: ...

    def listen(self) -> Listener: ...

    def leave(self, listener: Listener) -> None: ...


@contextmanager
def open_listener(doorbell: Doorbell) -> Iterator[Listener]:
    """A listener for as long as the block runs."""
    listener = doorbell.listen()
    try:
        yield listener
    finally:
        doorbell.leave(listener)


class LocalDoorbell:
    """All listeners are in this process; call from the event loop's thread only."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()

    def ring(self) -> None:
        for listener in self._listeners:
            listener.ring()

    def listen(self) -> Listener:
        listener = Listener()
        self._listeners.add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        self._listeners.discard(listener)
