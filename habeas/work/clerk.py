"""The clerk: reads what changed, decides what is due, commits it, rings. It knows only the database."""

import asyncio
from collections.abc import Iterator

from habeas.commands.context import Context
from habeas.core.actions import Decision
from habeas.core.board import Board, Changes, Offer, changes
from habeas.core.decide import decide
from habeas.core.settle import apply_actions
from habeas.core.time import SECOND_MS, Millis
from habeas.store import board as rows
from habeas.store import happenings
from habeas.work.desktop import Desktop

CASES_AT_ONCE = 100
# In a flood each look is followed by a longer rest, up to so many times what the look took: a fifth of a core
# goes into deciding, the rest is for presses. When nobody rang meanwhile, the next ring is answered at once.
# On a busy machine looks take longer, and rests must not grow with them: somebody waits for an offer.
LEAST_PAUSE_S = 0.01
MOST_PAUSE_S = 0.06
MOST_REST = 4


class Clerk:
    """One decides for an instance. `step()` is one look, for tests; `run()` goes on until cancelled."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._desktop = Desktop(ctx.settings)
        self._wake_at: Millis | None = None

    async def run(self) -> None:
        """Look at every ring, and when something is due."""
        listener = self._ctx.doorbell.listen()
        try:
            looks = 0
            while True:
                began = self._ctx.clock.now()
                await self.step()
                took_s = (self._ctx.clock.now() - began) / SECOND_MS
                looks = looks + 1 if listener.rung else 0
                rest_s = min(took_s * min(looks, MOST_REST), MOST_PAUSE_S)
                await asyncio.sleep(max(LEAST_PAUSE_S, rest_s))
                await listener.wait(self._until_due_s())
        finally:
            self._ctx.doorbell.leave(listener)

    async def step(self) -> None:
        """Read the news; decide unless there is none and nothing is due yet."""
        news = await self._ctx.store.read(rows.news, self._desktop.since)
        now = self._ctx.now()
        if self._desktop.take(news) or self._is_due(now):
            await self._decide(self._desktop.board(), now)

    async def _decide(self, board: Board, now: Millis) -> None:
        # In a thread: a hard board must not keep presses and streams waiting.
        decision, after, pieces = await asyncio.to_thread(_decided, board, now)
        lost = [await self._commit(board, piece, now) for piece in pieces]
        # Where somebody was faster, the ring above brings the next look, and what they wrote is its news.
        if not any(lost):
            self._desktop.adopt(after)
        self._wake_at = decision.wake_at

    async def _commit(self, before: Board, piece: Changes, now: Millis) -> list[str]:
        lost = await self._ctx.store.write(happenings.commit, before, piece, now)
        self._ctx.doorbell.ring()
        return lost

    def _is_due(self, now: Millis) -> bool:
        return self._wake_at is not None and self._wake_at <= now

    def _until_due_s(self) -> float | None:
        return None if self._wake_at is None else self._ctx.until_s(self._wake_at)


def _decided(board: Board, now: Millis) -> tuple[Decision, Board, list[Changes]]:
    decision = decide(board, now)
    after = apply_actions(board, decision.actions, now)
    return decision, after, list(_pieces(board, after))


def _pieces(before: Board, after: Board) -> Iterator[Changes]:
    """What is to be written, some cases at a time with their offers, so that presses come between."""
    whole = changes(before, after)
    of_case: dict[str, list[Offer]] = {}
    for offer in whole.offers:
        of_case.setdefault(offer.case_id, []).append(offer)
    for start in range(0, len(whole.cases), CASES_AT_ONCE):
        cases = whole.cases[start : start + CASES_AT_ONCE]
        offers = [offer for change in cases for offer in of_case.pop(change.case.case_id, [])]
        yield Changes(cases=cases, offers=tuple(offers), counsel=())
    # Offers of cases that the board has left out are only withdrawn.
    if rest := tuple(offer for offers in of_case.values() for offer in offers):
        yield Changes(cases=(), offers=rest, counsel=())
