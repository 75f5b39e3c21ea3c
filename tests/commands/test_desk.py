"""What the desk sees and does."""

import pytest

from habeas.client.access_log import OwnLog
from habeas.client.seal.card import SealedPart, open_card, reseal
from habeas.client.seal.statement import sign_statement
from habeas.commands import answer, board, desk, statements
from habeas.commands.context import Member
from habeas.commands.errors import Refused
from habeas.commands.shapes.counsel import Close, Disposition
from habeas.commands.shapes.desk import AccessTexts, Assign, BoardCase, OpenFile, PlaceTag, Reseal
from habeas.core.time import SECOND_MS
from habeas.sealed.roster import Roster
from tests.commands.acts import accepted, offered, offers_to
from tests.fakes.town import SOUTH, Pressed, Town


async def on_board(town: Town, who: Member, pressed: Pressed) -> BoardCase:
    found = [one for one in (await board.board(town.ctx, who)).cases if one.case_id == pressed.case_id]
    assert len(found) == 1
    return found[0]


async def test_the_board_says_what_runs_out_next(town: Town) -> None:
    desk_ = await town.dispatcher()
    (who,) = await town.counsel(1)
    pressed = await town.press()
    await town.settle()
    asked = await on_board(town, desk_, pressed)
    assert (asked.next, asked.next_at) == ("offer_lapses", town.clock.now() + 45 * SECOND_MS)
    assert (asked.open_offers, asked.shown_offers, asked.steps) == (1, 0, 2)
    (offer,) = await offers_to(town, who)
    await answer.mark_shown(town.ctx, who, offer.offer_id)
    seen = await on_board(town, desk_, pressed)
    assert (seen.open_offers, seen.shown_offers, seen.changed > asked.changed) == (1, 1, True)
    await accepted(town, who)
    taken = await on_board(town, desk_, pressed)
    assert (taken.next, taken.counsel, taken.state) == (None, who.fingerprint, "accepted")
    assert (taken.open_offers, taken.shown_offers) == (0, 0)


async def test_with_nobody_on_duty_the_case_is_at_the_desk_at_once(town: Town) -> None:
    desk_ = await town.dispatcher()
    pressed = await town.press()
    await town.settle()
    case = await on_board(town, desk_, pressed)
    assert (case.state, case.next, case.desk_reason) == ("desk", "nobody_left", "nobody_on_duty")


async def test_the_board_shows_counsel_with_load_and_ringing_phone(town: Town) -> None:
    desk_ = await town.dispatcher()
    first, second = await town.counsel(2)
    await town.press(admitted=[first])
    await accepted(town, first)
    later = await town.press(SOUTH, admitted=[second])
    await town.settle()
    rows = {one.fingerprint: one for one in (await board.board(town.ctx, desk_)).counsel}
    assert (rows[first.fingerprint].load, rows[first.fingerprint].open_offer) == (1, None)
    assert (rows[second.fingerprint].load, rows[second.fingerprint].open_offer) == (0, later.case_id)
    assert all(one.on_duty and one.area == "centre" for one in rows.values())


async def test_open_cases_come_before_closed_ones_when_there_is_no_room_for_all(town: Town) -> None:
    desk_ = await town.dispatcher()
    closed, open_ = await town.press(), await town.press()
    await desk.close(town.ctx, desk_, closed.case_id, Close(Disposition.duplicate))
    cases = (await board.board(town.ctx, desk_)).cases
    assert [one.case_id for one in cases] == [open_.case_id, closed.case_id]


async def test_a_case_in_full_says_what_stands_against_each_counsel(town: Town) -> None:
    desk_ = await town.dispatcher()
    asked, free, away, outside = await town.counsel(4)
    await town.off_duty(away)
    pressed = await town.press(admitted=[asked, free, away])
    await town.settle()
    who, offer = await offered(town, [asked, free])
    await answer.mark_shown(town.ctx, who, offer.offer_id)
    detail = await board.case_detail(town.ctx, desk_, pressed.case_id)
    why = {one.counsel: one.obstacles for one in detail.candidates}
    other = free if who == asked else asked
    assert why == {
        other.fingerprint: [],
        who.fingerprint: ["ringing"],
        away.fingerprint: ["off_duty"],
        outside.fingerprint: ["not_admitted"],
    }
    assert [(row.counsel, row.shown_at) for row in detail.offers] == [(who.fingerprint, town.clock.now())]
    assert detail.candidates[0].counsel == other.fingerprint


async def test_assigning_by_hand_overrides_the_machine(town: Town) -> None:
    desk_ = await town.dispatcher()
    among = await town.counsel(2)
    pressed = await town.press()
    await town.settle()
    ringing, _ = await offered(town, among)
    other = next(one for one in among if one != ringing)
    await town.off_duty(other)
    case = await desk.assign(town.ctx, desk_, pressed.case_id, Assign(other.fingerprint))
    assert (case.state, case.counsel) == ("accepted", other.fingerprint)
    assert await offers_to(town, ringing) == []
    again = await desk.assign(town.ctx, desk_, pressed.case_id, Assign(other.fingerprint))
    assert again.version == case.version


async def test_only_a_member_who_can_open_the_card_can_be_given_the_case(town: Town) -> None:
    desk_ = await town.dispatcher()
    admitted, outside = await town.counsel(2)
    pressed = await town.press(admitted=[admitted])
    for who, kind in ((outside.fingerprint, "not-admitted"), ("d" * 22, "no-counsel")):
        with pytest.raises(Refused) as refused:
            await desk.assign(town.ctx, desk_, pressed.case_id, Assign(who))
        assert (refused.value.status, refused.value.kind) == (409, kind)


