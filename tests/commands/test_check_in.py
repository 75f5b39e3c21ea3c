"""A check-in is armed once, moved in order, and opens when no sign of life comes."""

import asyncio

import msgspec
import pytest
from msgspec import structs

from habeas.client.seal.body import Card, FileBody
from habeas.client.seal.ending import end_secret
from habeas.client.seal.keys import PersonKeys, make_person
from habeas.client.seal.press import Moment, seal_press
from habeas.commands import board, cancel, check_in, counsel_view, press, status
from habeas.commands.context import Member
from habeas.commands.errors import Refused
from habeas.commands.shapes.common import Role
from habeas.commands.shapes.person import Arm, CheckInState, EndCodeSecret, Extend, SealedAnew
from habeas.core.checkin import STEP_MS
from habeas.core.ranks import Rank
from habeas.core.time import HOUR_MS, MINUTE_MS
from habeas.sealed.roster import Roster
from habeas.sealed.sizes import PRESS_BYTES
from habeas.store import cases, checkins, owners, views
from tests.fakes.town import CLEAR, Town

GRACE = 15


class Armed:
    """A check-in for an hour from now, as its phone sends it."""

    def __init__(self, town: Town, keys: PersonKeys | None = None) -> None:
        self.town = town
        self.keys = keys or make_person()
        listed = list(town.listed.values())
        roster = Roster("test-aid", max(town.organisation.version, 1), 0, 2**52, None, "x" * 43, listed)
        moment = Moment(town.clock.now() + HOUR_MS, GRACE)
        duty = [one.fingerprint for one in listed]
        made = seal_press(
            self.keys, roster, CLEAR, duty=duty, card=Card(where="Pier 9"), file=FileBody(), moment=moment
        )
        self.body = msgspec.json.decode(made.body, type=Arm)
        self.size = len(made.body)

    @property
    def proof(self) -> str:
        return self.keys.token_sha256

    async def arm(self) -> bool:
        told, created = await check_in.arm(self.town.ctx, self.body, self.size)
        assert told.case_id == self.keys.kid
        return created

    async def say(self, code: str) -> None:
        secret = EndCodeSecret(end_secret(self.keys.token, code))
        await cancel.cancel(self.town.ctx, self.proof, secret)

    async def state(self) -> CheckInState:
        return (await check_in.check_in(self.town.ctx, self.proof)).state

    async def extend(self, number: int, hours: int) -> CheckInState:
        to = Extend(number, self.town.clock.now() + hours * HOUR_MS, 0)
        return (await check_in.extend(self.town.ctx, self.proof, to)).state


@pytest.fixture
async def armed(town: Town) -> Armed:
    await town.counsel(1)
    made = Armed(town)
    assert await made.arm()
    return made


async def fires(town: Town) -> None:
    await town.pass_time(75 * 60)


async def refused(town: Town, body: Arm, size: int = PRESS_BYTES) -> Refused:
    with pytest.raises(Refused) as error:
        await check_in.arm(town.ctx, body, size)
    return error.value


async def test_nothing_is_open_while_it_is_armed(town: Town, armed: Armed) -> None:
    desk = await town.dispatcher()
    await town.pass_time(74 * 60)
    assert (await board.board(town.ctx, desk)).cases == []
    assert await armed.state() is CheckInState.armed
    with pytest.raises(Refused) as error:
        await status.status(town.ctx, armed.proof)
    assert error.value.status == 404


async def test_it_opens_as_a_press_of_that_moment_armed_beforehand(town: Town, armed: Armed) -> None:
    await fires(town)
    case = await town.ctx.store.read(cases.by_id, armed.keys.kid)
    assert case is not None
    assert (case.opened_at, case.rank, case.due_at) == (town.clock.now(), Rank.armed, armed.body.due_at)
    assert (case.late, case.duress, case.plan) == (False, False, town.ctx.settings.plan)
    told = await status.status(town.ctx, armed.proof)
    assert (told.state, told.asked) == ("waiting", 1)
    assert await armed.state() is CheckInState.fired


async def test_it_fires_once_however_often_it_is_looked_at(town: Town, armed: Armed) -> None:
    await fires(town)
    before = await town.ctx.store.read(views.case_view, armed.keys.kid)
    town.restart()
    await town.settle()
    assert await town.ctx.store.read(views.case_view, armed.keys.kid) == before


