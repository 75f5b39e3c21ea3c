"""After the phone is taken: no sign of life, four words on the telephone, a word under duress."""

import httpx
import pytest

from habeas.client.api import Problem
from habeas.client.call_words import WordsParty
from habeas.client.counsel import CounselParty
from habeas.client.desk import DeskParty
from habeas.client.seal.body import Card, FileBody
from habeas.client.seal.call_words import DepositBody
from habeas.client.seal.ending import Codes
from habeas.client.seal.press import Moment
from habeas.core.time import DAY_MS, HOUR_MS, MINUTE_MS
from tests.fakes.world import CLEAR, World

CARD = Card(where="Corner of Mill Lane", what="I go in at eight")
FILE = FileBody(name="Vera Orlova", phone="+44 1632 960123", medical="insulin")
WORDS = "acorn zebra yodel wolf"


async def at_eight(world: World) -> tuple[CounselParty, DeskParty, Moment]:
    counsel, dispatcher = await world.counsel(), await world.dispatcher()
    await world.publish()
    await world.on_duty(counsel)
    return counsel, dispatcher, Moment(world.clock.now() + HOUR_MS, 15)


async def test_no_sign_of_life_and_the_lawyer_has_the_name(world: World) -> None:
    counsel, dispatcher, eight = await at_eight(world)
    person = await world.person()
    assert (await person.arm(CLEAR, eight, CARD, FILE)).state == "armed"
    await world.pass_time(60 * 60)
    assert (await dispatcher.board()).cases == ()

    await world.pass_time(15 * 60)
    (row,) = (await dispatcher.board()).cases
    assert (row.case_id, row.due_at, row.late, row.duress) == (person.case_id, eight.due_at, False, False)
    (offer,) = (await counsel.view()).offers
    assert (await counsel.open_offer(offer)).card.where == CARD.where
    await counsel.accept(offer)
    await counsel.take_up(person.case_id)
    assert counsel.files[person.case_id] == FILE
    assert (await person.status()).counsel == counsel.fingerprint


async def test_one_tap_says_fine_and_nobody_ever_hears_of_it(world: World) -> None:
    _, dispatcher, eight = await at_eight(world)
    person = await world.person()
    await person.arm(CLEAR, eight, CARD, FILE)
    await world.pass_time(30 * 60)
    assert (await person.cancel()).disposition == "cancelled"
    await world.pass_time(2 * 60 * 60)
    assert (await dispatcher.board()).cases == ()
    assert (await person.check_in()).state == "over"


async def test_later_than_thought_it_is_moved_and_sealed_to_who_is_on_duty_by_then(world: World) -> None:
    early, _, eight = await at_eight(world)
    person = await world.person()
    await person.arm(CLEAR, eight, CARD, FILE)
    await early.go_off_duty()
    late = await world.counsel()
    await world.publish()
    await world.on_duty(late)
    ten = Moment(eight.due_at + 2 * HOUR_MS, 0)
    told = await person.extend(1, ten, resealed=await person.seal(CLEAR, CARD, FILE))
    assert (told.state, told.due_at) == ("armed", ten.due_at)

    await world.pass_time(75 * 60)
    assert (await late.view()).offers == ()
    await world.pass_time(105 * 60)
    (offer,) = (await late.view()).offers
    assert (await late.open_offer(offer)).card.where == CARD.where


async def test_the_server_was_down_when_it_was_due(world: World) -> None:
    counsel, dispatcher, eight = await at_eight(world)
    person = await world.person()
    await person.arm(CLEAR, eight, CARD, FILE)
    world.clock.advance(3 * HOUR_MS)
    await world.settle()
    (row,) = (await dispatcher.board()).cases
    assert row.late
    (offer,) = (await counsel.view()).offers
    assert offer.case_id == person.case_id


async def test_made_to_call_it_off_she_calls_for_help(world: World) -> None:
    counsel, dispatcher, eight = await at_eight(world)
    person = await world.person()
    person.codes = Codes(fine="2468", duress="1357")
    await person.arm(CLEAR, eight, CARD, FILE)
    told = await person.say_code("1357")
    assert (told.state, told.disposition) == ("closed", "cancelled")

    await world.settle()
    (row,) = (await dispatcher.board()).cases
    assert row.duress
    (offer,) = (await counsel.view()).offers
    assert offer.duress
    await counsel.accept(offer)
    await counsel.take_up(person.case_id)
    await counsel.say(person.case_id, "We know")
    assert await person.status() == told
    assert await person.look() == []
    with pytest.raises(Problem) as refused:
        await person.say("I am here")
    assert refused.value.status == 409


