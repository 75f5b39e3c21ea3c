"""The courier: empties the outbox. At least once; the receiver can tell a repeat."""

import asyncio
import logging
from collections.abc import Mapping

from habeas.commands.context import Context
from habeas.core.time import SECOND_MS, Millis
from habeas.doorbell.local import Listener, open_listener
from habeas.notify import Accepted, Answer, Channel, Notice, Refused, Retry
from habeas.store import notices
from habeas.store.notices import Claim, Outcome
from habeas.work.loop import look_when_due

log = logging.getLogger("habeas")

# A claim lasts as long as the sending may take, and this much longer, until the outcome is written.
CLAIM_MARGIN_S = 5


class Courier:
    """Each channel sends so many notices at once, and waits for no other channel.

    `look()` begins to send what is due, `step()` also waits for what comes of it, for tests; `run()` goes on
    until cancelled.
    """

    def __init__(self, ctx: Context, channels: Mapping[str, Channel] | None = None) -> None:
        """`channels` by name; without them only who has a live stream open can be reached."""
        self._ctx = ctx
        self._limits = ctx.settings.limits
        self._channels = channels or {ctx.channel.name: ctx.channel}
        self._tasks: dict[str, set[asyncio.Task[None]]] = {name: set() for name in self._channels}

    async def run(self) -> None:
        """Send at every ring, when something is due, and when a channel has room again."""
        await self.begin()
        try:
            with open_listener(self._ctx.doorbell) as listener:
                await look_when_due(self._ctx, listener, lambda: self._look_for(listener), self._next_at)
        finally:
            await self.stop()

    async def begin(self) -> None:
        """What another courier claimed and did not finish is due at once."""
        await self._ctx.store.write(notices.start_over, [*self._channels], self._ctx.now())

    async def look(self) -> list[asyncio.Task[None]]:
        """Begin to send what is due, as far as there is room; a task ends when its outcome is written.

        Raises what an earlier outcome could not be written for.
        """
        self._forget_finished()
        due_at, now = await self._next_at(), self._ctx.now()
        if due_at is None or due_at > now:
            return []
        until = now + (self._limits.notice_send_seconds + CLAIM_MARGIN_S) * SECOND_MS
        claims = await self._ctx.store.write(notices.claim, self._room(), now, until)
        tasks = [(claim, asyncio.create_task(self._deliver(claim))) for claim in claims]
        for claim, task in tasks:
            self._tasks[claim.channel].add(task)
        return [task for _, task in tasks]

    async def step(self) -> None:
        while tasks := await self.look():
            await asyncio.wait(tasks)

    async def stop(self) -> None:
        """Give up what is under way: whoever begins after this one sends it again."""
        tasks = [task for tasks in self._tasks.values() for task in tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _look_for(self, listener: Listener) -> None:
        for task in await self.look():
            task.add_done_callback(lambda _: listener.ring())

    async def _next_at(self) -> Millis | None:
        """When a channel that has room has something to send."""
        return await self._ctx.store.read(notices.next_at, [*self._room()])

    def _room(self) -> dict[str, int]:
        room = {name: self._limits.notice_workers - len(tasks) for name, tasks in self._tasks.items()}
        return {name: most for name, most in room.items() if most > 0}

    def _forget_finished(self) -> None:
        for tasks in self._tasks.values():
            for task in [task for task in tasks if task.done()]:
                tasks.remove(task)
                if not task.cancelled():
                    task.result()

    async def _deliver(self, claim: Claim) -> None:
        answer = await self._send(claim)
        now = self._ctx.now()
        await self._ctx.store.write(notices.record, self._outcome(claim, answer, now), now)

    def _outcome(self, claim: Claim, answer: Answer, now: Millis) -> Outcome:
        match answer:
            case Accepted():
                return Outcome(claim, "accepted")
            case Retry() if claim.attempt < self._limits.notice_attempts:
                return Outcome(claim, "queued", now + self._limits.notice_retry_seconds * SECOND_MS)
            case Retry() | Refused():
                return Outcome(claim, "failed")

    async def _send(self, claim: Claim) -> Answer:
        """A channel may hang or raise: that is no fault of the service, and the next attempt may succeed."""
        try:
            async with asyncio.timeout(self._limits.notice_send_seconds):
                return await self._channels[claim.channel].send(Notice(claim.notice_id, claim.counsel))
        except TimeoutError:
            return Retry("no answer in time")
        except Exception as fault:  # noqa: BLE001 - its message may quote what was sent: its kind alone is told
            log.warning("the channel %s failed: %s", claim.channel, type(fault).__name__)
            return Retry(type(fault).__name__)
