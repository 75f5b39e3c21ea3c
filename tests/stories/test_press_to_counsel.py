"""The whole way from press to closing, sealed as in the browser, over real HTTP, on a virtual clock."""

import pytest

from habeas.client.api import Problem
from habeas.client.seal.body import Card, FileBody, Introduction, TextBody
from habeas.client.seal.press import Clear
from habeas.core.time import MINUTE_MS
from tests.fakes.world import CLEAR, STEP_SECONDS, World

CARD = Card(where="Corner of Mill Lane", what="Two men in plain clothes", needs="insulin")
FILE = FileBody(
    name="Vera Orlova", birth_date="1990-04-01", phone="+44 1632 960123", tell="", medical="", notes=""
)


async def test_from_the_press_to_the_end(world: World) -> None:
    counsel, dispatcher = await world.counsel(), await world.dispatcher()
    assert await world.publish() == 1
    await world.on_duty(counsel)

    person = await world.person()
    receipt = await person.press(CLEAR, CARD, FILE)
    assert receipt == {"case_id": person.case_id, "stored_at": world.clock.now()}
    assert (await person.status()).state == "waiting"

    await world.settle()
    (offer,) = (await counsel.view()).offers
    assert (offer.case_id, offer.area, offer.need) == (person.case_id, "centre", "detained")
    assert offer.expires_at == world.clock.now() + STEP_SECONDS * 1_000
    assert offer.travel_minutes == 10

    await counsel.mark_shown(offer)
    told = await person.status()
    assert (told.asked, told.phones_shown, told.opened) == (1, 1, 0)
    card = await counsel.open_offer(offer)
    assert card.card.where == CARD.where
    assert (await person.status()).opened == 1

    case = await counsel.accept(offer)
    assert case.state == "accepted"
    await counsel.take_up(person.case_id)
    assert counsel.files[person.case_id].name == "Vera Orlova"
    told = await person.status()
    assert (told.state, told.counsel, told.accepted_at) == (
        "accepted",
        counsel.fingerprint,
        world.clock.now(),
    )

    await counsel.introduce(person.case_id, "Anna K.", "+44 1632 960001", 12)
    (introduction,) = await person.look()
    assert introduction.body == Introduction("Anna K.", "+44 1632 960001", 12)
    await person.say("They are taking us inside")
    assert [one.body for one in await counsel.look(person.case_id)][-1] == TextBody(
        "They are taking us inside"
    )

    await counsel.en_route(person.case_id)
    await world.pass_time(600)
    assert (await counsel.arrive(person.case_id)).state == "arrived"
    assert (await person.status()).arrived_at == world.clock.now()
    await counsel.close(person.case_id, "released")
    told = await person.status()
    assert (told.state, told.disposition) == ("closed", "released")
    (row,) = (await dispatcher.board()).cases
    assert (row.case_id, row.state) == (person.case_id, "closed")


async def test_every_side_sees_it_live_and_resumes_where_it_was(world: World) -> None:
    counsel, dispatcher = await world.counsel(), await world.dispatcher()
    await world.publish()
    await world.on_duty(counsel)
    person = await world.person()
    await person.press(CLEAR)
    persons, counsels, desks = person.live(), counsel.live(), dispatcher.live()
    first = await anext(persons)
    assert first.state == "waiting"
    assert (await anext(counsels)).offers == ()
    assert [case.state for case in (await anext(desks)).cases] == ["waiting"]

    await world.settle()
    (offer,) = (await anext(counsels)).offers
    assert (await anext(persons)).asked == 1
    assert (await anext(desks)).cases[0].case_id == person.case_id
    await persons.aclose()

    await counsel.accept(offer)
    await world.settle()
    missed = await anext(person.live(first.changed))
    assert (missed.state, missed.counsel) == ("accepted", counsel.fingerprint)
    assert [case.state for case in (await anext(counsels)).cases] == ["accepted"]
    delta = await anext(desks)
    assert [case.state for case in delta.cases] == ["accepted"]


async def test_the_same_press_again_opens_one_case(world: World) -> None:
    await world.counsel()
    await world.publish()
    person = await world.person()
    first = await person.press(CLEAR, CARD, FILE)
    world.clock.advance(MINUTE_MS)
    assert await person.send() == first
    await person.seal(CLEAR, CARD, FILE)
    with pytest.raises(Problem) as refused:
        await person.send()
    assert refused.value.status == 409


async def test_a_late_yes_is_told_what_is_true_and_changes_nothing(world: World) -> None:
    anna, boris = await world.counsel(), await world.counsel()
    await world.publish()
    await world.on_duty(anna)
    person = await world.person()
    await person.press(CLEAR)
    await world.settle()
    (late,) = (await anna.view()).offers

    await world.on_duty(boris)
    await world.pass_time(STEP_SECONDS)
    assert (await anna.view()).offers == ()
    (offer,) = (await boris.view()).offers
    await boris.accept(offer)
    with pytest.raises(Problem) as refused:
        await anna.accept(late)
    assert refused.value.status == 409
    assert (await person.status()).counsel == boris.fingerprint
    again = await boris.accept(offer)
    assert again.state == "accepted"


async def test_a_no_moves_on_to_the_next_counsel_at_once(world: World) -> None:
    anna, boris = await world.counsel(), await world.counsel()
    await world.publish()
    await world.on_duty(anna)
    await world.on_duty(boris, "south")
    person = await world.person()
    await person.press(CLEAR)
    await world.settle()
    (offer,) = (await anna.view()).offers
    assert (await boris.view()).offers == ()

    await anna.decline(offer, "conflict")
    await world.settle()
    assert (await anna.view()).offers == ()
    (next_offer,) = (await boris.view()).offers
    assert next_offer.case_id == person.case_id
    assert (await person.status()).asked == 2


async def test_what_is_handed_back_is_offered_to_others(world: World) -> None:
    anna, boris = await world.counsel(), await world.counsel()
    await world.publish()
    await world.on_duty(anna)
    person = await world.person()
    await person.press(CLEAR)
    await world.settle()
    await anna.accept((await anna.view()).offers[0])

    await world.on_duty(boris)
    await anna.hand_back(person.case_id, "busy")
    await world.settle()
    told = await person.status()
    assert (told.state, told.counsel) == ("waiting", None)
    assert (await anna.view()).cases == ()
    await boris.accept((await boris.view()).offers[0])
    assert (await person.status()).counsel == boris.fingerprint


async def test_who_presses_and_finds_help_elsewhere_takes_it_back(world: World) -> None:
    counsel = await world.counsel()
    await world.publish()
    await world.on_duty(counsel)
    person = await world.person()
    await person.press(CLEAR)
    await world.settle()
    (offer,) = (await counsel.view()).offers

    assert (await person.cancel()).state == "closed"
    assert (await person.cancel()).disposition == "cancelled"
    await world.settle()
    assert (await counsel.view()).offers == ()
    with pytest.raises(Problem) as refused:
        await counsel.accept(offer)
    assert refused.value.status == 409


async def test_the_language_asked_for_decides_who_is_asked(world: World) -> None:
    english, russian = await world.counsel("en"), await world.counsel("ru")
    await world.publish()
    await world.on_duty(english)
    await world.on_duty(russian, "south")
    person = await world.person()
    await person.press(Clear("centre", "questioned", "today", "ru"))
    await world.settle()
    assert (await english.view()).offers == ()
    assert len((await russian.view()).offers) == 1
