"""The robots of the scenes: counsel who are too busy to answer an offer, and persons who reply."""

import asyncio
from functools import partial

from habeas.client.counsel import CounselParty
from habeas.client.person import PersonParty
from habeas.client.responses import Case, CounselView, Offer, Status
from habeas.client.robot import views
from habeas.client.seal.body import TextBody
from habeas.demo.cast import Cast
from habeas.demo.lines import person_reply
from habeas.demo.pace import Pace, Work, unless_lost
from habeas.demo.people import COUNSEL_PHONE, Profile

MINUTES = 30


async def busy_phone(party: CounselParty, profile: Profile, pace: Pace) -> None:
    """Shows each offer and answers none, as the phone of a counsel who is with a client.

    A case that is promised to her, because she is at its place, gets her introduction.
    """
    begun: set[str] = set()
    async with asyncio.TaskGroup() as group:
        async for view in views(party, pace):
            for key, work in _work(party, view, profile, pace):
                if key not in begun:
                    begun.add(key)
                    group.create_task(unless_lost(work))


def _work(party: CounselParty, view: CounselView, profile: Profile, pace: Pace) -> list[tuple[str, Work]]:
    offers = [(offer.offer_id, partial(_show, party, offer, pace)) for offer in view.offers]
    promises = [
        (case.case_id, partial(_introduce, party, case, profile))
        for case in view.cases
        if case.expected_at is not None and not party.holds(case.case_id)
    ]
    return [*offers, *promises]


async def _introduce(party: CounselParty, case: Case, profile: Profile) -> None:
    await party.take_up(case.case_id)
    await party.introduce(case.case_id, profile.name(case.language), COUNSEL_PHONE, MINUTES)


async def _show(party: CounselParty, offer: Offer, pace: Pace) -> None:
    await pace.sleep(pace.ring)
    await party.mark_shown(offer)


class PatientPerson:
    """A person of the scenes: gives counsel the key of her file, and replies to a visitor who plays one."""

    def __init__(self, party: PersonParty, language: str, cast: Cast, pace: Pace) -> None:
        self._party = party
        self._language = language
        self._cast = cast
        self._pace = pace
        self._answered = 0

    async def run(self) -> None:
        """Follow the case until it is over."""
        while True:
            async for status in self._party.live():
                if status.over:
                    return
                await unless_lost(partial(self._party.follow_with_key, status))
                await unless_lost(partial(self._reply, status))
            await self._pace.sleep(self._pace.retry)

    async def _reply(self, status: Status) -> None:
        if not status.messages or not self._cast.is_visitor(status.counsel):
            return
        await self._party.look()
        thread = self._party.thread
        texts = sum(
            self._cast.is_visitor(message.sender) and isinstance(message.body, TextBody) for message in thread
        )
        if texts > self._answered:
            self._answered = texts
            await self._pace.sleep(self._pace.read)
            await self._party.say(person_reply(self._language))
