"""Somebody practises: answered the whole way by the drill counsel, and nobody else hears of it."""

from collections.abc import AsyncIterator
from functools import partial

import httpx
import pytest

from habeas.client.api import Api, Problem
from habeas.client.counsel import CounselParty
from habeas.client.desk import DeskParty
from habeas.client.person import PersonParty
from habeas.client.robot import Pace, Robot
from habeas.client.seal.body import Card, FileBody, Introduction, TextBody
from habeas.client.seal.press import Clear
from habeas.client.trust import Practice
from habeas.commands import drills, login
from habeas.drill.counsel import ENGLISH, accept_later, drill_party, drill_voice
from tests.fakes.world import CLEAR, World

DRILL = Clear("centre", "drill", "now", "en")


async def no_time(_: float) -> None:
    """Nothing here takes any."""


class DrillCounsel:
    """As its process has it, but here, so that it takes no time."""

    def __init__(self, world: World, http: httpx.AsyncClient) -> None:
        self._world = world
        self._http = http

    async def begin(self) -> None:
        """With new keys."""
        self._party = drill_party(self._http, self._world.clock.now())
        pace = Pace(sleep=no_time)
        self._robot = Robot(self._party, drill_voice, pace, partial(accept_later, pace))
        keys = self._party.keys
        await drills.take_over(self._world.ctx, keys.seal_public, keys.sign_public)
        token, _ = await login.open_session(self._world.ctx, keys.kid)
        self._party.use_session(token)

    async def end(self) -> None:
        await self._robot.stop()

    async def look(self) -> int:
        """Once; returns how much it began."""
        return self._robot.look(await self._party.view())

    async def answered(self) -> None:
        """Until it has nothing more to do."""
        while await self.look():
            await self._robot.until_quiet()
            await self._world.settle()


class Practised:
    """An instance with a drill counsel who takes no time, a counsel on duty, and a dispatcher."""

    def __init__(self, world: World, counsel: CounselParty, desk: DeskParty, robot: DrillCounsel) -> None:
        self.world = world
        self.counsel = counsel
        self.desk = desk
        self.robot = robot

    async def press(self, clear: Clear = DRILL) -> PersonParty:
        """Sealed to the drill counsel alone."""
        http = await self.world.http()
        person = PersonParty(http, self.world.clock.now, Practice(Api(http), self.world.clock.now))
        await person.press(clear)
        await self.world.settle()
        return person


@pytest.fixture
async def drill(world: World) -> AsyncIterator[Practised]:
    counsel, desk = await world.counsel(), await world.dispatcher()
    await world.publish()
    await world.on_duty(counsel)
    practised = Practised(world, counsel, desk, DrillCounsel(world, await world.http()))
    await practised.robot.begin()
    yield practised
    await practised.robot.end()


async def test_a_drill_goes_the_whole_way(drill: Practised) -> None:
    person = await drill.press()
    await person.say("My imaginary friend was taken")
    await drill.robot.answered()
    status = await person.status()
    assert (status.state, status.disposition) == ("closed", "other")
    assert (status.asked, status.phones_shown, status.opened) == (1, 1, 1)
    said = [one.body for one in await person.look()]
    assert isinstance(said[1], Introduction)
    texts = [one.text for one in said if isinstance(one, TextBody)]
    assert texts[1:] == [ENGLISH.hello, ENGLISH.answer, ENGLISH.arrived]


async def test_no_counsel_hears_of_it_and_it_counts_nowhere(drill: Practised) -> None:
    person = await drill.press()
    assert (await drill.counsel.view()).offers == ()
    robot = person.trust.roster.members[0].fingerprint
    board = await drill.desk.board()
    assert board.outlook is None
    assert [one.need for one in board.cases] == ["drill"]
    assert robot not in {one.fingerprint for one in board.counsel}
    duty = await drill.counsel.api.get("/v1/duty/centre")
    assert duty["counsel"] == [drill.counsel.fingerprint]
    real = await drill.world.person()
    await real.press(CLEAR)
    await drill.world.settle()
    (offer,) = (await drill.counsel.view()).offers
    assert (offer.case_id, offer.waiting_there) == (real.case_id, 1)


async def test_a_real_press_is_not_given_to_the_drill_counsel_even_when_sealed_to_it(
    drill: Practised,
) -> None:
    person = await drill.press(CLEAR)
    await drill.robot.answered()
    status = await person.status()
    assert (status.state, status.counsel, status.asked) == ("desk", None, 0)
    robot = person.trust.roster.members[0].fingerprint
    with pytest.raises(Problem) as refused:
        await drill.desk.assign(person.case_id, robot)
    assert refused.value.kind == "no-counsel"


async def test_a_drill_of_before_a_restart_is_over(drill: Practised) -> None:
    person = await drill.press()
    await drill.robot.end()
    await drill.robot.begin()
    await drill.world.settle()
    assert (await person.status()).disposition == "expired"
    again = await drill.press()
    await drill.robot.answered()
    assert (await again.status()).disposition == "other"


async def test_a_new_roster_leaves_the_drill_counsel_alone(drill: Practised) -> None:
    await drill.world.publish()
    person = await drill.press()
    await drill.robot.answered()
    assert (await person.status()).disposition == "other"


async def test_a_drill_that_is_sealed_wrongly_ends_and_harms_nobody(drill: Practised) -> None:
    http = await drill.world.http()
    person = PersonParty(http, drill.world.clock.now)
    person.trust = Practice(Api(http), drill.world.clock.now)
    other = PersonParty(http, drill.world.clock.now, person.trust)
    sealed = await person.seal(DRILL, *_nothing())
    fields = {**sealed.fields, "card": (await other.seal(DRILL, *_nothing())).fields["card"]}
    await person.api.post("/v1/cases", fields)
    await drill.world.settle()
    await drill.robot.answered()
    await drill.world.settle()
    assert (await person.status()).state == "closed"


async def test_whoever_practises_never_takes_the_organisation_for_the_roster(drill: Practised) -> None:
    person = await drill.press()
    seen: list[list[str]] = []

    async def look(_: httpx.Request) -> None:
        seen.append([member.fingerprint for member in person.trust.roster.members])

    person.api.http.event_hooks["request"].append(look)
    await person.trust.refresh()
    (robot,) = person.trust.roster.members
    assert len(seen) > 1
    assert set(map(tuple, seen)) == {(robot.fingerprint,)}


async def test_no_drill_is_offered_where_nobody_answers(world: World) -> None:
    await world.publish()
    told = await Api(await world.http()).get("/v1/organisation")
    assert told["drill"] is None


def _nothing() -> tuple[Card, FileBody]:
    return Card(), FileBody()
