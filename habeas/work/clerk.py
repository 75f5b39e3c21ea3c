"""The clerk: reads what changed, decides what is due, commits it, rings. It knows only the database."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from habeas.commands.context import Context
from habeas.core.actions import Action, Decision, Outlook
from habeas.core.apply_actions import apply_actions
from habeas.core.board import LIVE, Board, Changes, Offer, changes
from habeas.core.config import Config
from habeas.core.decide import decide
from habeas.core.ids import decision_id
from habeas.core.matching import DecisionCache
from habeas.core.states import UNASSIGNED, place_key
from habeas.core.story import Source
from habeas.core.time import SECOND_MS, Millis
from habeas.core.visitors import Visitors
from habeas.doorbell.local import open_listener
from habeas.store import board as rows
from habeas.store import decisions
from habeas.store.decisions import Piece
from habeas.work.board_cache import BoardCache

CASES_AT_ONCE = 100
LOT_BYTES = 8
NO_CHANGES = Changes(cases=(), offers=(), counsel=())
# A look that found so many cases changed is one in a flood: it is followed by a rest of so many times what it
# took, so that a fifth of a core goes into deciding and the other presses are taken. On a busy machine looks
# take longer, and rests must not grow with them: somebody waits for an offer.
FLOOD_CASES = 20
FLOOD_REST = 4
LEAST_PAUSE_S = 0.002
MOST_PAUSE_S = 0.06


class Overview(NamedTuple):
    """What screens show of the whole board; `waiting`: how many cases nobody has yet, by place."""

    outlook: Outlook
    visitors: Visitors
    waiting: Counter[str]


class Plan(NamedTuple):
    """A decision, the board after it, and what is to be written, piece by piece."""

    decision: Decision
    after: Board
    pieces: list[Piece]
    overview: Overview


class Clerk:
    """One decides for an instance. `step()` is one look, for tests; `run()` goes on until cancelled."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        lot = int.from_bytes(ctx.random(LOT_BYTES))
        self._board_cache = BoardCache(ctx.settings.capacity, ctx.settings.ways, lot)
        self._wake_at: Millis | None = None
        self._overview: Overview | None = None
        self._decision_cache = DecisionCache()

    async def run(self) -> None:
        """Look at every ring, and when something is due."""
        with open_listener(self._ctx.doorbell) as listener:
            while True:
                start = self._ctx.clock.now()
                changed_cases = await self.step()
                look_s = (self._ctx.clock.now() - start) / SECOND_MS
                rest_s = min(look_s * FLOOD_REST, MOST_PAUSE_S) if changed_cases >= FLOOD_CASES else 0.0
                await asyncio.sleep(max(LEAST_PAUSE_S, rest_s))
                await listener.wait(self._until_due_s())

    async def step(self) -> int:
        """Read what is new. Decide if there is anything, or if something is due. How many cases changed."""
        board_delta = await self._ctx.store.read(rows.board_delta, self._board_cache.since)
        now = self._ctx.now()
        if self._board_cache.take(board_delta) or self._is_due(now):
            await self._decide(self._board_cache.board(), now)
        return len(board_delta.cases)

    async def _decide(self, board: Board, now: Millis) -> None:
        # In a thread: a hard board must not keep presses and streams waiting.
        config = self._ctx.settings.dispatch
        plan = await asyncio.to_thread(_plan, board, now, config, self._overview, self._decision_cache)
        causes = self._board_cache.causes.event_ids(board, plan.decision)
        source = Source(decision_id(self._board_cache.since, now), causes, plan.decision.reasons)
        conflicts = [await self._commit(board, piece, source, now) for piece in plan.pieces]
        # Where somebody was faster, the ring above brings the next look, and what they wrote is its news.
        if not any(conflicts):
            self._board_cache.adopt(plan.after)
        self._wake_at, self._overview = await self._next_moment(plan.decision, now), plan.overview

    async def _next_moment(self, decision: Decision, now: Millis) -> Millis | None:
        """When to look at the latest: as decided, or as the rows say. A look too early does no harm."""
        stored = await self._ctx.store.read(rows.next_moment, now)
        return min((at for at in (decision.wake_at, stored) if at is not None), default=None)

    async def _commit(self, before: Board, piece: Piece, source: Source, now: Millis) -> list[str]:
        """The cases that somebody else changed first."""
        conflicts = await self._ctx.store.write(decisions.write, before, piece, source, now)
        self._ctx.doorbell.ring()
        return conflicts

    def _is_due(self, now: Millis) -> bool:
        return self._wake_at is not None and self._wake_at <= now

    def _until_due_s(self) -> float | None:
        return None if self._wake_at is None else self._ctx.until_s(self._wake_at)


def _plan(board: Board, now: Millis, config: Config, last: Overview | None, cache: DecisionCache) -> Plan:
    """`last` is what screens show now. Where that has changed it is written with the last piece."""
    decision = decide(board, now, config, cache=cache)
    after = apply_actions(board, decision.actions, now)
    pieces = list(_pieces(board, decision, after))
    overview = Overview(decision.outlook, decision.visitors, _count_waiting(after))
    ringing = _other_counts(after, overview, last) if last else frozenset()
    if ringing or last is None or overview[:2] != last[:2]:
        piece = pieces.pop() if pieces else Piece(NO_CHANGES)
        pieces.append(replace(piece, outlook=overview.outlook, visitors=overview.visitors, ringing=ringing))
    return Plan(decision, after, pieces, overview)


def _pieces(board: Board, decision: Decision, after: Board) -> Iterator[Piece]:
    of_case: dict[str, list[Action]] = {}
    for action in decision.actions:
        of_case.setdefault(action.case_id, []).append(action)
    for part in _parts(board, after):
        cases = {change.case.case_id for change in part.cases} | {offer.case_id for offer in part.offers}
        actions = tuple(action for case_id in sorted(cases) for action in of_case.pop(case_id, ()))
        yield Piece(part, actions)


def _count_waiting(board: Board) -> Counter[str]:
    return Counter(place_key(case) for case in board.cases.values() if case.state in UNASSIGNED)


def _other_counts(board: Board, now: Overview, last: Overview) -> frozenset[str]:
    """Counsel whose phones show how many wait at a place, where that is another number by now."""
    places = {key for key in now.waiting | last.waiting if now.waiting[key] != last.waiting[key]}
    live = (offer for offer in board.offers.values() if offer.state in LIVE and offer.case_id in board.cases)
    return frozenset(offer.counsel for offer in live if place_key(board.cases[offer.case_id]) in places)


def _parts(before: Board, after: Board) -> Iterator[Changes]:
    """What is to be written, some cases at a time with offers and holders, so that presses come between."""
    whole = changes(before, after)
    of_case: dict[str, list[Offer]] = {}
    for offer in whole.offers:
        of_case.setdefault(offer.case_id, []).append(offer)
    for start in range(0, len(whole.cases), CASES_AT_ONCE):
        cases = whole.cases[start : start + CASES_AT_ONCE]
        offers = [offer for change in cases for offer in of_case.pop(change.case.case_id, [])]
        holders = {before.cases[change.case.case_id].counsel for change in cases}
        counsel = [one for one in whole.counsel if one.fingerprint in holders]
        yield Changes(cases=cases, offers=tuple(offers), counsel=tuple(counsel))
    # Offers of cases that the board has left out are only withdrawn.
    if rest := tuple(offer for offers in of_case.values() for offer in offers):
        yield Changes(cases=(), offers=rest, counsel=())
