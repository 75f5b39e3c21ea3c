"""Names are in few hands: who reads the file of a case, and who gives its key to whom."""

from pathlib import Path

import pytest

from habeas.client.api import Problem
from habeas.client.counsel import CounselParty
from habeas.client.desk import DeskParty
from habeas.client.person import PersonParty
from habeas.client.responses import KeyWanted
from habeas.client.seal.body import Card, FileBody
from habeas.client.seal.file_key import KeyMissing, Label, give, open_key
from habeas.sealed.envelope import Part, measure
from habeas.sealed.roster import Group
from tests.fakes.world import CLEAR, World

FILE = FileBody(name="Vera Orlova")


async def pressed_to(world: World, number: int) -> tuple[PersonParty, list[CounselParty]]:
    """A press sealed to so many counsel, of whom only the last is on duty; nobody but her is asked."""
    counsel = [await world.counsel() for _ in range(number)]
    await world.publish()
    person = await world.person()
    await person.press(CLEAR, Card(where="Station 7"), FILE)
    return person, counsel


def holds(person: PersonParty, counsel: CounselParty) -> bool:
    assert person.sealed is not None
    keys = person.sealed.fields["keys"]
    assert isinstance(keys, list)
    return counsel.fingerprint in measure(keys[0], Part.key)


async def accepted(world: World, person: PersonParty, counsel: list[CounselParty]) -> CounselParty:
    """By one of them who holds no key of the file."""
    comes = next(one for one in counsel if not holds(person, one))
    await world.on_duty(comes)
    await world.settle()
    await comes.accept((await comes.view()).offers[0])
    await world.settle()
    await comes.take_up(person.case_id)
    return comes


async def test_two_of_those_who_hold_the_card_hold_the_name(world: World) -> None:
    person, counsel = await pressed_to(world, 5)
    assert [holds(person, one) for one in counsel].count(True) == 2
    comes = await accepted(world, person, counsel)
    assert comes.files == {}


async def test_the_persons_phone_gives_it_to_who_accepted_and_to_nobody_else(world: World) -> None:
    person, counsel = await pressed_to(world, 4)
    comes = await accepted(world, person, counsel)
    other = next(one for one in counsel if one is not comes)
    await person.give_key(other.fingerprint)
    assert (await comes.view()).cases[0].given_keys == 0
    await person.give_key(comes.fingerprint)
    assert (await comes.view()).cases[0].given_keys == 1
    assert await comes.look_for_file(person.case_id) == FILE
    await person.give_key(comes.fingerprint)
    assert (await comes.view()).cases[0].given_keys == 1
    with pytest.raises(LookupError):
        await person.give_key("A" * 22)


async def test_a_counsel_who_holds_it_gives_it_while_the_case_is_anothers(world: World) -> None:
    person, counsel = await pressed_to(world, 4)
    holder = next(one for one in counsel if holds(person, one))
    assert (await holder.view()).keys_wanted == ()
    comes = await accepted(world, person, counsel)
    (wanted,) = (await holder.view()).keys_wanted
    assert (wanted.case_id, wanted.to) == (person.case_id, comes.fingerprint)
    assert not await holder.give_key(KeyWanted(wanted.case_id, "A" * 22, wanted.sealed))
    assert await holder.give_key(wanted)
    assert await comes.look_for_file(person.case_id) == FILE
    assert (await holder.view()).keys_wanted == ()
    bystander = next(one for one in counsel if one is not comes and not holds(person, one))
    key = give("A" * 43, world.listed(comes), bystander.keys)
    body = {"to": comes.fingerprint, "sealed": key}
    with pytest.raises(Problem) as refused:
        await bystander.api.post(f"/v1/counsel/cases/{person.case_id}/keys", body)
    assert refused.value.status == 404


async def test_who_gives_the_case_back_leaves_the_next_one_to_wait_for_it(world: World) -> None:
    person, counsel = await pressed_to(world, 5)
    first = await accepted(world, person, counsel)
    await person.give_key(first.fingerprint)
    await first.hand_back(person.case_id, "conflict")
    await world.settle()
    holder = next(one for one in counsel if holds(person, one))
    assert (await holder.view()).keys_wanted == ()
    second = await accepted(world, person, [one for one in counsel if one is not first])
    assert [wanted.to for wanted in (await holder.view()).keys_wanted] == [second.fingerprint]
    await second.close(person.case_id, "helped")
    assert (await holder.view()).keys_wanted == ()


