"""Two processes serve one database: one decides, the other takes over, and never do both."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import aclosing, closing
from pathlib import Path

import httpx
import pytest

from habeas.client.person import PersonParty
from habeas.client.responses import Status
from habeas.client.seal.press import Clear
from habeas.wire import SystemClock
from habeas.work.leader import LOSS_LINE, TAKEOVER_LINE, WAIT_LINE
from tests.fakes.child import Child, Prepared, prepare

CLEAR = Clear("centre", "detained", "now", "en")
KILL_MOST_S = 6
STOP_MOST_S = 3
PATIENCE_S = 60


@pytest.fixture
def instance(tmp_path: Path) -> Prepared:
    return prepare(tmp_path / "instance", counsel=6)


@pytest.fixture
def first(instance: Prepared) -> Iterator[Child]:
    """It decides."""
    made = Child(instance.settings, name="first")
    made.start()
    yield made
    made.kill()


@pytest.fixture
def second(instance: Prepared, first: Child) -> Iterator[Child]:
    """It waits."""
    assert first.url
    made = Child(instance.settings, name="second")
    made.start()
    made.wait_until_said(WAIT_LINE)
    yield made
    made.kill()


async def offered(person: PersonParty) -> Status:
    """As soon as somebody is asked; told by the process that she follows, whichever decides."""
    async with aclosing(person.live()) as live:
        async for status in live:
            if status.asked:
                return status
    raise AssertionError("the stream ended")


async def offered_after_a_press(child: Child, most_s: float) -> None:
    async with httpx.AsyncClient(base_url=child.url, timeout=PATIENCE_S) as http:
        person = PersonParty(http, SystemClock().now)
        await person.press(CLEAR)
        async with asyncio.timeout(most_s):
            await offered(person)


def check_offers(instance: Prepared, cases: int) -> None:
    """All were offered; nobody is asked for the same case twice, or for two at once."""
    with closing(sqlite3.connect(instance.database)) as database:
        assert database.execute("select count(distinct case_id) from offer").fetchone() == (cases,)
        twice = "select case_id, counsel from offer group by case_id, counsel having count(*) > 1"
        assert database.execute(twice).fetchall() == []
        crowded = "select counsel from offer where state = 'open' group by counsel having count(*) > 1"
        assert database.execute(crowded).fetchall() == []
        assert database.execute("pragma integrity_check").fetchall() == [("ok",)]


def pause_between_writes(instance: Prepared, child: Child) -> None:
    """Who stands still in the middle of a write holds the database: so it is held here until then."""
    with closing(sqlite3.connect(instance.database, timeout=PATIENCE_S, isolation_level=None)) as database:
        database.execute("begin immediate")
        child.pause()
        database.execute("rollback")


def test_one_decides_for_both(instance: Prepared, first: Child, second: Child) -> None:
    """What is pressed where nobody decides is offered by the other, a second later at most."""
    asyncio.run(offered_after_a_press(second, STOP_MOST_S))
    asyncio.run(offered_after_a_press(first, STOP_MOST_S))
    assert WAIT_LINE not in first.log.read_text()
    check_offers(instance, 2)


def test_kill_9_of_who_decides_costs_a_few_seconds(instance: Prepared, first: Child, second: Child) -> None:
    first.kill()
    asyncio.run(offered_after_a_press(second, KILL_MOST_S))
    assert TAKEOVER_LINE in second.log.read_text()
    assert first.start()
    first.wait_until_said(WAIT_LINE)
    check_offers(instance, 1)


def test_who_is_told_to_stop_hands_over_at_once(instance: Prepared, first: Child, second: Child) -> None:
    assert first.stop() == 0
    asyncio.run(offered_after_a_press(second, STOP_MOST_S))
    check_offers(instance, 1)


def test_who_was_stopped_and_wakes_decides_nothing_twice(
    instance: Prepared, first: Child, second: Child
) -> None:
    asyncio.run(offered_after_a_press(first, STOP_MOST_S))
    pause_between_writes(instance, first)
    asyncio.run(offered_after_a_press(second, KILL_MOST_S))
    first.go_on()
    first.wait_until_said(LOSS_LINE)
    asyncio.run(offered_after_a_press(first, STOP_MOST_S))
    assert second.stop() == 0
    first.wait_until_said(TAKEOVER_LINE)
    check_offers(instance, 3)
