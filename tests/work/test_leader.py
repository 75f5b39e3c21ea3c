"""Of two processes on one database one decides; whoever was put aside writes nothing more."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Connection, Row

from habeas.client.seal.keys import MemberKeys, make_member
from habeas.commands import cancel, drills, login
from habeas.commands.context import Context
from habeas.core.time import DAY_MS, HOUR_MS
from habeas.store import drills as drill_rows
from habeas.store.leases import Lease, LeaseLost
from habeas.store.tables import metadata
from habeas.store.tx import Tx
from habeas.work.checkin_loop import CheckInLoop
from habeas.work.clerk import Clerk
from habeas.work.courier import Courier
from habeas.work.janitor import Janitor
from habeas.work.leader import LOSS_LINE, SPAN_MS, WAIT_LINE, Leader
from habeas.work.loop import LoopEnded, Run
from tests.commands.test_check_in import Armed
from tests.fakes.clock import VirtualClock
from tests.fakes.town import Town


async def take_over(ctx: Context, keys: MemberKeys) -> None:
    await drills.take_over(ctx, keys.seal_public, keys.sign_public)


LOOPS: dict[str, Callable[[Context], Callable[[], Awaitable[None]]]] = {
    "clerk": lambda ctx: Clerk(ctx).step,
    "courier": lambda ctx: Courier(ctx).step,
    "janitor": lambda ctx: Janitor(ctx).step,
    "check-in loop": lambda ctx: CheckInLoop(ctx).step,
    "drill counsel": lambda ctx: partial(take_over, ctx, make_member()),
}


def no_loops(_: Context) -> Mapping[str, Run]:
    return {}


@pytest.fixture
def here(town: Town) -> Leader:
    return Leader(town.ctx, no_loops)


@pytest.fixture
def there(elsewhere: Town) -> Leader:
    return Leader(elsewhere.ctx, no_loops)


async def taken(leader: Leader) -> Lease:
    lease = await leader.take()
    assert lease is not None
    return lease


async def test_one_holds_it_and_the_other_waits_until_its_time_is_over(
    town: Town, here: Leader, there: Leader
) -> None:
    assert (await taken(here)).epoch == 1
    assert await there.take() is None
    town.clock.advance(SPAN_MS - 1)
    assert await there.take() is None
    town.clock.advance(1)
    assert (await taken(there)).epoch == 2
    assert await here.take() is None


async def test_who_keeps_it_goes_on(town: Town, here: Leader, there: Leader) -> None:
    lease = await taken(here)
    for _ in range(3):
        town.clock.advance(SPAN_MS - 1)
        await here.keep(lease)
    assert await there.take() is None


async def test_a_holder_that_slept_goes_on_unless_another_has_taken_it(
    town: Town, here: Leader, there: Leader
) -> None:
    lease = await taken(here)
    town.clock.advance(HOUR_MS)
    await here.keep(lease)
    town.clock.advance(HOUR_MS)
    await taken(there)
    with pytest.raises(LeaseLost):
        await here.keep(lease)


async def test_what_is_released_can_be_taken_at_once(here: Leader, there: Leader) -> None:
    await here.release(await taken(here))
    assert (await taken(there)).epoch == 2


async def test_releasing_what_was_lost_harms_nobody(town: Town, here: Leader, there: Leader) -> None:
    lost = await taken(here)
    town.clock.advance(SPAN_MS)
    lease = await taken(there)
    await here.release(lost)
    await there.keep(lease)
    assert await here.take() is None


async def test_a_clock_that_was_set_back_keeps_nobody_waiting(elsewhere: Town, here: Leader) -> None:
    await taken(here)
    yesterday = VirtualClock(elsewhere.clock.now() - DAY_MS)
    assert (await taken(Leader(replace(elsewhere.ctx, clock=yesterday), no_loops))).epoch == 2


async def all_due(town: Town) -> None:
    """Something to do for every loop."""
    await town.counsel(1)
    await town.press()
    await town.settle()
    over = await town.press()
    await cancel.cancel(town.ctx, over.proof, over.word())
    await town.settle()
    await Armed(town).arm()
    town.clock.advance(8 * DAY_MS)
    await town.press()


def all_rows(conn: Connection) -> dict[str, list[Row]]:
    return {name: list(conn.execute(table.select())) for name, table in metadata.tables.items()}


@pytest.mark.parametrize("loop", LOOPS)
async def test_a_loop_of_who_was_put_aside_writes_nothing(
    town: Town, here: Leader, there: Leader, loop: str
) -> None:
    await all_due(town)
    step = LOOPS[loop](here.fence(await taken(here)))
    town.clock.advance(SPAN_MS)
    await taken(there)
    before = await town.ctx.store.read(all_rows)
    with pytest.raises(LeaseLost):
        await step()
    assert await town.ctx.store.read(all_rows) == before


@pytest.mark.parametrize("loop", LOOPS)
async def test_the_holders_loops_write(town: Town, here: Leader, loop: str) -> None:
    await all_due(town)
    before = await town.ctx.store.read(all_rows)
    lease = await taken(here)
    step = LOOPS[loop](here.fence(lease))
    await step()
    await here.release(lease)
    assert {**await town.ctx.store.read(all_rows), "lease": []} != {**before, "lease": []}


async def test_the_drill_counsel_of_a_living_process_is_not_struck_off(
    town: Town, elsewhere: Town, here: Leader, there: Leader
) -> None:
    lease, keys = await taken(here), make_member()
    await take_over(here.fence(lease), keys)
    with pytest.raises(LeaseLost):
        await take_over(there.fence(Lease(lease.name, lease.epoch - 1)), make_member())
    row = await town.ctx.store.read(drill_rows.drill_counsel, town.ctx.now())
    assert row is not None
    assert row.fingerprint == keys.kid
    assert await login.open_session(elsewhere.ctx, keys.kid)


class Probe:
    """A loop that tells when it runs, and writes or fails when it is let."""

    def __init__(self) -> None:
        self.began, self.ended, self.go = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.fails = False

    def loops(self, ctx: Context) -> Mapping[str, Run]:
        async def run() -> None:
            self.began.set()
            try:
                await self.go.wait()
                assert not self.fails
                await ctx.store.write(nothing)
            finally:
                self.ended.set()

        return {"probe": run}


def nothing(_: Tx) -> None:
    """The fence alone."""


class Log(logging.Handler):
    """What was logged, until some words were."""

    def __init__(self, until: str) -> None:
        super().__init__()
        self.until, self.reached = until, asyncio.Event()
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
        if self.messages[-1] == self.until:
            self.reached.set()


async def test_who_is_put_aside_stops_its_loops_says_so_and_waits(town: Town, there: Leader) -> None:
    probe, log = Probe(), Log(WAIT_LINE)
    logging.getLogger("habeas").addHandler(log)
    running = asyncio.create_task(Leader(town.ctx, probe.loops).run())
    await probe.began.wait()
    town.clock.advance(SPAN_MS)
    await taken(there)
    probe.go.set()
    await probe.ended.wait()
    await log.reached.wait()
    logging.getLogger("habeas").removeHandler(log)
    running.cancel()
    await asyncio.wait((running,))
    assert log.messages == [LOSS_LINE, WAIT_LINE]


async def test_who_is_told_to_stop_lets_another_begin_at_once(town: Town, there: Leader) -> None:
    probe = Probe()
    running = asyncio.create_task(Leader(town.ctx, probe.loops).run())
    await probe.began.wait()
    assert await there.take() is None
    running.cancel()
    await asyncio.wait((running,))
    assert probe.ended.is_set()
    assert (await taken(there)).epoch == 2


async def test_a_loop_that_fails_ends_the_leader_and_lets_another_begin(town: Town, there: Leader) -> None:
    probe = Probe()
    probe.fails = True
    probe.go.set()
    with pytest.raises(LoopEnded, match="probe"):
        await Leader(town.ctx, probe.loops).run()
    assert (await taken(there)).epoch == 2
