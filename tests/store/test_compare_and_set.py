"""Races are won by compare-and-set on a case's version."""

from msgspec import structs

from habeas.core.board import Board, CaseChange, Changes, Offer
from habeas.core.states import Case
from habeas.store import apply, cases, offers
from habeas.store.tx import Tx
from tests.fakes.town import Town


async def case_of(town: Town, case_id: str) -> Case:
    case = await town.ctx.store.read(cases.one, case_id)
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
        return tx.changed

    number = await town.ctx.store.write(together)
    later = await town.ctx.store.write(lambda tx: tx.changed)
    assert later == number + 1
