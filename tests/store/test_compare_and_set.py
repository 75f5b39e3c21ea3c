"""Races are won by compare-and-set: on a case's version, on a counsel's duty and on where she is."""

from msgspec import structs

from habeas.commands.context import Member
from habeas.core.actions import Expire
from habeas.core.apply_actions import apply_actions
from habeas.core.board import Board, CaseChange, Changes, Counsel, Offer, changes
from habeas.core.board_events import OnCase
from habeas.core.states import Case, State
from habeas.core.transitions import Arrived, Assigned
from habeas.store import apply, board, cases, offers
from habeas.store.tx import Tx
from tests.fakes.town import SOUTH, Town


async def case_of(town: Town, case_id: str) -> Case:
    case = await town.ctx.store.read(cases.by_id, case_id)
    assert case is not None
    return case


async def test_only_the_version_that_was_read_can_be_changed(town: Town) -> None:
    case = await case_of(town, (await town.press()).case_id)
    first = CaseChange(case.version, structs.replace(case, version=2, step=1))
    second = CaseChange(case.version, structs.replace(case, version=2, step=5))

    assert await town.ctx.store.write(cases.save, [first]) == []
    assert await town.ctx.store.write(cases.save, [second]) == [case.case_id]
    assert (await case_of(town, case.case_id)).step == 1


async def test_one_that_lost_does_not_take_the_others_with_it(town: Town) -> None:
    slow, fine = [await case_of(town, (await town.press()).case_id) for _ in range(2)]
    changes = [
        CaseChange(slow.version + 1, structs.replace(slow, version=9)),
        CaseChange(fine.version, structs.replace(fine, version=2)),
    ]
    assert await town.ctx.store.write(cases.save, changes) == [slow.case_id]
    assert (await case_of(town, slow.case_id)).version == slow.version
    assert (await case_of(town, fine.case_id)).version == 2


async def test_no_offer_is_made_for_a_case_that_lost(town: Town) -> None:
    case = await case_of(town, (await town.press()).case_id)
    stale = CaseChange(case.version + 7, structs.replace(case, version=9))
    made = Offer(
        offer_id="o" * 22, case_id=case.case_id, counsel="c" * 22, round=1, made_at=0, expires_at=9**15
    )
    lost = await town.ctx.store.write(
        apply.commit, Board(cases={case.case_id: case}), Changes((stale,), (made,), ()), 0
    )
    assert lost == [case.case_id]
    assert await town.ctx.store.read(offers.live_of_case, case.case_id) == []


async def test_all_rows_of_one_transaction_carry_one_number(town: Town) -> None:
    first, second = await town.press(), await town.press()

    def together(tx: Tx) -> int:
        cases.touch(tx, [first.case_id])
        cases.touch(tx, [second.case_id])
        return tx.number

    number = await town.ctx.store.write(together)
    later = await town.ctx.store.write(lambda tx: tx.number)
    assert later == number + 1


async def counsel_row(town: Town, who: Member) -> Counsel:
    (counsel,) = await town.ctx.store.read(board.counsel_rows, [who.fingerprint])
    return counsel


async def inside(town: Town, who: Member) -> Board:
    """She is with a person in the south; the board as somebody reads it now."""
    case_id = (await town.press(SOUTH)).case_id
    for event in (Assigned(who.fingerprint, "desk"), Arrived(who.fingerprint)):
        await town.ctx.store.write(apply.apply_stored, OnCase(case_id, event), town.clock.now())
    case = await case_of(town, case_id)
    assert case.state is State.arrived
    return Board(cases={case_id: case}, counsel={who.fingerprint: await counsel_row(town, who)})


def forgotten(before: Board, now: int) -> Board:
    """As the clerk decides when nothing is heard: the case is closed, and she is where it was."""
    return apply_actions(before, [Expire(case.case_id, case.version) for case in before.cases.values()], now)


async def test_where_she_is_is_written_without_her_duty(town: Town) -> None:
    (who,) = await town.counsel(1)
    before = await inside(town, who)
    town.clock.advance(60_000)
    await town.on_duty(who, "centre")
    later = (await counsel_row(town, who)).duty_until
    after = forgotten(before, town.clock.now())
    assert after.counsel[who.fingerprint].area == "south"

    assert await town.ctx.store.write(apply.commit, before, changes(before, after), town.clock.now()) == []
    counsel = await counsel_row(town, who)
    assert (counsel.area, counsel.duty_until) == ("south", later)


async def test_who_went_off_duty_meanwhile_stays_off_duty(town: Town) -> None:
    (who,) = await town.counsel(1)
    before = await inside(town, who)
    await town.off_duty(who)
    await town.ctx.store.write(
        apply.commit, before, changes(before, forgotten(before, town.clock.now())), town.clock.now()
    )
    counsel = await counsel_row(town, who)
    assert (counsel.duty_until, counsel.committed) == (None, False)


async def test_where_she_says_she_is_stands_against_where_a_case_was(town: Town) -> None:
    (who,) = await town.counsel(1)
    before = await inside(town, who)
    await town.on_duty(who, "north")
    after = changes(before, forgotten(before, town.clock.now()))
    assert await town.ctx.store.write(apply.commit, before, after, town.clock.now()) == [who.fingerprint]
    assert (await counsel_row(town, who)).area == "north"
    assert (await case_of(town, after.cases[0].case.case_id)).state is State.closed
