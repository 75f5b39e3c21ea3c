"""The janitor: deletes for good what has had its time, and makes coarse what is over."""

import asyncio
from collections.abc import Callable

from habeas.commands.context import Context
from habeas.core.time import DAY_MS, Millis
from habeas.sealed.sizes import ACCESS_LOG_DAYS
from habeas.store import deposits, retention
from habeas.store.tx import Tx

ROUND_S = 600.0
AGAIN_S = 10.0
Job = Callable[[Tx], int]


def count_deposits(tx: Tx) -> int:
    deposits.recount(tx)
    return 0


class Janitor:
    """`step()` is one round, for tests; `run()` goes round until cancelled."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._unflushed = True

    async def run(self) -> None:
        """A round every ten minutes, sooner while deleted text may still be on disk."""
        while True:
            await self.step()
            await asyncio.sleep(AGAIN_S if self._unflushed else ROUND_S)

    async def step(self) -> None:
        """Piece by piece, so that presses come between; then empty the log where deleted text lives on."""
        for job in self._jobs(self._ctx.now()):
            while await self._ctx.store.write(job) >= self._ctx.settings.limits.deletions_per_round:
                pass
        # Also what others delete: a check-in that ended well, a file behind call words. A reader may stand in
        # the way: then the next round, which comes soon, tries again.
        self._unflushed = not await self._ctx.store.flush_deleted()

    def _jobs(self, now: Millis) -> tuple[Job, ...]:
        retain, most = self._ctx.settings.retention, self._ctx.settings.limits.deletions_per_round
        return (
            lambda tx: retention.delete_closed(tx, now - retain.closed_days * DAY_MS, most),
            lambda tx: retention.delete_ended(tx, now - retain.closed_days * DAY_MS, most),
            lambda tx: retention.coarsen_closed(tx, most),
            lambda tx: retention.coarsen_audit(tx, now - DAY_MS, most),
            lambda tx: retention.delete_expired(tx, now),
            count_deposits,
            lambda tx: retention.delete_audit(tx, now - retain.audit_days * DAY_MS),
            lambda tx: retention.delete_access_log(tx, now - ACCESS_LOG_DAYS * DAY_MS),
            lambda tx: retention.delete_rosters(tx, retain.rosters_kept),
        )
