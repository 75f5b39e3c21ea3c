"""The drill counsel: a robot that answers when nobody does, and never before a visitor had a fair chance."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from habeas.client.parties import CounselParty
from habeas.client.responses import Case, CounselView, Offer
from habeas.client.seal.body import TextBody
from habeas.core.time import MINUTE_MS
from habeas.demo.lines import line, robot_name
from habeas.demo.pace import Pace, Work, unless_lost

PHONE = "+441632960199"


class DrillCounsel:
    """`party` is the robot, on duty. `visitor_has` tells whether a visitor could take a case."""

    def __init__(
        self, party: CounselParty, visitor_has: Callable[[str], Awaitable[bool]], pace: Pace
    ) -> None:
        self._party = party
        self._visitor_has = visitor_has
        self._pace = pace
        self._going: dict[str, asyncio.Task[None]] = {}
        self._replied: dict[str, int] = {}

    async def run(self) -> None:
        """Follow the robot's live stream until cancelled. Raises what a step of its work raised."""
        self._going.clear()
        async with asyncio.TaskGroup() as group:
            while True:
                async for view in self._party.live():
                    self._end_what_is_over(view)
                    for key, work in self._work(view):
                        if key not in self._going:
                            self._going[key] = group.create_task(unless_lost(work))
                await self._pace.sleep(self._pace.retry)

    def _work(self, view: CounselView) -> list[tuple[str, Work]]:
        """What each offer and each case asks for, by a name that stays while it is the same thing."""
        offers = [(offer.offer_id, partial(self._answer, offer)) for offer in view.offers]
        cases = [(case.case_id, partial(self._attend, case)) for case in view.cases]
        words = [(f"{case.case_id} {case.messages}", partial(self._reply, case)) for case in view.cases]
        return [*offers, *cases, *words]

    def _end_what_is_over(self, view: CounselView) -> None:
        stands = {offer.offer_id for offer in view.offers} | {case.case_id for case in view.cases}
        for key in [key for key in self._going if key.partition(" ")[0] not in stands]:
            self._going.pop(key).cancel()

    async def _answer(self, offer: Offer) -> None:
        """Wait for somebody better, then take the case."""
        await self._party.shown(offer)
        await self._pace.sleep(self._pace.alone)
        waited = self._pace.alone
        while waited < self._pace.visitor and await self._visitor_has(offer.case_id):
            await self._pace.sleep(1)
            waited += 1
        await self._party.open_offer(offer)
        await self._pace.sleep(self._pace.read)
        await self._party.accept(offer)

    async def _attend(self, case: Case) -> None:
        """Say who comes, come, stay, close."""
        await self._party.take_up(case.case_id)
        if case.state == "accepted":
            await self._introduce(case)
            await self._pace.sleep(self._pace.set_out)
            await self._party.en_route(case.case_id)
        if case.state != "arrived":
            await self._pace.sleep(self._pace.drive)
            await self._party.arrive(case.case_id)
            await self._party.say(case.case_id, line("arrived", case.language))
        await self._pace.sleep(self._pace.stay)
        await self._party.close(case.case_id, "other")

    async def _introduce(self, case: Case) -> None:
        minutes = max(1, round((self._pace.set_out + self._pace.drive) * 1_000 / MINUTE_MS))
        await self._party.introduce(case.case_id, robot_name(case.language), PHONE, minutes)
        await self._party.say(case.case_id, line("hello", case.language))

    async def _reply(self, case: Case) -> None:
        """Answer what the person wrote since the last answer, all of it with one line."""
        if not self._party.holds(case.case_id):
            return
        await self._party.look(case.case_id)
        thread = self._party.thread(case.case_id)
        written = sum(one.sender == case.case_id and isinstance(one.body, TextBody) for one in thread)
        if written <= (before := self._replied.get(case.case_id, 0)):
            return
        self._replied[case.case_id] = written
        await self._pace.sleep(self._pace.read)
        await self._party.say(case.case_id, line("again" if before else "answer", case.language))
