"""The lookout: what another process wrote rings here, and nothing else does."""

from habeas.commands.press import press
from habeas.commands.rosters import publish
from habeas.core.time import HOUR_MS
from habeas.store import board
from habeas.work.lookout import Lookout
from tests.commands.acts import offers_to
from tests.commands.test_check_in import Armed
from tests.fakes.town import PLAN, Town


async def rings(town: Town, lookout: Lookout) -> bool:
    """Whether one look rings."""
    listener = town.ctx.doorbell.listen()
    await lookout.step()
    town.ctx.doorbell.leave(listener)
    return listener.pending


async def test_it_rings_once_for_what_another_process_wrote(town: Town, elsewhere: Town) -> None:
    await town.counsel(1)
    lookout = Lookout(town.ctx)
    await lookout.step()
    assert not await rings(town, lookout)
    await publish(elsewhere.ctx, *town.organisation.sign([], town.clock.now()))
    assert [await rings(town, lookout) for _ in range(2)] == [True, False]


async def test_a_check_in_armed_or_moved_elsewhere_is_heard_of(town: Town, elsewhere: Town) -> None:
    await town.counsel(1)
    lookout, armed = Lookout(town.ctx), Armed(elsewhere)
    await lookout.step()
    await armed.arm()
    assert [await rings(town, lookout) for _ in range(2)] == [True, False]
    await armed.extend(1, 2)
    assert await rings(town, lookout)


async def test_a_case_of_another_process_is_offered_here(town: Town, elsewhere: Town) -> None:
    (who,) = await town.counsel(1)
    await town.settle()
    pressed = town.sealed_press()
    await press(elsewhere.ctx, pressed.body, pressed.size)
    await town.clerk.step()
    assert len(await offers_to(town, who)) == 1


async def test_the_next_moment_is_that_of_the_rows(town: Town) -> None:
    """A step of the plan ends, a duty ends; what is over counts no more."""
    await town.counsel(1)
    now = town.clock.now()
    step_ends_at, duty_ends_at = now + PLAN.steps[0].ms, now + 8 * HOUR_MS
    assert await town.ctx.store.read(board.next_moment, now) == duty_ends_at
    await town.press()
    await town.settle()
    assert await town.ctx.store.read(board.next_moment, now) == step_ends_at
    assert await town.ctx.store.read(board.next_moment, step_ends_at) == duty_ends_at
