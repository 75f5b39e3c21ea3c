"""The clerk: reads what changed, decides what is due, commits it, rings. It knows only the database."""

import asyncio

from habeas.commands.context import Context
from habeas.core.board import Board, changes
from habeas.core.decide import decide
from habeas.core.settle import apply_actions
from habeas.core.time import SECOND_MS, Millis
from habeas.store import board as rows
from habeas.store import happenings
from habeas.work.desktop import Desktop


class Clerk:
    """One decides for an instance. `step()` is one look, for tests; `run()` goes on until cancelled."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._desktop = Desktop(ctx.settings)
        self._decided: Board | None = None
        self._wake_at: Millis | None = None

    async def run(self) -> None:
        """Look at every ring, and when something is due."""
        listener = self._ctx.doorbell.listen()
        try:
            while True:
                await self.step()
                await listener.wait(self._until_due_s())
        finally:
            self._ctx.doorbell.leave(listener)

    async def step(self) -> None:
        """Read the news; decide unless the board is as it was left and nothing is due yet."""
        news = await self._ctx.store.read(rows.news, self._desktop.since)
        self._desktop.take(news)
        now = self._ctx.now()
        board = self._desktop.board()
        if board == self._decided and not self._is_due(now):
            return
        await self._decide(board, now)

    async def _decide(self, board: Board, now: Millis) -> None:
        # In a thread: a hard board must not keep presses and streams waiting.
        decision = await asyncio.to_thread(decide, board, now)
        after = apply_actions(board, decision.actions, now)
        lost = []
        if decision.actions:
            lost = await self._ctx.store.write(happenings.commit, board, changes(board, after), now)
            self._ctx.doorbell.ring()
        # Where somebody was faster, the ring above brings the next look; a stale board is not remembered.
        self._decided = None if lost else after
        self._wake_at = decision.wake_at

    def _is_due(self, now: Millis) -> bool:
        return self._wake_at is not None and self._wake_at <= now

    def _until_due_s(self) -> float | None:
        if self._wake_at is None:
            return None
        return max(0, self._wake_at - self._ctx.clock.now()) / SECOND_MS
