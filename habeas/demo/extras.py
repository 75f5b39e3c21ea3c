"""The others in the scenes: counsel whose phones show an offer but who are busy, and persons who answer."""

import asyncio
from functools import partial

from habeas.demo.cast import Cast
from habeas.demo.lines import line
from habeas.demo.pace import Pace, unless_lost
from habeas.drill.party import CounselParty, PersonParty
from habeas.drill.seal_body import TextBody
from habeas.drill.told import Offer, Status


async def busy_phone(party: CounselParty, pace: Pace) -> None:
    """Shows each offer and leaves it unanswered, as the phone of somebody who is with a client does."""
    seen: set[str] = set()
    async with asyncio.TaskGroup() as group:
        while True:
            async for view in party.live():
                for offer in view.offers:
                    if offer.offer_id not in seen:
                        seen.add(offer.offer_id)
                        group.create_task(unless_lost(partial(_show, party, offer, pace)))
            await pace.sleep(pace.retry)


async def _show(party: CounselParty, offer: Offer, pace: Pace) -> None:
    await pace.sleep(pace.ring)
    await party.shown(offer)


class PatientPerson:
    """A person of the scenes: answers a visitor who writes as her counsel, once for each time she looks."""

    def __init__(self, party: PersonParty, language: str, cast: Cast, pace: Pace) -> None:
        self._party = party
        self._language = language
        self._cast = cast
        self._pace = pace
        self._replied = 0

    async def run(self) -> None:
        """Follow the case until it is over."""
        while True:
            async for status in self._party.live():
                if status.over:
                    return
                await unless_lost(partial(self._reply, status))
            await self._pace.sleep(self._pace.retry)

    async def _reply(self, status: Status) -> None:
        if not status.messages or not self._cast.is_visitor(status.counsel):
            return
        await self._party.look()
        thread = self._party.thread
        written = sum(self._cast.is_visitor(one.sender) and isinstance(one.body, TextBody) for one in thread)
        if written > self._replied:
            self._replied = written
            await self._pace.sleep(self._pace.read)
            await self._party.say(line("person", self._language))
