"""A dispatcher closes false calls by the hundred, and nothing but false calls."""

from habeas.commands.attend import close
from habeas.commands.close_many import close_many
from habeas.commands.desk import audit
from habeas.commands.shapes.counsel import Close
from habeas.commands.shapes.desk import CloseMany
from habeas.core.board_events import OnCase, RankRaised
from habeas.core.ranks import Rank
from habeas.core.states import Disposition, State
from habeas.core.transitions import Accepted
from habeas.store import apply, cases, overview
from habeas.store.overview import Most
from tests.fakes.town import Pressed, Town


async def states(town: Town, presses: list[Pressed]) -> list[State]:
    found = [await town.ctx.store.read(cases.by_id, one.case_id) for one in presses]
    return [case.state for case in found if case is not None]


async def test_what_waits_and_shows_nothing_is_closed_and_the_log_has_the_number(town: Town) -> None:
    desk = await town.dispatcher()
    presses = [await town.press() for _ in range(30)]
    ids = [one.case_id for one in presses]
    done = await close_many(town.ctx, desk, CloseMany([*ids, ids[0], "0" * 22], Disposition.not_real))
    assert done.closed == 30
    assert set(await states(town, presses)) == {State.closed}
    lines = [entry for entry in (await audit(town.ctx, desk)).entries if entry.action == "many_closed"]
    assert sum(int((entry.reason or "").split()[0]) for entry in lines) == 30
    again = await close_many(town.ctx, desk, CloseMany(ids, Disposition.not_real))
    assert again.closed == 0


async def test_who_shows_something_and_whom_counsel_has_is_never_closed_so(town: Town) -> None:
    (who,) = await town.counsel(1)
    desk = await town.dispatcher()
    vouched, accepted = await town.press(), await town.press()
    now = town.clock.now()
    for event in (
        RankRaised(vouched.case_id, Rank.vouched),
        OnCase(accepted.case_id, Accepted(who.fingerprint)),
    ):
        await town.ctx.store.write(apply.apply_stored, event, now)
    ids = [vouched.case_id, accepted.case_id]
    assert (await close_many(town.ctx, desk, CloseMany(ids, Disposition.not_real))).closed == 0
    assert await states(town, [vouched, accepted]) == [State.waiting, State.accepted]
    await close(town.ctx, who, accepted.case_id, Close(Disposition.helped))


async def test_on_a_board_too_long_are_those_with_counsel_the_highest_ranks_and_the_newest(
    town: Town,
) -> None:
    (who,) = await town.counsel(1)
    presses = []
    for _ in range(6):
        presses.append(await town.press())
        town.clock.advance(1_000)
    now = town.clock.now()
    await town.ctx.store.write(apply.apply_stored, RankRaised(presses[1].case_id, Rank.known), now)
    event = OnCase(presses[0].case_id, Accepted(who.fingerprint))
    await town.ctx.store.write(apply.apply_stored, event, now)
    view = await town.ctx.store.read(overview.board, 0, Most(3, 10))
    shown = [row.case.case_id for row in view.cases]
    assert shown == [presses[0].case_id, presses[1].case_id, presses[5].case_id]
