"""The lookout: rings in this process for what another one wrote."""

import asyncio

from habeas.commands.context import Context
from habeas.store.board import changed_now

LOOK_S = 1.0


class Lookout:
    """No process hears another's doorbell. So the number of the last transaction is read every second: a ring
    that was lost costs no more than that. `step()` is one look, for tests; `run()` goes on until cancelled.
    """

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._changed: int | None = None

    async def run(self) -> None:
        while True:
            await self.step()
            await asyncio.sleep(LOOK_S)

    async def step(self) -> None:
        """Ring if anything was written since the last look, by whichever process. The first look rings."""
        changed = await self._ctx.store.read(changed_now)
        if changed != self._changed:
            self._changed = changed
            self._ctx.doorbell.ring()
