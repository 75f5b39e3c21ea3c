"""Access to a card: by a click, or without one under a roster that a quorum of dispatchers has confirmed."""

import pytest

from habeas.client.access_log import check_log
from habeas.client.api import Problem
from habeas.client.desk import DeskParty
from habeas.client.seal.card import reseal
from habeas.core.time import HOUR_MS, SECOND_MS
from habeas.sealed.sizes import SIGHTING_HOURS, UNASKED_ACCESS
from tests.fakes.world import CLEAR, World


async def pressed(world: World) -> str:
    person = await world.person()
    await person.press(CLEAR)
    await world.settle()
    return person.case_id


async def desk(world: World, number: int) -> list[DeskParty]:
    made = [await world.dispatcher() for _ in range(number)]
    await world.publish()
    return made


async def newcomers(world: World, number: int) -> list[str]:
    made = [await world.counsel() for _ in range(number)]
    await world.publish()
    return [one.fingerprint for one in made]


async def test_nobody_gets_access_without_a_click_until_two_dispatchers_confirmed(world: World) -> None:
    irina, maxim = await desk(world, 2)
    case_id = await pressed(world)
    named = await newcomers(world, 1)
    assert await irina.let_in_unasked(case_id, named) == []
    await irina.confirm_roster()
    assert await irina.let_in_unasked(case_id, named) == []
    await maxim.confirm_roster()
    assert await irina.let_in_unasked(case_id, named) == named
    world.clock.advance(SIGHTING_HOURS * HOUR_MS)
    assert (await irina.freshness()).until is None


async def test_a_new_roster_is_fresh_to_nobody_yet(world: World) -> None:
    (irina,) = await desk(world, 1)
    await irina.confirm_roster()
    assert (await irina.freshness()).until is not None
    await newcomers(world, 1)
    assert (await irina.freshness()).until is None


async def test_a_server_that_names_many_gets_a_few_in(world: World) -> None:
    (irina,) = await desk(world, 1)
    case_id = await pressed(world)
    named = await newcomers(world, UNASKED_ACCESS + 2)
    await irina.confirm_roster()
    let_in = [kid for one in named for kid in await irina.let_in_unasked(case_id, [one])]
    assert let_in == named[:UNASKED_ACCESS]
    await irina.let_in(case_id, named[UNASKED_ACCESS:])
    log = await irina.access_log()
    assert [signed.entry.asked for signed in log] == [False] * UNASKED_ACCESS + [True]


async def test_neither_a_stranger_nor_a_dispatcher_gets_access_by_the_services_word(world: World) -> None:
    irina, maxim = await desk(world, 2)
    case_id = await pressed(world)
    await irina.confirm_roster()
    await maxim.confirm_roster()
    stranger = await world.counsel()
    assert await irina.let_in_unasked(case_id, [stranger.fingerprint, maxim.fingerprint]) == []


async def test_a_roster_that_the_service_hides_is_known_by_a_colleagues_word(world: World) -> None:
    """She was given the older roster once more; her colleague has seen the one that revokes somebody."""
    irina, maxim = await desk(world, 2)
    await irina.confirm_roster()
    await maxim.confirm_roster()
    held = await irina.trust.refresh()
    await newcomers(world, 1)
    await maxim.confirm_roster()

    async def hidden() -> object:
        return held

    irina.trust.refresh = hidden  # type: ignore[assignment, method-assign]
    found = await irina.freshness()
    assert found.until is None
    assert found.other is not None
    assert (found.other.member, found.other.roster_version) == (maxim.fingerprint, held.version + 1)


async def test_no_reseal_without_an_entry(world: World) -> None:
    (irina,) = await desk(world, 1)
    case_id = await pressed(world)
    named = await newcomers(world, 1)
    opened = await irina.open_card(case_id)
    member = irina.trust.find(named[0])
    assert member is not None
    sealed = reseal(irina.keys, opened, [member], irina.trust.roster.version)
    with pytest.raises(Problem) as refused:
        await irina.api.post(f"/v1/desk/cases/{case_id}/reseal", {"sealed": sealed})
    assert (refused.value.status, refused.value.kind) == (409, "not-written-down")


async def test_a_colleague_checks_the_log_and_remembers_how_far_she_saw_it(world: World) -> None:
    irina, maxim = await desk(world, 2)
    case_id = await pressed(world)
    for one in await newcomers(world, 3):
        await irina.let_in(case_id, [one])
    now = world.clock.now()
    entries = await maxim.access_log()
    faults, head = check_log(entries, None, now)
    assert (faults, head and head.sequence) == (set(), 2)
    assert check_log(entries[:2], head, now)[0] == {"cut"}
    assert check_log([entries[0], entries[2]], None, now)[0] == {"missing"}


async def test_another_entry_in_the_place_of_one_is_refused(world: World) -> None:
    (irina,) = await desk(world, 1)
    case_id = await pressed(world)
    named = await newcomers(world, 1)
    await irina.let_in(case_id, named)
    (entry,) = (await irina.api.get("/v1/desk/access-log"))["entries"]
    await irina.api.post("/v1/desk/access-log", {"texts": [entry["text"]]})
    assert len((await irina.api.get("/v1/desk/access-log"))["entries"]) == 1
    # A signature is drawn anew each time, so the same entry signed again is another text.
    again = entry["text"].rpartition(".")[0] + "." + "A" * 86
    with pytest.raises(Problem) as refused:
        await irina.api.post("/v1/desk/access-log", {"texts": [again]})
    assert refused.value.status == 409


async def test_a_sighting_is_said_just_now_and_by_oneself(world: World) -> None:
    irina, maxim = await desk(world, 2)
    await irina.confirm_roster()
    (text,) = (await irina.api.get("/v1/desk/sightings"))["texts"]
    with pytest.raises(Problem) as refused:
        await maxim.api.post("/v1/desk/sightings", {"text": text})
    assert refused.value.status == 400
    world.clock.advance(400 * SECOND_MS)
    with pytest.raises(Problem) as refused:
        await irina.api.post("/v1/desk/sightings", {"text": text})
    assert refused.value.status == 400
