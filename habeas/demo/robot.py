"""The demo's drill counsel: it answers when nobody does, and never before a visitor had a fair chance."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from habeas.client.counsel import CounselParty
from habeas.client.responses import Offer
from habeas.client.robot import Robot
from habeas.demo.lines import counsel_voice
from habeas.demo.pace import Pace

VisitorHas = Callable[[str], Awaitable[bool]]
"""Whether a visitor could take this case."""


async def play_robot(party: CounselParty, visitor_has: VisitorHas, pace: Pace) -> None:
    """Follow the live stream of `party`, who is on duty, until cancelled. Raises what a task of it raised."""
    async with asyncio.TaskGroup() as group:
        may_accept = partial(_let_visitors_first, visitor_has, pace)
        robot = Robot(party, counsel_voice, pace, may_accept, group.create_task)
        while True:
            async for view in party.live():
                robot.look(view)
            await pace.sleep(pace.retry)


async def _let_visitors_first(visitor_has: VisitorHas, pace: Pace, offer: Offer) -> None:
    await pace.sleep(pace.alone)
    waited_s = pace.alone
    while waited_s < pace.visitor and await visitor_has(offer.case_id):
        await pace.sleep(1)
        waited_s += 1
