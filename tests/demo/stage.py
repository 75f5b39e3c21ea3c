"""A demo in full on a free port, whose robots do not take the time that they say."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path

import httpx
import pytest

from habeas import wire
from habeas.client.counsel import CounselParty
from habeas.client.desk import DeskParty
from habeas.client.person import PersonParty
from habeas.demo.pace import Pace
from habeas.demo.serve import Demo, assemble_demo
from habeas.http.server import listen
from habeas.work.loop import LoopEnded
from tests.fakes.ready import client

LONG_S = 30


class Hurry:
    """Short waits are over at once and kept in a list; long ones never end, so that scenes stand still."""

    def __init__(self) -> None:
        self.waited: list[float] = []

    async def wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        over = asyncio.Event()
        if seconds < LONG_S:
            asyncio.get_running_loop().call_soon(over.set)
        await over.wait()


class Running:
    """A demo that serves; `http()` is a browser of its own."""

    def __init__(self, demo: Demo, hurry: Hurry) -> None:
        self.hurry = hurry
        self.closing = AsyncExitStack()
        self.origin = demo.service.ctx.settings.origin
        self.ctx = demo.service.ctx
        self.now = self.ctx.clock.now

    async def http(self) -> httpx.AsyncClient:
        http = client(self.origin, timeout=60)
        return await self.closing.enter_async_context(http)

    async def person(self) -> PersonParty:
        return PersonParty(await self.http(), self.now)

    async def counsel(self, name: str) -> CounselParty:
        """A visitor who signed in as this counsel with one click."""
        party = CounselParty(await self.http(), self.now)
        await party.demo_sign_in(await self.fingerprint(name))
        return party

    async def dispatcher(self, name: str) -> DeskParty:
        party = DeskParty(await self.http(), self.now)
        await party.demo_sign_in(await self.fingerprint(name))
        return party

    async def fingerprint(self, name: str) -> str:
        members = (await (await self.http()).get("/demo/members")).json()["members"]
        return next(str(one["fingerprint"]) for one in members if one["name"].startswith(name))


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Running]:
    """Prepared, then served until the block ends."""
    hurry, ready, end = Hurry(), asyncio.Event(), asyncio.Event()
    # A stream that ends is the end of the test: nobody is to look for the service again.
    pace = Pace(drive=10, retry=LONG_S, sleep=hurry.wait)
    with listen("127.0.0.1", 0) as listening, assemble_demo(folder, listening, pace) as demo:
        await demo.prepare()

        async def until_the_end() -> None:
            await end.wait()

        more = {"demo": partial(demo.play, ready.set), "end of the test": until_the_end}
        serving = asyncio.create_task(wire.serve(demo.service, listening, more))
        await ready.wait()
        made = Running(demo, hurry)
        try:
            yield made
        finally:
            await made.closing.aclose()
            end.set()
            with pytest.raises(LoopEnded, match="end of the test"):
                await serving
