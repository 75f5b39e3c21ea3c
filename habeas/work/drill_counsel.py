"""The drill counsel: answers whoever practises, the whole way, as a counsel would. Asked for nothing else."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx

from habeas.client.api import Problem
from habeas.client.parties import CounselParty
from habeas.client.responses import Offer
from habeas.client.seal.body import TextBody
from habeas.client.trust import Practice
from habeas.commands import drills
from habeas.commands.context import Context
from habeas.core.time import DAY_MS
from habeas.doorbell.local import Listener
from habeas.sealed.refused import Malformed, Refused
from habeas.work.drill_lines import line

log = logging.getLogger("habeas")

# Who practises when so many do already is not answered: that harms nobody.
MOST_AT_ONCE = 50
KEYS_LIVE_MS = DAY_MS


@dataclass(frozen=True, slots=True)
class Pace:
    """How long it takes, in seconds.

    look: between two looks. read: until it has read an offer, and until it accepts. set_out, drive: of its
    way. stay: from its arrival until it closes the drill.
    """

    look: float = 1
    read: float = 2
    set_out: float = 4
    drive: float = 8
    stay: float = 120
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


class DrillCounsel:
    """`http` leads straight into the service, and is nobody else's. `run()` goes on until cancelled."""

    def __init__(self, ctx: Context, http: httpx.AsyncClient, pace: Pace | None = None) -> None:
        self._ctx = ctx
        self._http = http
        self._pace = pace or Pace()
        self._party = CounselParty(http, ctx.clock.now)
        self._going: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """New keys each day; a drill that goes on meanwhile ends."""
        listener = self._ctx.doorbell.listen()
        try:
            while True:
                await self.begin()
                await self._answer_until(self._ctx.now() + KEYS_LIVE_MS, listener)
                await self.end()
        finally:
            self._ctx.doorbell.leave(listener)
            await self.end()

    async def begin(self) -> None:
        """Make keys, and answer drills from now on."""
        self._party = CounselParty(self._http, self._ctx.clock.now)
        self._party.trust = Practice(self._party.api, self._ctx.clock.now)
        self._party.use_session(await drills.take_over(self._ctx, self._party.keys))

    async def end(self) -> None:
        """Give up what goes on."""
        for task in self._going.values():
            task.cancel()
        await asyncio.gather(*self._going.values(), return_exceptions=True)
        self._going.clear()

    async def step(self) -> None:
        """Look once, and begin to answer who is not answered yet. Raises what went wrong beyond one drill."""
        for case_id, task in [*self._going.items()]:
            if task.done():
                del self._going[case_id]
                task.result()
        for offer in (await self._party.view()).offers:
            if offer.case_id not in self._going and len(self._going) < MOST_AT_ONCE:
                self._going[offer.case_id] = asyncio.create_task(self._unless_lost(offer))

    async def done(self) -> None:
        """Wait until nothing goes on."""
        await asyncio.gather(*self._going.values())

    async def _answer_until(self, ends_at: int, listener: Listener) -> None:
        while (left_s := self._ctx.until_s(ends_at)) > 0:
            await self.step()
            await self._pace.sleep(self._pace.look)
            await listener.wait(left_s)

    async def _unless_lost(self, offer: Offer) -> None:
        """That one drill is cancelled, or sealed as it must not be, is no fault of the service."""
        try:
            await self._play(offer)
        except (Problem, Refused, Malformed, httpx.TransportError) as error:
            log.info("a drill ended early: %s", type(error).__name__)
        finally:
            self._party.forget(offer.case_id)

    async def _play(self, offer: Offer) -> None:
        party, case_id = self._party, offer.case_id
        await party.shown(offer)
        await self._pace.sleep(self._pace.read)
        await party.open_offer(offer)
        await self._pace.sleep(self._pace.read)
        await party.accept(offer)
        await party.take_up(case_id)
        await party.introduce(case_id, line("name", offer.language), "", 1)
        await party.say(case_id, line("hello", offer.language))
        await self._talk(offer, self._pace.set_out)
        await party.en_route(case_id)
        await self._talk(offer, self._pace.drive)
        await party.arrive(case_id)
        await party.say(case_id, line("arrived", offer.language))
        await self._talk(offer, self._pace.stay)
        await party.close(case_id, "other")

    async def _talk(self, offer: Offer, seconds: float) -> None:
        """Answer what was written, all of it since the last answer with one line."""
        for _ in range(round(seconds / self._pace.look)):
            await self._party.look(offer.case_id)
            if self._unanswered(offer):
                await self._party.say(offer.case_id, line("answer", offer.language))
            await self._pace.sleep(self._pace.look)

    def _unanswered(self, offer: Offer) -> bool:
        said = [one for one in self._party.thread(offer.case_id) if isinstance(one.body, TextBody)]
        answers = [
            number for number, one in enumerate(said) if one.body == TextBody(line("answer", offer.language))
        ]
        return any(one.sender == offer.case_id for one in said[max(answers, default=-1) + 1 :])
