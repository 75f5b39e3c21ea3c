"""The leader: of all processes on one database, the one that runs the loops."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace

from habeas.commands.context import Context
from habeas.commands.errors import Unavailable
from habeas.core.time import SECOND_MS, Millis
from habeas.sealed.ids import b64
from habeas.store import leases
from habeas.store.leases import Lease, LeaseLost
from habeas.work.loop import LoopEnded, Run, run_together

log = logging.getLogger("habeas")

NAME = "work"
SPAN_MS: Millis = 4 * SECOND_MS
KEEP_S = 1.5
LOOK_S = 1.0
HOLDER_BYTES = 16

WAIT_LINE = (
    "another process decides on this database: this one serves pages and requests, decides nothing, "
    "and takes over when that one is gone"
)
TAKEOVER_LINE = "the other process is gone: this one decides now"
LOSS_LINE = "another process has taken over: this one decides no more"


class Leader:
    """Runs `loops` while it holds the lease. What they write through their context is written while nobody
    else has taken it, or not at all. `take`, `keep` and `release` are the steps, for tests.
    """

    def __init__(self, ctx: Context, loops: Callable[[Context], Mapping[str, Run]]) -> None:
        self._ctx = ctx
        self._loops = loops
        self._holder = b64(ctx.random(HOLDER_BYTES))

    async def run(self) -> None:
        """Goes on until cancelled; then another process may take over at once. Raises LoopEnded."""
        while True:
            lease = await self._until_taken()
            try:
                await self._lead(lease)
            finally:
                await self.release(lease)

    async def take(self) -> Lease | None:
        """None while another process holds the lease."""
        if await self._free_in_s() > 0:
            return None
        now = self._ctx.clock.now()
        return await self._ctx.store.write(leases.take, NAME, self._holder, now, SPAN_MS)

    def fence(self, lease: Lease) -> Context:
        """Whoever writes through it writes as the holder of this lease. Its writes raise LeaseLost."""
        return replace(self._ctx, store=self._ctx.store.fence(lambda tx: leases.check(tx, lease)))

    async def keep(self, lease: Lease) -> None:
        """Hold it for the whole span from now. Raises LeaseLost."""
        await self._ctx.store.write(leases.keep, lease, self._ctx.clock.now() + SPAN_MS)

    async def release(self, lease: Lease) -> None:
        """Where the database cannot be used it runs out by itself."""
        try:
            await self._ctx.store.write(leases.release, lease)
        except Unavailable as fault:
            log.error("the lease runs out by itself: %s", fault)

    async def _until_taken(self) -> Lease:
        if lease := await self.take():
            return lease
        log.warning(WAIT_LINE)
        while not (lease := await self.take()):
            await asyncio.sleep(min(LOOK_S, await self._free_in_s()))
        log.warning(TAKEOVER_LINE)
        return lease

    async def _lead(self, lease: Lease) -> None:
        try:
            await run_together({**self._loops(self.fence(lease)), "lease": lambda: self._keep_on(lease)})
        except LoopEnded as end:
            if not isinstance(end.__cause__, LeaseLost):
                raise
            log.warning(LOSS_LINE)

    async def _keep_on(self, lease: Lease) -> None:
        while True:
            await asyncio.sleep(KEEP_S)
            await self.keep(lease)

    async def _free_in_s(self) -> float:
        now = self._ctx.clock.now()
        return await self._ctx.store.read(leases.free_in, NAME, now, SPAN_MS) / SECOND_MS
