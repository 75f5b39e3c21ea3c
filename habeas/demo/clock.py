"""A clock that can be set back: the demo plays the last hour in a second, then keeps the machine's time."""

from habeas.commands.context import Clock
from habeas.core.time import MINUTE_MS, Millis


class ReplayClock:
    """`real`, set back by some minutes. It only catches up, so time never runs backwards."""

    def __init__(self, real: Clock) -> None:
        self._real = real
        self._behind_ms = 0

    def now(self) -> Millis:
        return self._real.now() - self._behind_ms

    def set_back(self, minutes: float) -> None:
        """Once, before anything is written."""
        self._behind_ms = round(minutes * MINUTE_MS)

    def catch_up(self, minutes: float) -> None:
        """Be behind by `minutes` at most from now on."""
        self._behind_ms = min(self._behind_ms, round(max(minutes, 0) * MINUTE_MS))
