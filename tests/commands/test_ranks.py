"""What a press shows of itself after it was stored: work, a partner's code, a drill's code."""

import pytest
from msgspec import structs
from sqlalchemy import Connection, select

from habeas.client.seal.press import Clear
from habeas.client.work import find_work
from habeas.commands import board, cancel, vouchers, work
from habeas.commands.attend import close
from habeas.commands.errors import Refused
from habeas.commands.shapes.counsel import Close
from habeas.commands.shapes.person import LeaveVoucher, UseVoucher, Work
from habeas.core.board_events import OnCase, RankRaised
from habeas.core.ranks import LEAST_BITS, Like, Rank, like, work_rank
from habeas.core.states import Case, Disposition
from habeas.core.time import DAY_MS, MINUTE_MS
from habeas.core.transitions import Accepted
from habeas.core.work import done_bits
from habeas.sealed.ids import b64, token_sha256
from habeas.store import apply, cases, tables
from habeas.store import board as boards
from habeas.work.board_cache import BoardCache
from tests.fakes.town import Pressed, Town


async def case_of(town: Town, made: Pressed) -> Case:
    case = await town.ctx.store.read(cases.by_id, made.case_id)
    assert case is not None
    return case


async def work_for(town: Town, made: Pressed, bits: int = LEAST_BITS) -> Work:
    nonce = (await work.wanted_work(town.ctx)).nonce
    return Work(nonce, made.case_id, find_work(nonce, made.case_id, bits, 10_000))


def codes_left(conn: Connection) -> int:
    return len(conn.execute(select(tables.voucher)).all())


async def test_no_work_is_wanted_while_few_wait_and_more_the_more_do(town: Town) -> None:
    assert (await work.wanted_work(town.ctx)).bits == 0
    for _ in range(51):
        await town.press()
    await town.settle()
    assert (await work.wanted_work(town.ctx)).bits == LEAST_BITS


async def test_work_raises_the_rank_by_its_bits_and_less_work_never_lowers_it(town: Town) -> None:
    made = await town.press()
    more, less = await work_for(town, made, 6), await work_for(town, made, 4)
    await work.take_work(town.ctx, more)
    raised = (await case_of(town, made)).rank
    assert raised == work_rank(done_bits(more.nonce, more.case_id, more.number)) >= Rank.work + 6
    await work.take_work(town.ctx, less)
    assert (await case_of(town, made)).rank == raised


async def test_work_for_another_case_or_on_an_old_nonce_counts_for_nothing(town: Town) -> None:
    made, other = await town.press(), await town.press()
    done = await work_for(town, made, 9)
    stolen = structs.replace(done, case_id=other.case_id)
    await work.take_work(town.ctx, stolen)
    # One time in sixteen chance makes it worth something for the other case too: as much as it is there.
    assert (await case_of(town, other)).rank == work_rank(
        done_bits(stolen.nonce, stolen.case_id, stolen.number)
    )
    town.clock.advance(20 * MINUTE_MS)
    await work.take_work(town.ctx, done)
    assert (await case_of(town, made)).rank == Rank.none


async def test_a_nonce_is_good_for_ten_minutes_more_and_after_a_restart(town: Town) -> None:
    made = await town.press()
    done = await work_for(town, made)
    town.clock.advance(10 * MINUTE_MS)
    town.restart()
    await work.take_work(town.ctx, done)
    assert (await case_of(town, made)).rank >= Rank.work


@pytest.mark.parametrize("code", ["fine", "duress"])
async def test_what_its_person_ended_by_either_code_takes_no_proof(town: Town, code: str) -> None:
    made = await town.press()
    done = await work_for(town, made)
    (voucher,) = await vouchers.make(town.ctx, 1, 1)
    await cancel.cancel(town.ctx, made.proof, made.word(code))
    await town.settle()
    before = await case_of(town, made)
    await work.take_work(town.ctx, done)
    await vouchers.use(town.ctx, UseVoucher(made.case_id, voucher))
    assert await case_of(town, made) == before
    assert await town.ctx.store.read(codes_left) == 1


async def test_a_partners_code_vouches_for_one_press_and_is_gone(town: Town) -> None:
    first, second = await town.press(), await town.press()
    (code,) = await vouchers.make(town.ctx, 1, 1)
    for made in (first, second):
        await vouchers.use(town.ctx, UseVoucher(made.case_id, code))
    assert [(await case_of(town, made)).rank for made in (first, second)] == [Rank.vouched, Rank.none]
    assert await town.ctx.store.read(codes_left) == 0


async def test_a_code_whose_days_are_over_vouches_for_nobody_and_is_deleted(town: Town) -> None:
    made = await town.press()
    (code,) = await vouchers.make(town.ctx, 1, 1)
    town.clock.advance(DAY_MS)
    await vouchers.use(town.ctx, UseVoucher(made.case_id, code))
    assert (await case_of(town, made)).rank == Rank.none
    await town.janitor.step()
    assert await town.ctx.store.read(codes_left) == 0


