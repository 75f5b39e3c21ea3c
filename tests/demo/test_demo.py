"""The demo as a visitor finds it."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import delete

from habeas.client.api import Problem
from habeas.client.person import PersonParty
from habeas.client.responses import Status
from habeas.client.seal.body import Card, FileBody, Introduction, TextBody
from habeas.client.seal.message import ThreadMessage
from habeas.client.seal.press import Clear
from habeas.client.trust import Practice
from habeas.core.time import HOUR_MS
from habeas.demo.pace import Pace
from habeas.doorbell.local import open_listener
from habeas.store import drills
from habeas.store.tables import session
from tests.demo.stage import Running, running

HERE = Clear("harbour", "stopped", "now", "en")
DRILL = Clear("harbour", "drill", "now", "en")


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Running]:
    async with running(tmp_path / ".demo") as made:
        yield made


async def until(person: PersonParty, state: str) -> Status:
    async with asyncio.timeout(60), aclosing(person.live()) as live:
        async for status in live:
            if status.state == state:
                return status
    raise AssertionError("the stream ended")


async def told(
    live: AsyncGenerator[object, None], look: Callable[[], Awaitable[list[ThreadMessage]]], words: str
) -> None:
    """Until a message that has these words in it is read; the stream tells when there may be one."""
    async with asyncio.timeout(60), aclosing(live):
        async for _ in live:
            if any(_says(one.body, words) for one in await look()):
                return
    raise AssertionError("the stream ended")


def _says(body: object, words: str) -> bool:
    return isinstance(body, TextBody) and words in body.text


async def test_three_pages_and_the_lists_are_there(demo: Running) -> None:
    http = await demo.http()
    for page in ("/", "/counsel", "/desk"):
        answer = await http.get(page)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/html")
    told = (await http.get("/v1/organisation")).json()
    assert told["demo"] is True
    assert (told["threshold"], len(told["signers"])) == (1, 1)
    directory = await (await demo.person()).trust.directory()
    assert len(directory.areas) >= 10
    assert len(directory.places) >= 30
    assert "/guides/index.json" in directory.guides


async def test_it_opens_with_a_city_in_the_middle_of_its_evening(demo: Running) -> None:
    board = await (await demo.dispatcher("Irina")).board()
    states = Counter(case.state for case in board.cases)
    assert states == {"desk": 2, "accepted": 1, "en_route": 3, "arrived": 3, "closed": 1}
    assert sum(one.on_duty and one.load > 0 for one in board.counsel) == 6
    assert sum(not one.on_duty for one in board.counsel) == 6


async def test_the_robot_answers_a_press_says_that_it_is_one_and_comes(demo: Running) -> None:
    person = await demo.person()
    await person.press(HERE, Card(where="the pier"), FileBody(name="Visitor"))
    status = await until(person, "accepted")
    assert status.counsel == await demo.fingerprint("Drill counsel")
    await person.say("is anybody there?")
    await until(person, "arrived")
    await told(person.live(), person.look, "came through")
    introduction = next(one.body for one in person.thread if isinstance(one.body, Introduction))
    assert "robot" in introduction.name
    assert not any(one.refused or one.gap for one in person.thread)


async def test_the_robot_signs_in_again_when_its_session_has_ended(demo: Running) -> None:
    await demo.ctx.store.write(lambda tx: tx.conn.execute(delete(session)))
    person = await demo.person()
    await person.press(HERE)
    assert (await until(person, "arrived")).counsel == await demo.fingerprint("Drill counsel")


async def test_a_drill_is_answered_as_in_a_real_instance(demo: Running) -> None:
    with open_listener(demo.ctx.doorbell) as listener:
        while (robot := await demo.ctx.store.read(drills.drill_counsel, demo.now())) is None:
            await listener.wait()
    person = await demo.person()
    person.trust = Practice(person.api, demo.now)
    await person.press(DRILL)
    assert (await until(person, "accepted")).counsel == robot.fingerprint


async def test_the_robot_lets_a_visitor_go_first(demo: Running) -> None:
    visitor = await demo.counsel("Yakov")
    await visitor.go_on_duty("harbour", demo.now() + HOUR_MS)
    person = await demo.person()
    await person.press(HERE)
    await until(person, "accepted")
    looks = Pace().visitor - Pace().alone
    assert demo.hurry.waited.count(Pace().alone) == 1
    assert demo.hurry.waited.count(1) >= looks


async def test_a_visitor_who_is_quicker_has_the_case(demo: Running) -> None:
    visitor = await demo.counsel("Yakov")
    await visitor.go_on_duty("harbour", demo.now() + HOUR_MS)
    person = await demo.person()
    await person.press(HERE, file=FileBody(name="Visitor"))
    async with asyncio.timeout(60), aclosing(visitor.live()) as live:
        async for view in live:
            if view.offers:
                break
    await visitor.accept(view.offers[0])
    await visitor.take_up(person.case_id)
    await person.follow_with_key(await person.status())
    file = await visitor.look_for_file(person.case_id)
    assert file is not None
    assert file.name == "Visitor"
    assert (await person.status()).counsel == visitor.fingerprint


async def test_a_person_of_the_scenes_answers_the_visitor_who_plays_her_counsel(demo: Running) -> None:
    visitor = await demo.counsel("Vera")
    case = (await visitor.view()).cases[0]
    await visitor.take_up(case.case_id)
    await visitor.say(case.case_id, "I am on my way.")
    await told(visitor.live(), partial(visitor.look, case.case_id), "robot")


async def test_whoever_comes_on_duty_and_speaks_the_language_is_offered_what_waits_at_the_desk(
    demo: Running,
) -> None:
    visitor = await demo.counsel("Tamara")
    await visitor.go_on_duty("station-side", demo.now() + HOUR_MS)
    async with asyncio.timeout(60), aclosing(visitor.live()) as live:
        async for view in live:
            if view.offers:
                break
    opened = await visitor.open_offer(view.offers[0])
    assert view.offers[0].language == "ka"
    assert opened.card.place == "railway-police"


async def test_at_the_desk_a_visitor_needs_one_click_beside_a_robot_who_vouches_for_the_roster(
    demo: Running,
) -> None:
    visitor = await demo.dispatcher("Irina")
    await visitor.confirm_roster()
    async with asyncio.timeout(60):
        while (found := await visitor.freshness()).until is None:
            pass
    assert len(found.by) == found.quorum == 2


async def test_nobody_can_sign_in_as_the_robot_or_from_another_site(demo: Running) -> None:
    with pytest.raises(Problem) as refused:
        await demo.counsel("Drill counsel")
    assert refused.value.status == 404
    http = await demo.http()
    body = {"fingerprint": await demo.fingerprint("Yakov")}
    for origin, status in (
        ("https://elsewhere.example", 403),
        (demo.origin.replace("127.0.0.1", "localhost"), 200),
        (demo.origin, 200),
    ):
        answer = await http.post("/demo/sign-in", json=body, headers={"origin": origin})
        assert answer.status_code == status


async def test_a_phone_that_trusts_the_demo_goes_on_trusting_it_after_a_new_start(tmp_path: Path) -> None:
    async with running(tmp_path) as first:
        person = await first.person()
        before = await person.trust.refresh()
    async with running(tmp_path) as second:
        person.api.http = await second.http()
        after = await person.trust.refresh()
    assert (before.version, after.version) == (1, 2)
    assert before.organisation == after.organisation
    assert {one.fingerprint for one in before.members}.isdisjoint(one.fingerprint for one in after.members)