async def test_what_came_due_while_nobody_served_fires_at_the_start_and_is_marked_late(
    town: Town, armed: Armed
) -> None:
    town.clock.advance(5 * HOUR_MS)
    town.restart()
    await town.settle()
    case = await town.ctx.store.read(cases.by_id, armed.keys.kid)
    assert case is not None
    assert case.late
    assert case.opened_at == town.clock.now()


async def test_who_is_fine_leaves_nothing_that_was_sealed(town: Town, armed: Armed) -> None:
    await armed.say("fine")
    await fires(town)
    assert await town.ctx.store.read(cases.by_id, armed.keys.kid) is None
    assert await town.ctx.store.read(checkins.by_id, armed.keys.kid) is None
    assert await armed.state() is CheckInState.over


async def test_duress_opens_at_once_and_the_members_know(town: Town, armed: Armed) -> None:
    (who,) = [one for one in town.listed if one in town.keys]
    await armed.say("duress")
    await town.settle()
    case = await town.ctx.store.read(cases.by_id, armed.keys.kid)
    assert case is not None
    assert (case.duress, case.late, case.rank) == (True, False, Rank.none)
    assert who in case.admitted
    assert await armed.state() is CheckInState.over
    desk = await town.dispatcher()
    (row,) = (await board.board(town.ctx, desk)).cases
    assert row.duress


async def test_the_first_word_stands(town: Town, armed: Armed) -> None:
    await armed.say("fine")
    await armed.say("duress")
    await fires(town)
    assert await town.ctx.store.read(cases.by_id, armed.keys.kid) is None


async def test_fine_after_it_has_fired_takes_the_case_back(town: Town, armed: Armed) -> None:
    await fires(town)
    await armed.say("fine")
    await town.settle()
    case = await town.ctx.store.read(cases.by_id, armed.keys.kid)
    assert case is not None
    assert case.disposition == "cancelled"


async def test_duress_after_it_has_fired_keeps_the_case_and_marks_it(town: Town, armed: Armed) -> None:
    await fires(town)
    await armed.say("duress")
    await town.settle()
    case = await town.ctx.store.read(cases.by_id, armed.keys.kid)
    assert case is not None
    assert (case.duress, case.state) == (True, "waiting")
    (who,) = [one for one in town.listed if one in case.admitted]
    view = await counsel_view.counsel_view(town.ctx, Member(who, Role.counsel))
    assert [offer.duress for offer in view.offers] == [True]


async def test_the_same_again_changes_nothing_and_is_told_what_is_true(town: Town, armed: Armed) -> None:
    assert not await armed.arm()
    await fires(town)
    told, created = await check_in.arm(town.ctx, armed.body, armed.size)
    assert (told.state, created) == (CheckInState.fired, False)
    await armed.say("fine")
    await town.settle()
    told, created = await check_in.arm(town.ctx, armed.body, armed.size)
    assert (told.state, told.due_at, created) == (CheckInState.over, None, False)


async def test_sent_twice_at_once_it_is_armed_once(town: Town) -> None:
    made = Armed(town)
    assert sorted(await asyncio.gather(*(made.arm() for _ in range(5)))) == [False] * 4 + [True]


async def test_other_content_under_its_id_is_refused(town: Town, armed: Armed) -> None:
    other = structs.replace(armed.body, grace_minutes=0)
    assert (await refused(town, other)).status == 409
    taken = Armed(town)
    pressed = await town.press()
    assert (await refused(town, structs.replace(taken.body, case_id=pressed.case_id))).status == 409


async def test_a_press_cannot_take_the_id_of_a_check_in(town: Town, armed: Armed) -> None:
    other = town.sealed_press()
    with pytest.raises(Refused) as error:
        await press.press(town.ctx, structs.replace(other.body, case_id=armed.keys.kid), other.size)
    assert error.value.status == 409


async def test_an_extension_moves_it(town: Town, armed: Armed) -> None:
    assert await armed.extend(1, 3) is CheckInState.armed
    await fires(town)
    assert await town.ctx.store.read(cases.by_id, armed.keys.kid) is None
    await town.pass_time(105 * 60)
    assert await armed.state() is CheckInState.fired


async def test_an_extension_that_was_overtaken_changes_nothing(town: Town, armed: Armed) -> None:
    await armed.extend(2, 3)
    await armed.extend(1, 24)
    await armed.extend(2, 24)
    told = await check_in.check_in(town.ctx, armed.proof)
    assert (told.number, told.due_at) == (2, town.clock.now() + 3 * HOUR_MS)


