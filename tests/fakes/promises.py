"""The promises of the house (habeas/sim/checks.py), looked at after every step on what the database holds."""

from collections.abc import Awaitable, Callable, Mapping

from habeas.commands.context import Context
from habeas.core.board import Board
from habeas.core.decide import decide
from habeas.doorbell.local import LocalDoorbell
from habeas.sim.checks import Broken, PromiseAuditor, check, step
from habeas.store.board import board_delta
from habeas.work.board_cache import BoardCache

CLERK = "clerk"
MOST_ROUNDS = 50
Loops = Mapping[str, Callable[[], Awaitable[None]]]


class CountingDoorbell(LocalDoorbell):
    """Tells whether anything rang."""

    def __init__(self) -> None:
        super().__init__()
        self.rings = 0

    def ring(self) -> None:
        self.rings += 1
        super().ring()


async def settle(ctx: Context, loops: Loops) -> None:
    """Let the loops look until nothing is left to do. Raises Broken for a promise, naming the step."""
    doorbell, promises = ctx.doorbell, Promises(ctx)
    assert isinstance(doorbell, CountingDoorbell)
    await promises.look("what was done before the loops looked")
    for number in range(1, MOST_ROUNDS + 1):
        before = doorbell.rings
        for name, look in loops.items():
            await promises.take(f"look {number} of the {name}", look, decides=name == CLERK)
        if doorbell.rings == before:
            return
    raise AssertionError(f"the loops did not come to rest in {MOST_ROUNDS} looks")


class Promises:
    """Reads what the clerk reads; changes nothing."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._config = ctx.settings.dispatch
        self._changed: int | None = None
        self._board = Board()

    async def look(self, after: str) -> bool:
        """Whether anything changed since the last look."""
        delta = await self._ctx.store.read(board_delta, None)
        if delta.changed == self._changed:
            return False
        cache = BoardCache(self._ctx.settings.capacity, self._ctx.settings.ways)
        cache.take(delta)
        self._changed, self._board = delta.changed, cache.board()
        _named(after, lambda: check(self._board, self._ctx.now(), self._config))
        return True

    async def take(self, name: str, act: Callable[[], Awaitable[None]], *, decides: bool) -> None:
        """One step of a loop; of one that decides, also what was decided is looked at."""
        before, now = self._board, self._ctx.now()
        await act()
        if await self.look(name) and decides:
            _named(name, lambda: step(before, self._board))
        if decides:
            decision = decide(before, now, self._config)
            auditor = PromiseAuditor(self._config)
            _named(name, lambda: auditor.after_decision(before, decision, self._board, now))


def _named(after: str, look: Callable[[], None]) -> None:
    try:
        look()
    except Broken as broken:
        raise Broken(f"after {after}: {broken}") from broken
