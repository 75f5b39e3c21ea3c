"""The check-in loop: opens a case where no sign of life came, and ends what people ended by a code."""

from contextlib import suppress

from habeas.commands.context import Context
from habeas.core.time import Millis
from habeas.doorbell.local import open_listener
from habeas.store import checkins, due_checkins
from habeas.store.apply import LostRace
from habeas.work.loop import look_when_due


class CheckInLoop:
    """`step()` is one look, for tests; `run()` goes on until cancelled. The first look finds what came due
    while nobody served.
    """

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    async def run(self) -> None:
        """Look at every ring, and when the next moment has passed."""
        with open_listener(self._ctx.doorbell) as listener:
            await look_when_due(self._ctx, listener, self.step, self._next_at)

    async def step(self) -> None:
        """All that is due at this moment, piece by piece so that presses come between."""
        now, most = self._ctx.now(), self._ctx.settings.limits.check_ins_per_round
        while await self._ctx.store.read(due_checkins.has_due, now):
            await self._run_due(now, most)
            self._ctx.doorbell.ring()

    async def _next_at(self) -> Millis | None:
        return await self._ctx.store.read(checkins.next_at)

    async def _run_due(self, now: Millis, most: int) -> None:
        # Where somebody was faster with one of the cases, all of it is looked at anew.
        with suppress(LostRace):
            await self._ctx.store.write(due_checkins.run_due, self._ctx.settings.plan, now, most)