async def test_it_cannot_be_extended_when_it_has_fired_or_is_over(town: Town, armed: Armed) -> None:
    await fires(town)
    assert await armed.extend(1, 3) is CheckInState.fired
    other = Armed(town)
    await other.arm()
    await other.say("fine")
    assert await other.extend(1, 3) is CheckInState.over
    await town.settle()
    assert await other.extend(2, 3) is CheckInState.over
    await town.pass_time(4 * 3_600)
    assert await town.ctx.store.read(cases.by_id, other.keys.kid) is None


async def test_it_can_be_sealed_anew_with_an_extension(town: Town, armed: Armed) -> None:
    again = Armed(town, armed.keys)
    anew = SealedAnew(again.body.card, again.body.file, again.body.keys)
    to = Extend(1, armed.body.due_at + STEP_MS, 0, anew)
    await check_in.extend(town.ctx, armed.proof, to)
    row = await town.ctx.store.read(checkins.by_id, armed.keys.kid)
    assert row is not None
    parts = row.sealed.parts
    assert (parts.card, parts.file, parts.keys) == (anew.card, anew.file, anew.keys)
    for wrong in ({"card": anew.file}, {"keys": [*anew.keys[:2], anew.keys[1]]}):
        bad = structs.replace(to, number=2, resealed=structs.replace(anew, **wrong))
        with pytest.raises(Refused) as error:
            await check_in.extend(town.ctx, armed.proof, bad)
        assert error.value.status == 400


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("area", "elsewhere"),
        ("due_at", 0),
        ("due_at", HOUR_MS + 1),
        ("due_at", 49 * HOUR_MS),
        ("grace_minutes", 7),
        ("grace_minutes", 180),
        ("card", "{}"),
    ],
)
async def test_what_cannot_be_agreed_on_is_refused_without_a_row(
    town: Town, field: str, value: object
) -> None:
    made = Armed(town)
    value = town.clock.now() + int(str(value)) if field == "due_at" else value
    assert (await refused(town, structs.replace(made.body, **{field: value}))).status == 400
    assert await town.ctx.store.read(owners.of, made.keys.kid) is None


async def test_too_large_is_refused(town: Town) -> None:
    assert (await refused(town, Armed(town).body, PRESS_BYTES + 1)).status == 413


async def test_a_wrong_code_is_no_word_and_too_many_end_the_guessing(town: Town, armed: Armed) -> None:
    for _ in range(town.ctx.settings.limits.wrong_words_per_case):
        with pytest.raises(Refused) as error:
            await armed.say("0000")
        assert (error.value.status, error.value.kind) == (403, "wrong-code")
    with pytest.raises(Refused) as error:
        await armed.say("fine")
    assert (error.value.status, error.value.kind) == (409, "too-many-tries")
    await fires(town)
    assert await armed.state() is CheckInState.fired


@pytest.mark.usefixtures("armed")
async def test_a_token_of_another_opens_nothing(town: Town) -> None:
    other = Armed(town)
    with pytest.raises(Refused) as error:
        await check_in.check_in(town.ctx, other.keys.token_sha256)
    assert error.value.status == 404


async def test_a_case_that_was_pressed_is_no_check_in(town: Town) -> None:
    pressed = await town.press()
    with pytest.raises(Refused) as error:
        await check_in.check_in(town.ctx, pressed.proof)
    assert error.value.status == 404


async def test_many_come_due_at_once(town: Town) -> None:
    await town.counsel(1)
    made = [Armed(town) for _ in range(5)]
    for one in made:
        await one.arm()
    await made[0].say("fine")
    await made[1].say("duress")
    await fires(town)
    found = [await town.ctx.store.read(cases.by_id, one.keys.kid) for one in made]
    assert [case and case.duress for case in found] == [None, True, False, False, False]


async def test_the_grace_is_waited_for_to_the_minute(town: Town, armed: Armed) -> None:
    await town.pass_time(75 * 60 - 1)
    assert await armed.state() is CheckInState.armed
    await town.pass_time(1)
    assert await armed.state() is CheckInState.fired
    assert armed.body.due_at % STEP_MS == 0
    assert GRACE * MINUTE_MS % STEP_MS == 0
