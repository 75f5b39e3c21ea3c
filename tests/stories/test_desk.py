"""The desk: the last resort, and the one who can overrule the machine."""

import pytest

from habeas.client.api import Problem
from habeas.client.seal.body import Card, FileBody
from habeas.client.seal.group import open_group_key, place_tag
from tests.fakes.world import CLEAR, STEP_SECONDS, World


async def test_with_nobody_on_duty_the_desk_is_asked(world: World) -> None:
    dispatcher = await world.dispatcher()
    await world.counsel()
    await world.publish()
    person = await world.person()
    await person.press(CLEAR)
    await world.settle()
    told = await person.status()
    assert told.state == "desk"
    assert told.desk_reason
    (row,) = (await dispatcher.board()).cases
    assert (row.state, row.desk_reason) == ("desk", told.desk_reason)


async def test_who_does_not_answer_lapses_step_by_step_until_the_desk(world: World) -> None:
    counsel = await world.counsel()
    await world.publish()
    await world.on_duty(counsel)
    person = await world.person()
    await person.press(CLEAR)
    await world.settle()
    assert len((await counsel.view()).offers) == 1
    for _ in range(2):
        await world.pass_time(STEP_SECONDS)
    assert (await counsel.view()).offers == ()
    assert (await person.status()).state == "desk"


async def test_a_case_at_the_desk_is_still_offered_to_who_comes_on_duty(world: World) -> None:
    counsel = await world.counsel()
    await world.publish()
    person = await world.person()
    await person.press(CLEAR)
    await world.settle()
    assert (await person.status()).state == "desk"
    await world.on_duty(counsel)
    await world.settle()
    await counsel.accept((await counsel.view()).offers[0])
    assert (await person.status()).state == "accepted"


async def test_the_desk_lets_a_newcomer_in_and_assigns_by_hand(world: World) -> None:
    dispatcher = await world.dispatcher()
    await world.publish()
    person = await world.person()
    await person.press(CLEAR, Card(where="Station 7"), FileBody(name="Ivan"))
    await world.settle()

    newcomer = await world.counsel()
    await world.publish()
    with pytest.raises(Problem) as refused:
        await dispatcher.assign(person.case_id, newcomer.fingerprint)
    assert refused.value.status == 409
    await dispatcher.let_in(person.case_id, [newcomer.fingerprint])
    assigned = await dispatcher.assign(person.case_id, newcomer.fingerprint)
    assert assigned.state == "accepted"

    card = await newcomer.take_up(person.case_id)
    assert card.card.where == "Station 7"
    assert newcomer.files == {}
    await dispatcher.give_key(person.case_id, newcomer.fingerprint)
    file = await newcomer.look_for_file(person.case_id)
    assert file is not None
    assert file.name == "Ivan"
    await newcomer.introduce(person.case_id, "Petr", "+44 1632 960002", 20)
    assert len(await person.look()) == 1
    assert (await person.status()).counsel == newcomer.fingerprint


async def test_a_file_is_opened_only_against_an_entry_in_the_log(world: World) -> None:
    dispatcher = await world.dispatcher()
    await world.publish()
    person = await world.person()
    await person.press(CLEAR, file=FileBody(name="Maria"))
    assert (await dispatcher.audit()) == []
    file = await dispatcher.open_file(person.case_id, "her mother called")
    assert file.name == "Maria"
    (entry,) = await dispatcher.audit()
    assert (entry["by"], entry["case_id"], entry["reason"], entry["at"]) == (
        dispatcher.fingerprint,
        person.case_id,
        "her mother called",
        world.clock.now(),
    )


async def test_a_place_tag_tells_members_and_nobody_else(world: World) -> None:
    dispatcher, counsel = await world.dispatcher(), await world.counsel()
    await world.publish()
    person = await world.person()
    await person.press(CLEAR, Card(place="police-1"))
    tags = []
    for member in (dispatcher, counsel):
        told = await member.api.get("/v1/group-key")
        key = open_group_key(member.keys, told["sealed"], await member.trust.refresh())
        tags.append(place_tag(key, world.organisation.organisation, "police-1", world.clock.now()))
    assert tags[0] == tags[1]
    await dispatcher.set_place_tag(person.case_id, tags[0])
    detail = await dispatcher.case(person.case_id)
    assert detail["case"]["place_tag"] == tags[0]


async def test_a_counsel_tags_the_place_of_her_client_for_today(world: World) -> None:
    counsel = await world.counsel()
    await world.publish()
    await world.on_duty(counsel)
    person = await world.person()
    await person.press(CLEAR, Card(place="police-1"))
    await world.settle()
    await counsel.accept((await counsel.view()).offers[0])
    await counsel.take_up(person.case_id)
    tags = []
    for _ in range(2):
        await counsel.tag(person.case_id)
        tags.append((await counsel.view()).cases[0].place_tag)
        assert tags[-1] == await counsel.tag_of("police-1")
        await world.pass_time(24 * 3_600)
    assert tags[0] != tags[1]


async def test_the_desk_closes_what_is_a_duplicate(world: World) -> None:
    dispatcher = await world.dispatcher()
    await world.publish()
    person = await world.person()
    await person.press(CLEAR)
    closed = await dispatcher.close(person.case_id, "duplicate")
    assert closed.state == "closed"
    assert (await person.status()).disposition == "duplicate"


async def test_a_revoked_member_is_out_at_once(world: World) -> None:
    counsel, dispatcher = await world.counsel(), await world.dispatcher()
    await world.publish()
    await world.on_duty(counsel)
    await world.publish(without=(counsel.fingerprint,))
    with pytest.raises(Problem) as refused:
        await counsel.view()
    assert refused.value.status in (401, 403)
    assert [one.fingerprint for one in (await dispatcher.board()).counsel] == []
    person = await world.person()
    await person.press(CLEAR)
    assert counsel.fingerprint not in (person.sealed.recipients if person.sealed else ())
