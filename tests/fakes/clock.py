"""Time that moves only when a test says so."""

from habeas.core.time import Millis

# 2030-01-05 12:00:00 UTC, a Saturday.
NOON: Millis = 1_893_844_800_000


class VirtualClock:
    """A `Clock` that stands still until it is moved."""

    def __init__(self, now: Millis = NOON) -> None:
        self._now = now

    def now(self) -> Millis:
        return self._now

    def advance(self, ms: Millis) -> None:
        """Let `ms` milliseconds pass. Time never goes back."""
        if ms < 0:
            raise ValueError(f"time does not go back by {-ms} ms")
        self._now += ms