async def test_resealing_lets_others_in(town: Town) -> None:
    desk_ = await town.dispatcher()
    (outside,) = await town.counsel(1)
    pressed = await town.press(admitted=[desk_])
    await town.settle()
    before = await on_board(town, desk_, pressed)
    assert (before.state, before.needs_access) == ("desk", [outside.fingerprint])

    sealed = await resealed(town, desk_, pressed, outside)
    first = await desk.reseal(town.ctx, desk_, pressed.case_id, Reseal(sealed))
    again = await desk.reseal(town.ctx, desk_, pressed.case_id, Reseal(sealed))
    assert (first.number, again.number) == (3, 3)
    await town.settle()
    (offer,) = await offers_to(town, outside)
    parts = (await answer.card(town.ctx, outside, offer.offer_id)).envelopes
    assert [part.part for part in parts] == ["card", "reseal"]
    after = await on_board(town, desk_, pressed)
    assert (after.state, after.needs_access) == ("desk", [])
    assert [entry.action for entry in (await desk.audit(town.ctx, desk_)).entries] == ["resealed"]


async def resealed(town: Town, by: Member, pressed: Pressed, to: Member) -> str:
    """Written down in a log of its own, as a device does before it sends."""
    roster = Roster("test-aid", 1, 0, 2**52, None, "x" * 43, list(town.listed.values()))
    keys = town.keys[by.fingerprint]
    card = open_card(keys, pressed.case_id, [SealedPart(0, "card", pressed.body.card)], roster)
    sealed = reseal(keys, card, [town.listed[to.fingerprint]], 1)
    made = OwnLog().next_entry(
        "test-aid", by.fingerprint, sealed, [to.fingerprint], asked=True, now=town.clock.now()
    )
    await statements.write_access(town.ctx, by, AccessTexts([sign_statement(made, keys.sign_key)]))
    return sealed


async def test_too_many_reseals_are_refused_and_let_nobody_in(town: Town) -> None:
    desk_, colleague = await town.dispatcher(), await town.dispatcher()
    (outside,) = await town.counsel(1)
    pressed = await town.press(admitted=[desk_])
    for _ in range(town.ctx.settings.limits.reseals_per_case):
        await desk.reseal(
            town.ctx, desk_, pressed.case_id, Reseal(await resealed(town, desk_, pressed, colleague))
        )
    with pytest.raises(Refused) as refused:
        await desk.reseal(
            town.ctx, desk_, pressed.case_id, Reseal(await resealed(town, desk_, pressed, outside))
        )
    assert refused.value.kind == "full"
    await town.settle()
    assert await offers_to(town, outside) == []


async def test_the_file_is_opened_against_an_entry_in_the_log(town: Town) -> None:
    desk_ = await town.dispatcher()
    pressed = await town.press()
    opened = await desk.open_file(town.ctx, desk_, pressed.case_id, OpenFile("phone call"))
    assert opened.sealed == pressed.body.file
    (entry,) = (await desk.audit(town.ctx, desk_)).entries
    assert (entry.by, entry.action, entry.case_id, entry.reason) == (
        desk_.fingerprint,
        "file_opened",
        pressed.case_id,
        "phone call",
    )


async def test_an_unknown_case_leaves_no_entry(town: Town) -> None:
    desk_ = await town.dispatcher()
    with pytest.raises(Refused) as refused:
        await desk.open_file(town.ctx, desk_, "u" * 22, OpenFile("why"))
    assert refused.value.status == 404
    assert (await desk.audit(town.ctx, desk_)).entries == []


async def test_the_place_tag_is_kept(town: Town) -> None:
    desk_ = await town.dispatcher()
    pressed = await town.press()
    for _ in range(2):
        await desk.place_tag(town.ctx, desk_, pressed.case_id, PlaceTag("p" * 22))
    assert (await on_board(town, desk_, pressed)).place_tag == "p" * 22


async def test_who_was_moved_is_in_another_place_and_area_also_once_somebody_comes(
    town: Town,
) -> None:
    desk_ = await town.dispatcher()
    (who,) = await town.counsel(1)
    pressed = await town.press()
    await accepted(town, who)
    await desk.place_tag(town.ctx, desk_, pressed.case_id, PlaceTag("p" * 22, "south"))
    case = await on_board(town, desk_, pressed)
    assert (case.state, case.place_tag, case.area) == ("accepted", "p" * 22, "south")
    await desk.place_tag(town.ctx, desk_, pressed.case_id, PlaceTag(None))
    case = await on_board(town, desk_, pressed)
    assert (case.place_tag, case.area) == (None, "south")
    with pytest.raises(Refused) as refused:
        await desk.place_tag(town.ctx, desk_, pressed.case_id, PlaceTag("p" * 22, "elsewhere"))
    assert refused.value.status == 400


async def test_closing_a_closed_case_tells_how_it_was_closed(town: Town) -> None:
    desk_ = await town.dispatcher()
    pressed = await town.press()
    await desk.close(town.ctx, desk_, pressed.case_id, Close(Disposition.duplicate))
    again = await desk.close(town.ctx, desk_, pressed.case_id, Close(Disposition.helped))
    assert again.disposition == "duplicate"
    await desk.place_tag(town.ctx, desk_, pressed.case_id, PlaceTag("p" * 22))


async def test_the_desk_is_for_the_desk(town: Town) -> None:
    (who,) = await town.counsel(1)
    pressed = await town.press()
    for act in (
        board.board(town.ctx, who),
        board.case_detail(town.ctx, who, pressed.case_id),
        desk.open_file(town.ctx, who, pressed.case_id, OpenFile("why")),
        desk.assign(town.ctx, who, pressed.case_id, Assign(who.fingerprint)),
        desk.audit(town.ctx, who),
    ):
        with pytest.raises(Refused) as refused:
            await act
        assert refused.value.status == 403
