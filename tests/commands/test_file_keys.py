"""Keys of files that are given after the press: to whom they are taken, how many, and for how long."""

import pytest
from msgspec import structs
from sqlalchemy import Connection, select

from habeas.client.seal.file_key import give
from habeas.commands import attend, cancel, counsel_view, desk, file_keys
from habeas.commands.context import Context, Member
from habeas.commands.errors import Refused
from habeas.commands.shapes.common import KeyLabel
from habeas.commands.shapes.counsel import Close
from habeas.commands.shapes.desk import GiveShare, OpenFile
from habeas.commands.shapes.person import GiveKey
from habeas.core.states import Disposition
from habeas.core.time import DAY_MS
from habeas.sealed.envelope import Part, measure
from habeas.sealed.roster import Role
from habeas.store.tables import given_key, key_holder, key_request
from tests.commands.acts import accepted
from tests.fakes.town import Pressed, Town

KEY = "A" * 43
TABLES = (given_key, key_request, key_holder)


def count(conn: Connection) -> list[int]:
    return [len(conn.execute(select(table)).all()) for table in TABLES]


async def rows(town: Town) -> list[int]:
    """Given keys, requests, holders."""
    return await town.ctx.store.read(count)


def key_for(town: Town, who: Member) -> GiveKey:
    other = next(keys for kid, keys in town.keys.items() if kid != who.fingerprint)
    return GiveKey(who.fingerprint, give(KEY, town.listed[who.fingerprint], other))


async def with_one_who_waits(town: Town) -> tuple[Pressed, Member, list[Member]]:
    """A case, who has it without its key, and the two who hold that."""
    counsel = [await town.enrol(Role.counsel) for _ in range(4)]
    await town.publish()
    pressed = await town.press()
    held = measure(pressed.body.keys[0], Part.key)
    holders = [one for one in counsel if one.fingerprint in held]
    who = next(one for one in counsel if one.fingerprint not in held)
    await town.on_duty(who)
    await accepted(town, who)
    return pressed, who, holders


async def given_keys(ctx: Context, who: Member) -> int:
    (case,) = (await counsel_view.counsel_view(ctx, who)).cases
    return case.given_keys


async def test_given_keys_die_with_the_case(town: Town) -> None:
    pressed, who, _ = await with_one_who_waits(town)
    assert await rows(town) == [0, 1, 2]
    await file_keys.person_give(town.ctx, pressed.proof, key_for(town, who))
    assert await rows(town) == [1, 0, 0]
    asking = await town.dispatcher()
    await desk.open_file(town.ctx, asking, pressed.case_id, OpenFile("asked for", ask=True))
    assert await rows(town) == [1, 1, 0]
    await attend.close(town.ctx, who, pressed.case_id, Close(Disposition.helped))
    town.clock.advance(7 * DAY_MS)
    await town.janitor.step()
    assert await rows(town) == [0, 0, 0]


async def test_a_closed_case_waits_for_no_key(town: Town) -> None:
    pressed, who, holders = await with_one_who_waits(town)
    await attend.close(town.ctx, who, pressed.case_id, Close(Disposition.helped))
    assert await rows(town) == [0, 0, 0]
    await file_keys.person_give(town.ctx, pressed.proof, key_for(town, who))
    assert await rows(town) == [0, 0, 0]
    with pytest.raises(Refused) as refused:
        await file_keys.counsel_give(town.ctx, holders[0], pressed.case_id, key_for(town, who))
    assert refused.value.status == 404


async def test_after_either_code_the_persons_key_is_taken_no_more_and_answered_alike(town: Town) -> None:
    for code in ("fine", "duress"):
        pressed, who, _ = await with_one_who_waits(town)
        await cancel.cancel(town.ctx, pressed.proof, pressed.word(code))
        await town.settle()
        await file_keys.person_give(town.ctx, pressed.proof, key_for(town, who))
        assert (await rows(town))[0] == 0
        await town.off_duty(who)


async def test_of_one_kind_a_member_has_one_and_a_case_has_so_many(town: Town) -> None:
    pressed, who, holders = await with_one_who_waits(town)
    await file_keys.person_give(town.with_limits(given_keys_per_case=0), pressed.proof, key_for(town, who))
    assert await given_keys(town.ctx, who) == 0
    for one in holders:
        await file_keys.counsel_give(town.ctx, one, pressed.case_id, key_for(town, who))
        assert await given_keys(town.ctx, who) == 1


async def test_a_key_for_another_or_of_another_form_is_malformed(town: Town) -> None:
    pressed, who, _ = await with_one_who_waits(town)
    good = key_for(town, who)
    for bad in (
        structs.replace(good, to="A" * 22),
        structs.replace(good, sealed=pressed.body.keys[1]),
        structs.replace(good, sealed=pressed.body.card),
    ):
        with pytest.raises(Refused) as refused:
            await file_keys.person_give(town.ctx, pressed.proof, bad)
        assert refused.value.status == 400


async def test_a_dispatchers_key_needs_its_entry_and_a_request(town: Town) -> None:
    pressed, who, _ = await with_one_who_waits(town)
    asking = await town.dispatcher()
    share = GiveShare(who.fingerprint, KeyLabel.a, key_for(town, who).sealed)
    with pytest.raises(Refused) as refused:
        await file_keys.desk_give(town.ctx, asking, pressed.case_id, share)
    assert (refused.value.status, refused.value.kind) == (409, "not-written-down")