async def test_a_case_called_off_under_duress_goes_on_without_her_phone(world: World) -> None:
    counsel, dispatcher, _ = await at_eight(world)
    person = await world.person()
    await person.press(CLEAR, CARD, FILE)
    await world.settle()
    await counsel.accept((await counsel.view()).offers[0])
    await counsel.take_up(person.case_id)
    await world.settle()

    assert (await person.cancel_under_duress()).disposition == "cancelled"
    await world.settle()
    (case,) = (await counsel.view()).cases
    assert case.duress
    await counsel.arrive(person.case_id)
    assert (await person.status()).arrived_at is None
    (row,) = (await dispatcher.board()).cases
    assert (row.duress, row.state) == (True, "arrived")


async def test_who_is_being_asked_sees_the_mark_at_once(world: World) -> None:
    counsel, _, _ = await at_eight(world)
    person = await world.person()
    await person.press(CLEAR, CARD, FILE)
    await world.settle()
    views = counsel.live()
    assert [offer.duress for offer in (await anext(views)).offers] == [False]
    await person.cancel_under_duress()
    await world.settle()
    assert [offer.duress for offer in (await anext(views)).offers] == [True]
    await views.aclose()


async def test_four_words_on_the_telephone_are_a_whole_intake(world: World) -> None:
    counsel, dispatcher, _ = await at_eight(world)
    left = WordsParty(await world.http(), world.organisation.organisation, WORDS)
    body = DepositBody("Vera Orlova", "1990-04-01", "+44 1632 960123", "Boris", "insulin", "", "ru")
    await left.leave(body, (world.clock.now() // DAY_MS + 30) * DAY_MS)

    with pytest.raises(Problem) as missed:
        await dispatcher.open_words("acorn zebra wolf yodel")
    assert missed.value.status == 404
    assert await dispatcher.open_words(" Acorn, zebra YODEL wolf") == body
    assert [entry["action"] for entry in await dispatcher.audit()] == ["words_opened", "words_missed"]

    # The dispatcher presses for who is on the line: a case like any other.
    caller = await world.person()
    await caller.press(CLEAR, Card(where="Station 1"), body.file())
    await world.settle()
    await counsel.accept((await counsel.view()).offers[0])
    await counsel.take_up(caller.case_id)
    assert counsel.files[caller.case_id].medical == "insulin"


async def test_words_that_were_taken_away_open_nothing(world: World) -> None:
    _, dispatcher, _ = await at_eight(world)
    left = WordsParty(await world.http(), world.organisation.organisation, WORDS)
    until = (world.clock.now() // DAY_MS + 30) * DAY_MS
    await left.leave(DepositBody(name="Vera"), until)
    assert await left.change(DepositBody(name="Vera Orlova"), until + DAY_MS) == until + DAY_MS
    assert (await dispatcher.open_words(WORDS)).name == "Vera Orlova"
    await left.drop()
    with pytest.raises(Problem) as missed:
        await dispatcher.open_words(WORDS)
    assert missed.value.status == 404


async def test_a_check_in_and_a_press_look_alike_on_the_wire(world: World) -> None:
    """The same length to the byte; and so are both words."""
    _, _, eight = await at_eight(world)
    sent: list[bytes] = []

    async def note(request: httpx.Request) -> None:
        sent.append(request.content)

    pressed, armed = await world.person(), await world.person()
    for one in (pressed, armed):
        one.api.http.event_hooks["request"] = [note]
    await pressed.press(CLEAR, CARD, FILE)
    await armed.arm(CLEAR, eight, CARD, FILE)
    await pressed.cancel()
    await armed.cancel_under_duress()
    lengths = [len(body) for body in sent if body]
    assert lengths[0] == lengths[1]
    assert lengths[2] == lengths[3]


async def test_moments_are_agreed_to_five_minutes(world: World) -> None:
    _, _, eight = await at_eight(world)
    person = await world.person()
    with pytest.raises(Problem) as refused:
        await person.arm(CLEAR, Moment(eight.due_at + MINUTE_MS, 15))
    assert refused.value.status == 400
