"""Keeps a process that answers drills (habeas/drill): starts it, lets it in, starts another when it dies."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from habeas.commands import drills, login
from habeas.commands.context import Context
from habeas.commands.errors import Refused, Unavailable
from habeas.core.time import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, Millis
from habeas.drill.lines import Keys, Session, Setup, SignIn
from habeas.work.child import Child, ChildEnded, open_child

log = logging.getLogger("habeas")

KEYS_LIVE_MS = DAY_MS
START_S = 60
SESSION_PAUSE_S = 0.5
# Before another process is started: twice as long each time, unless the last one lived long enough.
FIRST_PAUSE_S, LAST_PAUSE_S = 1, 60
LONG_LIFE_MS = MINUTE_MS
# The machine may sleep meanwhile: no timer runs then.
LOOK_MS = HOUR_MS

ANSWER_LINE = "drills are answered, in a process of their own"


class DrillCounsel:
    """`url` leads to this very service, on its own machine. Nothing that the process says is believed but
    its public keys.
    """

    def __init__(self, ctx: Context, url: str, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep):
        self._ctx = ctx
        self._url = url
        self._sleep = sleep

    async def run(self) -> None:
        """Goes on until cancelled. A new process with new keys each day: drills that go on meanwhile end.

        While there is none, nobody answers drills, and phones offer none.
        """
        pause_s = 0
        while True:
            await drills.strike_off(self._ctx)
            await self._sleep(pause_s)
            began_at = self._ctx.now()
            try:
                await self._answer_for_a_day()
                pause_s = 0
            except (ChildEnded, Refused, Unavailable, OSError) as fault:
                lived_long = self._ctx.now() - began_at >= LONG_LIFE_MS
                pause_s = FIRST_PAUSE_S if lived_long else min(max(2 * pause_s, FIRST_PAUSE_S), LAST_PAUSE_S)
                log.warning("the drill counsel %s; another answers in %d s", _reason(fault), pause_s)

    async def _answer_for_a_day(self) -> None:
        async with open_child() as child:
            fingerprint = await self._enrol(child)
            log.info(ANSWER_LINE)
            ends_at = self._ctx.now() + KEYS_LIVE_MS
            while await self._asks_for_session(child, ends_at):
                token, _ = await login.open_session(self._ctx, fingerprint)
                await child.tell(Session(token))
                await self._sleep(SESSION_PAUSE_S)

    async def _enrol(self, child: Child) -> str:
        await child.tell(Setup(self._ctx.settings.origin, self._url, self._ctx.clock.now()))
        try:
            async with asyncio.timeout(START_S):
                keys = await child.read(Keys)
        except TimeoutError as error:
            raise ChildEnded("never began") from error
        return await drills.take_over(self._ctx, keys.seal_key, keys.sign_key)

    async def _asks_for_session(self, child: Child, ends_at: Millis) -> bool:
        """Once it does; False when its day is over."""
        while (left_ms := ends_at - self._ctx.now()) > 0:
            try:
                async with asyncio.timeout(min(left_ms, LOOK_MS) / SECOND_MS):
                    await child.read(SignIn)
                    return True
            except TimeoutError:
                continue
        return False


def _reason(fault: Exception) -> str:
    if isinstance(fault, ChildEnded):
        return str(fault)
    if isinstance(fault, Refused):
        return f"was refused ({fault.kind})"
    return f"cannot work: {fault}"
