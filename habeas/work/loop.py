"""The plain loop: look at every ring, and when the next thing is due."""

import asyncio
from collections.abc import Awaitable, Callable

from sqlalchemy import Connection

from habeas.commands.context import Context
from habeas.core.time import Millis

# Rings that come closer together than this are answered by one look.
PAUSE_S = 0.05


async def look_when_due(
    ctx: Context, step: Callable[[], Awaitable[None]], next_at: Callable[[Connection], Millis | None]
) -> None:
    """Goes on until cancelled. `next_at` reads when something is due though nobody rings; None for never."""
    listener = ctx.doorbell.listen()
    try:
        while True:
            await step()
            await asyncio.sleep(PAUSE_S)
            due_at = await ctx.store.read(next_at)
            await listener.wait(None if due_at is None else ctx.until_s(due_at))
    finally:
        ctx.doorbell.leave(listener)
