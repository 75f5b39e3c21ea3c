"""The courier: empties the outbox. At least once; the receiver can tell a repeat."""

import asyncio
from collections.abc import Mapping

from habeas.commands.context import Context
from habeas.core.time import SECOND_MS, Millis
from habeas.notify import Accepted, Answer, Channel, Notice, Refused, Retry
from habeas.store import notices
from habeas.store.notices import Attempt, Due
from habeas.work.loop import look_when_due


class Courier:
    """`step()` sends what is due once, for tests; `run()` sends until cancelled."""

    def __init__(self, ctx: Context, channels: Mapping[str, Channel] | None = None) -> None:
        """`channels` by name; without them only who has a live stream open can be reached."""
        self._ctx = ctx
        self._channels = channels or {ctx.channel.name: ctx.channel}

    async def run(self) -> None:
        """Send at every ring, and when a retry is due."""
        await look_when_due(self._ctx, self.step, notices.next_at)

    async def step(self) -> None:
        """One round: a bounded number of notices; a stuck one never holds up the next."""
        now = self._ctx.now()
        due = await self._ctx.store.read(notices.due, now, self._ctx.settings.limits.notices_per_round)
        if due:
            attempts = await asyncio.gather(*(self._try(one, now) for one in due))
            await self._ctx.store.write(notices.tried, attempts, now)

    async def _try(self, due: Due, now: Millis) -> Attempt:
        match await self._send(due):
            case Accepted():
                return Attempt(due.notice_id, "accepted", None)
            case Retry() if due.attempts + 1 < self._ctx.settings.limits.notice_attempts:
                again = now + self._ctx.settings.limits.notice_retry_seconds * SECOND_MS
                return Attempt(due.notice_id, "queued", again)
            case _:
                return Attempt(due.notice_id, "failed", None)

    async def _send(self, due: Due) -> Answer:
        channel = self._channels.get(due.channel)
        if channel is None:
            return Refused("no such channel")
        try:
            async with asyncio.timeout(self._ctx.settings.limits.notice_send_seconds):
                return await channel.send(Notice(due.notice_id, due.counsel))
        except TimeoutError:
            return Retry("no answer in time")
