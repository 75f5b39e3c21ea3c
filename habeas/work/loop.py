"""How loops run: at every ring and when the next thing is due; together, until one of them ends."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any

from habeas.commands.context import Context
from habeas.commands.errors import Unavailable
from habeas.core.time import Millis
from habeas.doorbell.local import Listener

log = logging.getLogger("habeas")

Run = Callable[[], Coroutine[Any, Any, None]]

# Rings that come closer together than this are answered by one look.
PAUSE_S = 0.05
RETRY_S = 2.0


class LoopEnded(Exception):
    """One of the service's loops, named here, ended by itself: the service would only look alive."""


async def look_when_due(
    ctx: Context,
    listener: Listener,
    look: Callable[[], Awaitable[None]],
    next_at: Callable[[], Awaitable[Millis | None]],
) -> None:
    """Goes on until cancelled. `next_at` reads when something is due though nobody rings; None for never."""
    while True:
        await look()
        await asyncio.sleep(PAUSE_S)
        due_at = await next_at()
        await listener.wait(None if due_at is None else ctx.until_s(due_at))


async def run_together(loops: Mapping[str, Run]) -> None:
    """Run them until cancelled. When one ends by itself, end all and raise LoopEnded from its cause."""
    tasks = [asyncio.create_task(_outlive_faults(name, run), name=name) for name, run in loops.items()]
    try:
        ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
    for task in ended:
        cause = task.exception()
        raise cause if isinstance(cause, LoopEnded) else LoopEnded(task.get_name()) from cause


async def _outlive_faults(name: str, run: Run) -> None:
    """A loop outlives a full disk: it holds no truth of its own, so it begins anew when there is room."""
    while True:
        try:
            return await run()
        except Unavailable as fault:
            log.error("the %s cannot use the database, and tries again: %s", name, fault)
            await asyncio.sleep(RETRY_S)
