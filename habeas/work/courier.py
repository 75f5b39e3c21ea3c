"""The courier: empties the outbox. At least once; the receiver can tell a repeat."""

from collections.abc import Mapping

from habeas.commands.context import Context
from habeas.core.time import SECOND_MS, Millis
from habeas.notify import Accepted, Notice, Refused, Retry
from habeas.notify.live import LiveChannel
from habeas.store import notices
from habeas.store.notices import Attempt, Due


class Courier:
    """`step()` sends what is due once, for tests; `run()` sends until cancelled."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._channels: Mapping[str, LiveChannel] = {ctx.channel.name: ctx.channel}

    async def run(self) -> None:
        """Send at every ring, and when a retry is due."""
        listener = self._ctx.doorbell.listen()
        try:
            while True:
                await self.step()
                await listener.wait(await self._until_due_s())
        finally:
            self._ctx.doorbell.leave(listener)

    async def step(self) -> None:
        """One round: a bounded number of notices; a stuck one never holds up the next."""
        now = self._ctx.now()
        due = await self._ctx.store.read(notices.due, now, self._ctx.settings.limits.notices_per_round)
        if due:
            attempts = [await self._try(one, now) for one in due]
            await self._ctx.store.write(notices.tried, attempts)

    async def _try(self, due: Due, now: Millis) -> Attempt:
        channel = self._channels.get(due.channel)
        notice = Notice(due.notice_id, due.counsel)
        answer = await channel.send(notice) if channel else Refused("no such channel")
        match answer:
            case Accepted():
                return Attempt(due.notice_id, "accepted", None)
            case Retry() if due.attempts + 1 < self._ctx.settings.limits.notice_attempts:
                again = now + self._ctx.settings.limits.notice_retry_seconds * SECOND_MS
                return Attempt(due.notice_id, "queued", again)
            case _:
                return Attempt(due.notice_id, "failed", None)

    async def _until_due_s(self) -> float | None:
        next_at = await self._ctx.store.read(notices.next_at)
        if next_at is None:
            return None
        return max(0, next_at - self._ctx.clock.now()) / SECOND_MS
