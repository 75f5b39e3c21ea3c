"""The drill counsel: a robot inside the service who answers whoever practises. Asked for nothing else."""

import logging
from dataclasses import dataclass
from functools import partial

import httpx

from habeas.client import robot
from habeas.client.api import Problem
from habeas.client.counsel import CounselParty
from habeas.client.responses import Offer
from habeas.client.robot import Robot, Voice
from habeas.client.trust import Practice
from habeas.commands import drills, login
from habeas.commands.context import Context
from habeas.commands.errors import Refused
from habeas.core.time import DAY_MS
from habeas.doorbell.local import Listener, open_listener

log = logging.getLogger("habeas")

KEYS_LIVE_MS = DAY_MS

ENGLISH = Voice(
    name="Practice (a robot)",
    hello="This is practice. I am a robot: no lawyer has seen this. Write anything made up.",
    answer="Your message came through. I am a robot and have no advice to give.",
    arrived="A real lawyer would be at the door now. The practice is over; close it whenever you like.",
)
RUSSIAN = Voice(
    name="Учебный вызов (робот)",
    hello="Это учебный вызов. Я робот: ни один адвокат этого не видел. Напишите что-нибудь выдуманное.",
    answer="Сообщение дошло. Я робот и советов не даю.",
    arrived="Настоящий адвокат был бы сейчас у входа. Учебный вызов окончен, его можно закрыть.",
)


@dataclass(frozen=True)
class Pace(robot.Pace):
    """`look`: seconds between two looks at what is to be answered."""

    look: float = 1


class DrillCounsel:
    """`http` leads straight into the service, and is nobody else's. `run()` goes on until cancelled."""

    def __init__(self, ctx: Context, http: httpx.AsyncClient, pace: Pace | None = None) -> None:
        self._ctx = ctx
        self._http = http
        self._pace = pace or Pace()
        self._party, self._robot = self._new()

    async def run(self) -> None:
        """New keys each day; a drill that goes on meanwhile ends."""
        with open_listener(self._ctx.doorbell) as listener:
            while True:
                await self._answer_for_a_day(listener)

    async def begin(self) -> None:
        """Make keys, and answer drills from now on."""
        self._party, self._robot = self._new()
        self._party.use_session(await drills.take_over(self._ctx, self._party.keys))
        self._party.api.sign_in = partial(self._sign_in, self._party)

    async def end(self) -> None:
        """Give up every drill."""
        await self._robot.stop()

    async def step(self) -> int:
        """Look once; returns how many tasks it began. Raises what went wrong beyond one drill."""
        return self._robot.look(await self._party.view())

    async def until_quiet(self) -> None:
        """Wait until no task goes on."""
        await self._robot.until_quiet()

    async def _answer_for_a_day(self, listener: Listener) -> None:
        await self.begin()
        ends_at = self._ctx.now() + KEYS_LIVE_MS
        try:
            while (left_s := self._ctx.until_s(ends_at)) > 0:
                await self.step()
                await self._pace.sleep(self._pace.look)
                await listener.wait(left_s)
        except (Refused, Problem) as refusal:
            log.warning("the drill counsel was refused (%s), and enrols anew", refusal.kind)
            await self._pace.sleep(self._pace.look)
        finally:
            await self.end()

    def _new(self) -> tuple[CounselParty, Robot]:
        party = CounselParty(self._http, self._ctx.clock.now)
        party.trust = Practice(party.api, self._ctx.clock.now)
        return party, Robot(party, _voice, self._pace, self._read)

    async def _read(self, _: Offer) -> None:
        """Before it accepts; nobody else should be first."""
        await self._pace.sleep(self._pace.read)

    async def _sign_in(self, party: CounselParty) -> None:
        """A new session for the same keys. Raises Refused when another service answers drills now."""
        token, _ = await login.open_session(self._ctx, party.fingerprint)
        party.use_session(token)


def _voice(language: str) -> Voice:
    return RUSSIAN if language == "ru" else ENGLISH
