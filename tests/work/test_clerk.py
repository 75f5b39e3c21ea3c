"""The clerk: decides what is due, remembers nothing that the database does not."""

from dataclasses import replace

import pytest
from msgspec import structs
from sqlalchemy import Connection

from habeas.commands import answer, counsel_view, status
from habeas.commands import board as commands
from habeas.commands.cancel import cancel
from habeas.commands.duty import set_duty
from habeas.commands.shapes.counsel import Decline, DeclineReason, SetDuty
from habeas.commands.shapes.desk import Outlook, Why
from habeas.core.board import CaseChange
from habeas.core.config import Config
from habeas.core.time import HOUR_MS
from habeas.store import board, cases, decisions, visitors
from habeas.store.tx import Tx
from habeas.work.clerk import CASES_AT_ONCE
from tests.commands.acts import accepted, offered, offers_to
from tests.fakes.town import SOUTH, Pressed, Town


async def told(town: Town, pressed: Pressed) -> status.Status:
    return await status.status(town.ctx, pressed.proof)


async def test_step_by_step_and_then_the_desk(town: Town) -> None:
    among = await town.counsel(3)
    pressed = await town.press()
    await town.settle()
    assert (await told(town, pressed)).asked == 1
    await town.pass_time(45)
    assert (await told(town, pressed)).asked == 3
    assert sum([len(await offers_to(town, who)) for who in among]) == 2
    await town.pass_time(45)
    after = await told(town, pressed)
    assert (after.state, after.desk_reason, after.asked) == ("desk", "plan_ended", 3)


async def test_a_case_at_the_desk_is_still_offered_to_who_comes_on_duty(town: Town) -> None:
    (who,) = await town.counsel(1)
    await town.off_duty(who)
    pressed = await town.press()
    await town.settle()
    assert (await told(town, pressed)).state == "desk"
    await town.on_duty(who)
    await town.settle()
    assert len(await offers_to(town, who)) == 1


async def test_it_asks_to_be_woken_when_something_is_due(town: Town) -> None:
    await town.counsel(1)
    await town.press()
    await town.settle()
    town.clock.advance(44_999)
    assert town.ctx.until_s(town.clock.now() + 1) > 0
    await town.clerk.step()
    changed = await town.ctx.store.read(board.changed_now)
    town.clock.advance(1)
    await town.clerk.step()
    assert await town.ctx.store.read(board.changed_now) > changed


async def test_looking_again_at_an_unchanged_board_writes_nothing(town: Town) -> None:
    await town.counsel(2)
    for _ in range(3):
        await town.press()
    await town.settle()
    changed = await town.ctx.store.read(board.changed_now)
    await town.clerk.step()
    town.restart()
    await town.clerk.step()
    assert await town.ctx.store.read(board.changed_now) == changed


async def test_a_new_clerk_goes_on_where_the_old_one_died(town: Town) -> None:
    among = await town.counsel(2)
    pressed = await town.press()
    await town.settle()
    who, offer = await offered(town, among)
    await answer.decline(town.ctx, who, offer.offer_id, Decline(DeclineReason.busy))
    town.restart()
    await town.settle()
    next_, _ = await offered(town, among)
    assert next_ != who
    await accepted(town, next_)
    town.restart()
    await town.pass_time(600)
    assert (await told(town, pressed)).counsel == next_.fingerprint


async def test_what_was_due_while_it_was_down_is_done_at_the_start(town: Town) -> None:
    await town.counsel(1)
    pressed = await town.press()
    await town.settle()
    town.clock.advance(3_600_000)
    town.restart()
    await town.settle()
    assert (await told(town, pressed)).state == "desk"


async def test_one_phone_shows_one_offer_and_the_most_urgent_first(town: Town) -> None:
    (who,) = await town.counsel(1)
    await town.press(structs.replace(SOUTH, area="north", urgency="soon"))
    urgent = await town.press(SOUTH)
    await town.settle()
    (offer,) = await offers_to(town, who)
    assert offer.case_id == urgent.case_id


async def test_a_decision_on_a_case_that_somebody_else_changed_is_void(town: Town) -> None:
    """The clerk decided on what it read; in between the person cancelled."""
    (who,) = await town.counsel(1)
    pressed = await town.press()

    def meanwhile(tx: Tx) -> None:
        case = cases.by_id(tx.conn, pressed.case_id)
        assert case is not None
        moved = structs.replace(case, version=case.version + 1, rank=7)
        assert cases.save(tx, [CaseChange(case.version, moved)]) == []

    write = town.ctx.store.write

    async def after_somebody_else(job: object, *args: object) -> object:
        if job is decisions.write:
            town.ctx.store.write = write
            await write(meanwhile)
        return await write(job, *args)

    town.ctx.store.write = after_somebody_else
    await town.clerk.step()
    assert await offers_to(town, who) == []
    await town.settle()
    assert len(await offers_to(town, who)) == 1


