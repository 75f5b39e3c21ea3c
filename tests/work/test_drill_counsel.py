"""The process that answers drills, kept by the service: let in, let in anew, replaced when it dies."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

import pytest
from sqlalchemy import delete, update

from habeas.client.api import Api
from habeas.client.person import PersonParty
from habeas.client.seal.keys import make_member
from habeas.client.seal.press import Clear
from habeas.client.trust import Practice
from habeas.commands import drills
from habeas.commands.errors import Refused
from habeas.doorbell.local import open_listener
from habeas.sealed.ids import PublicKey
from habeas.store import drills as rows
from habeas.store.tables import member, session
from habeas.store.tx import Tx
from habeas.work.drill_counsel import KEYS_LIVE_MS, LONG_LIFE_MS, SESSION_PAUSE_S, DrillCounsel
from tests.fakes.processes import Watched, drill_process
from tests.fakes.world import World

DRILL = Clear("centre", "drill", "now", "en")
NOWHERE = PublicKey("A" * 43, "A" * 43)


class Kept:
    """The drill counsel of a world, with a process of its own; `pauses` is how long it would have waited."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.pauses: list[float] = []
        self.counsel = DrillCounsel(world.ctx, world.origin, self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def answers(self, other_than: str | None = None) -> str:
        """As soon as somebody else answers drills; returns who."""
        ctx = self.world.ctx
        with open_listener(ctx.doorbell) as listener:
            while (row := await ctx.store.read(rows.drill_counsel, ctx.now())) is None or (
                row.fingerprint == other_than
            ):
                await listener.wait()
        return str(row.fingerprint)


@asynccontextmanager
async def running(kept: Kept) -> AsyncIterator[None]:
    works = [asyncio.create_task(kept.counsel.run()), asyncio.create_task(kept.world.service.hub.run())]
    try:
        async with asyncio.timeout(60):
            yield
        assert not any(work.done() for work in works)
    finally:
        for work in works:
            work.cancel()
        await asyncio.wait(works)


@pytest.fixture
async def kept(world: World) -> AsyncIterator[Kept]:
    await world.publish()
    made = Kept(world)
    async with running(made):
        yield made


def end_sessions(tx: Tx) -> None:
    tx.conn.execute(delete(session))


async def press(world: World) -> PersonParty:
    http = await world.http()
    person = PersonParty(http, world.clock.now, Practice(Api(http), world.clock.now))
    await person.press(DRILL)
    await world.settle()
    return person


async def accepted(person: PersonParty) -> None:
    async with aclosing(person.live()) as live:
        async for status in live:
            if status.state == "accepted":
                return


async def test_it_answers_a_drill_and_each_of_its_messages_holds(kept: Kept) -> None:
    await kept.answers()
    person = await press(kept.world)
    async with aclosing(person.live()) as live:
        async for status in live:
            if status.messages >= 2:
                break
    assert [message.refused for message in await person.look()] == [None, None]


async def test_it_is_let_in_anew_when_its_session_is_gone(kept: Kept) -> None:
    who = await kept.answers()
    person = await press(kept.world)
    await kept.world.ctx.store.write(end_sessions)
    await accepted(person)
    assert (await person.status()).counsel == who


async def test_who_was_suspended_is_replaced(kept: Kept) -> None:
    def suspend(tx: Tx) -> None:
        values = {"standing": "pending", "changed": tx.number}
        tx.conn.execute(update(member).where(member.c.role == "drill").values(values))

    who = await kept.answers()
    await kept.world.ctx.store.write(suspend)
    kept.world.ctx.doorbell.ring()
    await kept.answers(other_than=who)


async def test_one_that_was_killed_is_replaced_and_its_drill_is_over(kept: Kept) -> None:
    who = await kept.answers()
    person = await press(kept.world)
    await accepted(person)
    os.kill(drill_process(os.getpid()), signal.SIGKILL)
    await kept.answers(other_than=who)
    await kept.world.settle()
    assert (await person.status()).disposition == "expired"
    await accepted(await press(kept.world))


async def test_until_the_next_one_answers_no_drill_is_offered(world: World) -> None:
    kept, paused, go_on = Kept(world), asyncio.Event(), asyncio.Event()

    async def hold(seconds: float) -> None:
        if seconds >= 1:
            paused.set()
            await go_on.wait()

    await world.publish()
    kept.counsel = DrillCounsel(world.ctx, world.origin, hold)
    async with running(kept):
        await kept.answers()
        person = await press(world)
        os.kill(drill_process(os.getpid()), signal.SIGKILL)
        await paused.wait()
        assert (await Api(await world.http()).get("/v1/organisation"))["drill"] is None
        await world.settle()
        assert (await person.status()).disposition == "expired"
        go_on.set()
        await kept.answers()


async def test_the_pause_grows_while_they_die_young(kept: Kept) -> None:
    who = await kept.answers()
    for lives_ms in (0, 0, 0, LONG_LIFE_MS):
        kept.world.clock.advance(lives_ms)
        os.kill(drill_process(os.getpid()), signal.SIGKILL)
        who = await kept.answers(other_than=who)
    assert [pause for pause in kept.pauses if pause != SESSION_PAUSE_S] == [0, 1, 2, 4, 1]


async def test_a_day_later_it_is_replaced(kept: Kept) -> None:
    who = await kept.answers()
    await accepted(await press(kept.world))
    kept.world.clock.advance(KEYS_LIVE_MS)
    await kept.world.ctx.store.write(end_sessions)
    await kept.answers(other_than=who)
    assert set(kept.pauses) == {0, SESSION_PAUSE_S}


async def test_when_it_is_stopped_no_process_is_left(world: World) -> None:
    kept = Kept(world)
    async with running(kept):
        await kept.answers()
        watched = Watched(drill_process(os.getpid()))
    watched.wait_until_gone()
    with pytest.raises(LookupError):
        drill_process(os.getpid())


@pytest.mark.parametrize("bad", ["seal", "sign"])
async def test_keys_that_are_no_points_are_not_let_in(world: World, bad: str) -> None:
    keys = make_member()
    pair = {"seal": keys.seal_public, "sign": keys.sign_public, bad: NOWHERE}
    with pytest.raises(Refused, match="400"):
        await drills.take_over(world.ctx, pair["seal"], pair["sign"])
    assert await world.ctx.store.read(rows.drill_counsel, world.ctx.now()) is None
