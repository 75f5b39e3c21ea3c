"""Counsel go to places: who accepts there is given the others too, and gives them back together."""

from pathlib import Path

import pytest

from habeas.commands import attend, board, counsel_view, desk, status
from habeas.commands.context import Member
from habeas.commands.errors import Refused
from habeas.commands.shapes.counsel import (
    ClientPlace,
    Close,
    CounselCase,
    Disposition,
    HandBack,
    HandBackReason,
    Progress,
    Step,
)
from habeas.commands.shapes.desk import PlaceTag
from habeas.core.time import MINUTE_MS
from tests.commands.acts import accepted, offers_to
from tests.fakes.town import SOUTH, Pressed, Town

TAG = "t" * 22


def on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*"))


async def cases_of(town: Town, who: Member) -> list[CounselCase]:
    return (await counsel_view.counsel_view(town.ctx, who)).cases


async def busload(town: Town, number: int) -> tuple[Member, list[Pressed]]:
    """So many pressed in the centre; the one counsel on duty has accepted one of them and so has all."""
    (who,) = await town.counsel(1)
    pressed = [await town.press() for _ in range(number)]
    await accepted(town, who)
    assert len(await cases_of(town, who)) == number
    return who, pressed


async def states(town: Town, pressed: list[Pressed]) -> list[tuple[str, bool]]:
    told = [await status.status(town.ctx, one.proof) for one in pressed]
    return [(one.state, one.handed_back) for one in told]


async def test_who_accepts_one_is_given_the_others_who_wait_there(town: Town) -> None:
    who, pressed = await busload(town, 3)
    promised = [one for one in await cases_of(town, who) if one.expected_at is not None]
    assert len(promised) == 2
    now = town.clock.now()
    assert all(now < one.expected_at <= now + 60 * MINUTE_MS for one in promised)
    assert await states(town, pressed) == [("accepted", False)] * 3


async def test_an_offer_says_how_many_wait_at_the_place(town: Town) -> None:
    (who,) = await town.counsel(1)
    for _ in range(4):
        await town.press()
    await town.settle()
    (offer,) = await offers_to(town, who)
    assert (offer.waiting_there, offer.held_until) == (4, None)


async def test_who_is_not_coming_gives_back_all_that_she_was_given_for_going_there(town: Town) -> None:
    who, pressed = await busload(town, 3)
    own = next(one for one in await cases_of(town, who) if one.expected_at is None)
    town.clock.advance(MINUTE_MS)
    await attend.hand_back(town.ctx, who, own.case_id, HandBack(HandBackReason.cannot_reach))
    assert await cases_of(town, who) == []
    assert await states(town, pressed) == [("waiting", True)] * 3
    log = (await desk.audit(town.ctx, await town.dispatcher())).entries
    assert [one.action for one in log] == ["handed_back"] * 3
    await town.settle()
    assert await offers_to(town, who) == []


async def test_a_conflict_of_interest_is_about_one_client(town: Town) -> None:
    who, pressed = await busload(town, 3)
    await attend.hand_back(town.ctx, who, pressed[0].case_id, HandBack(HandBackReason.conflict))
    assert len(await cases_of(town, who)) == 2


async def test_who_is_inside_gives_back_only_that_one(town: Town) -> None:
    who, pressed = await busload(town, 3)
    await attend.progress(town.ctx, who, pressed[0].case_id, Progress(Step.arrived))
    await attend.hand_back(town.ctx, who, pressed[1].case_id, HandBack(HandBackReason.busy))
    assert {one.case_id for one in await cases_of(town, who)} == {pressed[0].case_id, pressed[2].case_id}


async def test_the_tag_of_a_place_is_gone_from_the_files_once_somebody_is_inside(town: Town) -> None:
    who, pressed = await busload(town, 2)
    desk_ = await town.dispatcher()
    for one in pressed:
        await desk.place_tag(town.ctx, desk_, one.case_id, PlaceTag(TAG))
    shut = await town.press(admitted=[desk_])
    await desk.place_tag(town.ctx, desk_, shut.case_id, PlaceTag(TAG))
    await town.settle()
    assert TAG.encode() in on_disk(town.path)
    for one in pressed:
        await attend.progress(town.ctx, who, one.case_id, Progress(Step.arrived))
    await town.settle()
    # Who still waits there is tagged, and nobody else: of her place it is known who is to be let in.
    assert {one.place_tag for one in await cases_of(town, who)} == {None}
    tags = {one.case_id: one.place_tag for one in (await board.board(town.ctx, desk_)).cases}
    assert tags == {**dict.fromkeys([one.case_id for one in pressed]), shut.case_id: TAG}
    await desk.close(town.ctx, desk_, shut.case_id, Close(Disposition.other))
    await town.settle()
    await town.reads_are_back()
    await town.janitor.step()
    assert TAG.encode() not in on_disk(town.path)


async def test_a_counsel_tags_the_places_of_her_clients_alone(town: Town) -> None:
    who, (pressed,) = await busload(town, 1)
    (other,) = await town.counsel(1)
    with pytest.raises(Refused) as refused:
        await attend.tag_place(town.ctx, other, pressed.case_id, ClientPlace(TAG))
    assert refused.value.status == 404
    await attend.tag_place(town.ctx, who, pressed.case_id, ClientPlace(TAG))
    assert [one.place_tag for one in await cases_of(town, who)] == [TAG]


async def test_what_will_not_be_kept_is_taken_back_and_the_person_is_told(town: Town) -> None:
    who, pressed = await busload(town, 6)
    before = {one.case_id for one in await cases_of(town, who)}
    town.clock.advance(110 * MINUTE_MS)
    await town.press(SOUTH)
    await town.settle()
    left = before - {one.case_id for one in await cases_of(town, who)}
    assert left
    told = await states(town, [one for one in pressed if one.case_id in left])
    assert {handed_back for _, handed_back in told} == {True}


async def test_who_is_kept_out_says_so_and_it_is_in_the_log_with_its_moment(town: Town) -> None:
    who, (pressed,) = await busload(town, 1)
    desk_ = await town.dispatcher()
    await town.pass_time(20 * 60)
    for _ in range(2):
        case = await attend.progress(town.ctx, who, pressed.case_id, Progress(Step.refused_entry))
    assert (case.state, case.refused_at) == ("en_route", town.clock.now())
    (row,) = (await board.board(town.ctx, desk_)).cases
    assert row.refused_at == town.clock.now()
    entries = (await desk.audit(town.ctx, desk_)).entries
    assert [(one.action, one.at, one.by) for one in entries] == [
        ("refused_entry", town.clock.now(), who.fingerprint)
    ]
    assert (await attend.progress(town.ctx, who, pressed.case_id, Progress(Step.arrived))).arrived_at


async def test_where_she_was_last_is_where_she_is(town: Town) -> None:
    (who,) = await town.counsel(1, "north")
    pressed = await town.press()
    await accepted(town, who)
    await attend.progress(town.ctx, who, pressed.case_id, Progress(Step.arrived))
    assert (await counsel_view.counsel_view(town.ctx, who)).duty.area == "north"
    await attend.close(town.ctx, who, pressed.case_id, Close(Disposition.helped))
    assert (await counsel_view.counsel_view(town.ctx, who)).duty.area == "centre"
    await town.press()
    await town.settle()
    (offer,) = await offers_to(town, who)
    assert offer.travel_minutes == 10