async def test_many_cases_are_written_piece_by_piece(town: Town) -> None:
    desk_only = [await town.press() for _ in range(3)]

    def copies(tx: Tx) -> None:
        row = dict(tx.conn.execute(cases.case_.select()).mappings().first() or {})
        many = [{**row, "case_id": f"{number:022}"} for number in range(CASES_AT_ONCE * 2)]
        tx.conn.execute(cases.case_.insert(), many)

    await town.ctx.store.write(copies)
    await town.settle()
    found = await town.ctx.store.read(board.board_delta, None)
    assert len(found.cases) == CASES_AT_ONCE * 2 + len(desk_only)
    assert {case.state for case in found.cases} == {"desk"}


async def test_the_outlook_is_written_when_it_differs_and_wakes_nobody(town: Town) -> None:
    desk_ = await town.dispatcher()
    assert (await commands.board(town.ctx, desk_)).outlook is None
    await town.counsel(1)
    await town.press()
    await town.settle()
    assert (await commands.board(town.ctx, desk_)).outlook == Outlook(1, 1)
    changed = await town.ctx.store.read(board.changed_now)
    await town.clerk.step()
    town.restart()
    await town.clerk.step()
    assert await town.ctx.store.read(board.changed_now) == changed


async def test_with_nobody_waiting_there_is_no_outlook(town: Town) -> None:
    desk_ = await town.dispatcher()
    pressed = await town.press()
    await town.settle()
    assert (await commands.board(town.ctx, desk_)).outlook == Outlook(1, 0)
    await cancel(town.ctx, pressed.proof, pressed.word())
    await town.settle()
    assert (await commands.board(town.ctx, desk_)).outlook is None


async def test_a_press_at_a_place_rewrites_no_other_case_that_waits_there(town: Town) -> None:
    """Who is asked to go is to be let into their cards: that is written once, of the place."""
    desk_ = await town.dispatcher()
    await town.counsel(1)
    shut = [await town.press(admitted=[desk_]) for _ in range(3)]
    await town.settle()
    stored = [await town.ctx.store.read(cases.by_id, one.case_id) for one in shut]
    (asked,) = await town.counsel(1)
    await town.press(admitted=[desk_, asked])
    await town.settle()
    assert [await town.ctx.store.read(cases.by_id, one.case_id) for one in shut] == stored
    board_ = await commands.board(town.ctx, desk_)
    for row in board_.cases:
        assert row.missing == "answer" or asked.fingerprint in row.needs_access
    assert await town.ctx.store.read(visitor_rows) == {("centre", "centre"): [asked.fingerprint]}


async def test_where_nobody_waits_nothing_is_kept_of_who_comes(town: Town) -> None:
    await town.counsel(1)
    pressed = await town.press()
    await town.settle()
    assert await town.ctx.store.read(visitor_rows)
    await cancel(town.ctx, pressed.proof, pressed.word())
    await town.settle()
    assert await town.ctx.store.read(visitor_rows) == {}


def visitor_rows(conn: Connection) -> dict[tuple[str, str], list[str]]:
    return {(*where,): list(row.counsel) for where, row in visitors.rows(conn).items()}


async def test_why_her_is_kept_with_the_offer(town: Town) -> None:
    desk_ = await town.dispatcher()
    near, far = (await town.counsel(1))[0], (await town.counsel(1, "north"))[0]
    pressed = await town.press()
    await town.settle()
    (offer,) = (await commands.case_detail(town.ctx, desk_, pressed.case_id)).offers
    assert (offer.counsel, offer.why) == (near.fingerprint, Why(18, 1, True, 0, far.fingerprint, 48))


@pytest.mark.parametrize("on", [True, False])
async def test_what_is_missing_is_told_in_one_word(town: Town, on: bool) -> None:
    desk_ = await town.dispatcher()
    (who,) = await town.counsel(1)
    if not on:
        await town.off_duty(who)
    await town.press()
    await town.settle()
    (row,) = (await commands.board(town.ctx, desk_)).cases
    assert row.missing == ("answer" if on else "duty")


async def test_who_has_set_the_time_aside_is_known_as_such_until_her_duty_ends(town: Town) -> None:
    desk_ = await town.dispatcher()
    (who,) = await town.counsel(1)
    until = town.clock.now() + 2 * HOUR_MS
    told = await set_duty(town.ctx, who, SetDuty(True, "centre", until, committed=True))
    assert told.committed
    for restart in (False, True):
        if restart:
            town.restart()
        await town.press()
        await town.settle()
        (row,) = (await commands.board(town.ctx, desk_)).counsel
        assert row.committed
    town.clock.advance(2 * HOUR_MS)
    (row,) = (await commands.board(town.ctx, desk_)).counsel
    assert not row.committed


async def test_the_organisations_own_numbers_are_reckoned_with(town: Town) -> None:
    """Two at once, 40 minutes each: with so short a limit the third is not promised to her."""
    (who,) = await town.counsel(1)
    other = structs.replace(town.ctx.settings, dispatch=Config(limit_minutes=60))
    town.ctx = replace(town.ctx, settings=other)
    town.restart()
    for _ in range(3):
        await town.press()
    await accepted(town, who)
    assert len((await counsel_view.counsel_view(town.ctx, who)).cases) == 2