async def test_what_is_spelt_as_no_code_is_changes_nothing(town: Town) -> None:
    made = await town.press()
    await vouchers.use(town.ctx, UseVoucher(made.case_id, "A" * 42 + "B"))
    assert (await case_of(town, made)).rank == Rank.none


@pytest.mark.parametrize(("number", "days"), [(0, 1), (1, 0), (1_001, 1), (1, 367)])
async def test_codes_are_made_within_limits(town: Town, number: int, days: int) -> None:
    with pytest.raises(Refused):
        await vouchers.make(town.ctx, number, days)


async def an_answered_drill(town: Town) -> Pressed:
    (robot,) = await town.counsel(1)
    made = await town.press(Clear("centre", "drill", "now", "en"), [robot])
    refusal = await town.ctx.store.write(
        apply.apply_stored, OnCase(made.case_id, Accepted(robot.fingerprint)), town.clock.now()
    )
    assert refusal is None
    return made


async def test_a_drill_that_was_answered_leaves_one_code_which_counts_days_later(town: Town) -> None:
    drill, code = await an_answered_drill(town), b64(bytes(32))
    await vouchers.leave(town.ctx, LeaveVoucher(drill.case_id, token_sha256(code)))
    await vouchers.leave(town.ctx, LeaveVoucher(drill.case_id, token_sha256(b64(bytes(31) + b"!"))))
    assert await town.ctx.store.read(codes_left) == 1
    made = await town.press()
    await vouchers.use(town.ctx, UseVoucher(made.case_id, code))
    assert (await case_of(town, made)).rank == Rank.none
    town.clock.advance(3 * DAY_MS)
    await vouchers.use(town.ctx, UseVoucher(made.case_id, code))
    assert (await case_of(town, made)).rank == Rank.known


async def test_neither_a_press_nor_a_drill_that_nobody_answered_leaves_a_code(town: Town) -> None:
    await town.counsel(1)
    for made in (await town.press(), await town.press(Clear("centre", "drill", "now", "en"))):
        await vouchers.leave(town.ctx, LeaveVoucher(made.case_id, "A" * 43))
    assert await town.ctx.store.read(codes_left) == 0


async def test_the_clerk_remembers_what_was_not_real(town: Town) -> None:
    (who,) = await town.counsel(1)
    made = await town.press()
    cache = BoardCache(1, town.ctx.settings.ways)
    cache.take(await town.ctx.store.read(boards.board_delta, None))
    event = OnCase(made.case_id, Accepted(who.fingerprint))
    await town.ctx.store.write(apply.apply_stored, event, town.clock.now())
    await close(town.ctx, who, made.case_id, Close(Disposition.not_real))
    cache.take(await town.ctx.store.read(boards.board_delta, cache.since))
    (kind,) = cache.board().unreal
    assert (kind.area, kind.rank) == ("centre", Rank.none)


async def test_a_new_clerk_knows_what_was_not_real_for_as_long_as_its_minute_is_stored(town: Town) -> None:
    (who,) = await town.counsel(1)
    for rank in (Rank.none, Rank.vouched):
        made = await town.press()
        if rank:
            event = RankRaised(made.case_id, rank)
            await town.ctx.store.write(apply.apply_stored, event, town.clock.now())
        accepted = OnCase(made.case_id, Accepted(who.fingerprint))
        await town.ctx.store.write(apply.apply_stored, accepted, town.clock.now())
        await close(town.ctx, who, made.case_id, Close(Disposition.not_real))

    async def remembered() -> frozenset[Like]:
        cache = BoardCache(1, town.ctx.settings.ways)
        cache.take(await town.ctx.store.read(boards.board_delta, None))
        return cache.board().unreal

    case = await case_of(town, made)
    assert await remembered() == {like(structs.replace(case, rank=Rank.none))}
    await town.janitor.step()
    assert await remembered() == frozenset()


@pytest.mark.parametrize("rank", [Rank.vouched, Rank.known, Rank.armed, Rank.work + 7])
async def test_the_desk_reads_a_rank_in_a_word(town: Town, rank: int) -> None:
    dispatcher, made = await town.dispatcher(), await town.press()
    (row,) = (await board.board(town.ctx, dispatcher)).cases
    assert (row.rank, row.proven) == ("none", False)
    event = RankRaised(made.case_id, rank)
    await town.ctx.store.write(apply.apply_stored, event, town.clock.now())
    (row,) = (await board.board(town.ctx, dispatcher)).cases
    assert (row.rank, row.proven) == (Rank(rank // 100 * 100).name, True)


async def test_a_raised_rank_is_in_the_story(town: Town) -> None:
    made = await town.press()
    event = RankRaised(made.case_id, Rank.known)
    await town.ctx.store.write(apply.apply_stored, event, town.clock.now())
    rows = await town.ctx.store.read(lambda conn: conn.execute(select(tables.story.c.kind)).scalars().all())
    assert "rank_raised" in rows
