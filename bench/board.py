"""How deciding grows with the board: five times the cases must be about five times the work, not 25 times."""

import asyncio
import gc
import time
from contextlib import AbstractContextManager
from pathlib import Path
from secrets import token_bytes

from bench.durable import Told
from bench.figures import Figures, figure, middle
from bench.instance import CLEARS, Instances
from habeas.commands.context import Context
from habeas.core.board import Board
from habeas.core.decide import decide
from habeas.core.states import Case, Need, Urgency, new_case
from habeas.core.time import Millis
from habeas.gc_tuning import tune_garbage_collection
from habeas.sealed.ids import b64
from habeas.settings import load
from habeas.store import board as rows
from habeas.store.intake import NewCase, open_cases
from habeas.store.tx import Tx
from habeas.wire import open_instance
from habeas.work.board_cache import BoardCache
from habeas.work.clerk import Clerk

COUNSEL = 200
FEW, MANY = 2_000, 10_000
SLOTS = 17
ENVELOPES = ("c" * 6_000, "f" * 2_200, ("k" * 600, "k" * 850, "k" * 600))
LOOKS = 20
AGAIN = 3


class Desk:
    """A board of open cases that nobody on duty can open, and a clerk who has settled it."""

    def __init__(self, ctx: Context, admitted: frozenset[str]) -> None:
        self._ctx = ctx
        self._clerk = Clerk(ctx)
        self._admitted = admitted

    async def fill(self, cases: int) -> None:
        strange = frozenset(b64(token_bytes(16)) for _ in range(SLOTS))
        await self._ctx.store.write(_open, [self._new(strange) for _ in range(cases)])
        await self._settle()

    async def deciding_s(self) -> float:
        """Seconds of this thread for one decision on the settled board; the least of a few."""
        board_cache = BoardCache(self._ctx.settings.capacity, self._ctx.settings.ways)
        board_cache.take(await self._ctx.store.read(rows.board_delta, None))
        board, now = board_cache.board(), self._ctx.now()
        # A serving clerk keeps its board: the collector has been over it long ago.
        gc.collect()
        return min(_timed(board, now) for _ in range(AGAIN))

    async def looking_s(self) -> float:
        """Seconds of this process for the clerk's look after one press: reading, deciding, writing."""
        await self._ctx.store.write(_open, [self._new(self._admitted)])
        began = time.process_time()
        await self._clerk.step()
        took = time.process_time() - began
        await self._settle()
        return took

    async def _settle(self) -> None:
        for _ in range(LOOKS):
            await self._clerk.step()

    def _new(self, admitted: frozenset[str]) -> NewCase:
        return NewCase(_case(self._ctx, admitted), b64(token_bytes(32)), *ENVELOPES)


def measure(instances: Instances, rounds: int, told: Told) -> Figures:
    """Counted in seconds of the processor, so that other work on the machine disturbs little."""
    admitted = frozenset(list(instances.prepared(COUNSEL).keys)[:SLOTS])
    few, many = instances.copy(COUNSEL), instances.copy(COUNSEL)
    return asyncio.run(_measure(few, many, admitted, rounds, told))


async def _measure(few: Path, many: Path, admitted: frozenset[str], rounds: int, told: Told) -> Figures:
    with _opened(few) as of_few, _opened(many) as of_many:
        small, large = Desk(of_few, admitted), Desk(of_many, admitted)
        await small.fill(FEW)
        await large.fill(MANY)
        tune_garbage_collection()
        seen = []
        for _ in range(rounds):
            decided = (await small.deciding_s(), await large.deciding_s())
            looked = (await small.looking_s(), await large.looking_s())
            told(
                f"deciding {decided[0] * 1e3:.0f} and {decided[1] * 1e3:.0f} ms, "
                f"a look {looked[0] * 1e3:.0f} and {looked[1] * 1e3:.0f} ms"
            )
            seen.append((*decided, *looked))
    return {
        "decide_2000_cases": figure(middle(one[0] for one in seen) * 1e3, "ms of processor"),
        "decide_10000_of_2000": figure(middle(one[1] / one[0] for one in seen), "times", "<= 8"),
        "look_2000_cases": figure(middle(one[2] for one in seen) * 1e3, "ms of processor"),
        "look_10000_of_2000": figure(middle(one[3] / one[2] for one in seen), "times", "<= 8"),
    }


def _timed(board: Board, now: Millis) -> float:
    began = time.thread_time()
    decide(board, now)
    return time.thread_time() - began


def _opened(settings: Path) -> AbstractContextManager[Context]:
    return open_instance(load(settings))


def _open(tx: Tx, items: list[NewCase]) -> None:
    open_cases(tx, items)


def _case(ctx: Context, admitted: frozenset[str]) -> Case:
    clear = CLEARS[0]
    return new_case(
        case_id=b64(token_bytes(16)),
        area=clear.area,
        need=Need(clear.need),
        urgency=Urgency(clear.urgency),
        language=clear.language,
        admitted=admitted,
        plan=ctx.settings.plan,
        now=ctx.now(),
    )