async def test_an_open_desk_page_gives_it_only_under_a_fresh_roster_and_after_its_entry(world: World) -> None:
    dispatcher = await world.dispatcher()
    person, counsel = await pressed_to(world, 4)
    comes = await accepted(world, person, counsel)
    assert await dispatcher.give_key_unasked(person.case_id) == []
    await dispatcher.confirm_roster()
    (request,) = (await dispatcher.board()).cases[0].key_requests
    assert (request.member, request.reason, request.given) == (comes.fingerprint, None, ())
    held = await dispatcher.keys_of(person.case_id)
    sealed = give(held[Label.whole], world.listed(comes), dispatcher.keys)
    body = {"to": comes.fingerprint, "label": "whole", "sealed": sealed}
    with pytest.raises(Problem) as refused:
        await dispatcher.api.post(f"/v1/desk/cases/{person.case_id}/keys", body)
    assert (refused.value.status, refused.value.kind) == (409, "not-written-down")
    assert await dispatcher.give_key_unasked(person.case_id) == [comes.fingerprint]
    assert await comes.look_for_file(person.case_id) == FILE
    assert (await dispatcher.board()).cases[0].key_requests == ()
    assert [entry.entry.counsel for entry in await dispatcher.access_log()] == [[comes.fingerprint]]


async def two_groups(world: World) -> tuple[DeskParty, DeskParty]:
    return await world.dispatcher(Group.a), await world.dispatcher(Group.b)


async def test_with_two_groups_no_dispatcher_reads_a_name_alone(world: World) -> None:
    ada, bea = await two_groups(world)
    person, _ = await pressed_to(world, 3)
    assert [[*await one.keys_of(person.case_id)] for one in (ada, bea)] == [[Label.a], [Label.b]]
    with pytest.raises(KeyMissing):
        await ada.open_file(person.case_id, "her mother is on the telephone")
    (request,) = (await bea.board()).cases[0].key_requests
    assert (request.member, request.reason) == (ada.fingerprint, "her mother is on the telephone")
    await bea.confirm_roster()
    await ada.confirm_roster()
    assert await bea.give_key_unasked(person.case_id) == []
    await bea.give_key(person.case_id, ada.fingerprint)
    assert await ada.open_file(person.case_id, "her mother is on the telephone") == FILE
    with pytest.raises(KeyMissing):
        await bea.open_file(person.case_id, "to read it too")


async def test_with_two_groups_who_accepted_reads_it_by_both_shares(world: World) -> None:
    ada, bea = await two_groups(world)
    person, counsel = await pressed_to(world, 4)
    comes = await accepted(world, person, counsel)
    await ada.confirm_roster()
    await bea.confirm_roster()
    assert await ada.give_key_unasked(person.case_id) == [comes.fingerprint]
    assert await comes.look_for_file(person.case_id) is None
    assert await bea.give_key_unasked(person.case_id) == [comes.fingerprint]
    assert await comes.look_for_file(person.case_id) == FILE


async def test_a_new_roster_leaves_what_was_pressed_before_to_the_groups_of_then(world: World) -> None:
    ada, _ = await two_groups(world)
    person, _ = await pressed_to(world, 3)
    await world.publish()
    assert [*await ada.keys_of(person.case_id)] == [Label.a]


async def test_a_dispatcher_who_holds_nothing_asks_those_who_do(world: World) -> None:
    early = await world.dispatcher()
    person, _ = await pressed_to(world, 3)
    late = await world.dispatcher()
    await world.publish()
    await early.let_in(person.case_id, [late.fingerprint])
    with pytest.raises(KeyMissing):
        await late.open_file(person.case_id, "night shift")
    await early.give_key(person.case_id, late.fingerprint)
    assert await late.open_file(person.case_id, "night shift") == FILE


async def test_the_key_is_never_in_the_database_in_clear(world: World, tmp_path: Path) -> None:
    dispatcher = await world.dispatcher()
    person, counsel = await pressed_to(world, 4)
    comes = await accepted(world, person, counsel)
    await person.give_key(comes.fingerprint)
    await dispatcher.give_key(person.case_id, comes.fingerprint)
    assert person.sealed is not None
    key = person.sealed.file_key
    assert open_key(give(key, world.listed(comes), comes.keys), comes.keys.kid, comes.keys.seal_key) == key
    stored = [file.read_bytes() for file in tmp_path.rglob("habeas.db*")]
    assert any(person.case_id.encode() in data for data in stored)
    assert not any(key.encode() in data for data in stored)
