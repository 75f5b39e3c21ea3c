"""A promise of the house that does not hold ends a story, and the step after which it was is named."""

import pytest
from sqlalchemy import Update

from habeas.sim.checks import Broken
from habeas.store.tables import case_
from habeas.store.tx import Tx
from tests.fakes.town import Town

ASLEEP = case_.update().values(wake_at=None)


async def spoil(town: Town, statement: Update) -> None:
    def write(tx: Tx) -> None:
        tx.conn.execute(statement.values(changed=tx.number))

    await town.ctx.store.write(write)


class SpoilingClerk:
    """Decides, and lets what waits be forgotten."""

    def __init__(self, town: Town) -> None:
        self._town, self._clerk = town, town.clerk

    async def step(self) -> None:
        await self._clerk.step()
        await spoil(self._town, ASLEEP)


async def test_what_was_broken_before_the_loops_looked_is_told_so(town: Town) -> None:
    await town.counsel(1)
    await town.press()
    await spoil(town, ASLEEP)
    with pytest.raises(Broken, match=r"after what was done before the loops looked: .* neither wakes"):
        await town.settle()


async def test_what_a_loop_breaks_is_told_of_that_loop(town: Town) -> None:
    await town.counsel(1)
    await town.press()
    town.clerk = SpoilingClerk(town)  # type: ignore[assignment]
    with pytest.raises(Broken, match=r"after look 1 of the clerk: .* neither wakes"):
        await town.settle()


class SleepingClerk:
    async def step(self) -> None:
        """Nothing."""


async def test_a_clerk_who_sleeps_through_what_is_due_is_found(town: Town) -> None:
    await town.counsel(1)
    await town.press()
    town.clerk = SleepingClerk()  # type: ignore[assignment]
    with pytest.raises(Broken, match=r"after look 1 of the clerk: "):
        await town.settle()
