"""The channel of those who have the page open: their live stream brings the offer itself."""

from collections import Counter

from habeas.notify import Accepted, Answer, Notice, Retry


class LiveChannel:
    """Knows how many live streams each counsel has open in this process. Event loop's thread only."""

    name = "live"

    def __init__(self) -> None:
        self._streams: Counter[str] = Counter()

    def add_stream(self, counsel: str) -> None:
        self._streams[counsel] += 1

    def remove_stream(self, counsel: str) -> None:
        self._streams[counsel] -= 1
        if self._streams[counsel] <= 0:
            del self._streams[counsel]

    async def send(self, notice: Notice) -> Answer:
        """Accepted when a stream of hers is open: the hub writes the offer into it. Else Retry."""
        return Accepted() if self._streams[notice.counsel] > 0 else Retry("no stream is open")
