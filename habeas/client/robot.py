"""A counsel who is no human: answers offers, introduces itself as a robot, comes, replies, closes."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from habeas.client.api import Problem
from habeas.client.counsel import CounselParty
from habeas.client.responses import Case, CounselView, KeyWanted, Offer
from habeas.client.seal.body import TextBody
from habeas.core.time import MINUTE_MS, SECOND_MS
from habeas.sealed.refusal import Refused

log = logging.getLogger("habeas")

# So many cases at once; whoever presses meanwhile waits until one of them is over.
MOST_CASES = 50

Work = Callable[[], Coroutine[Any, Any, None]]
Start = Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]]


class Voice(NamedTuple):
    """What it says in one language. `again`: to all messages but the first; None: `answer` once more."""

    name: str
    hello: str
    answer: str
    arrived: str
    again: str | None = None
    phone: str = ""


@dataclass(frozen=True)
class Pace:
    """How long it takes, in seconds.

    read: an offer, or a message. set_out, drive: its way. stay: from its arrival until it closes the case.
    retry: before looking again for a live stream that ended.
    """

    read: float = 2
    set_out: float = 4
    drive: float = 8
    stay: float = 120
    retry: float = 1
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


class Robot:
    """`party` is signed in and on duty; `voice` gives the lines in a language; `start` runs a task.

    `may_accept` returns as soon as an offer may be accepted: it waits while somebody else should be first.
    """

    def __init__(
        self,
        party: CounselParty,
        voice: Callable[[str], Voice],
        pace: Pace,
        may_accept: Callable[[Offer], Awaitable[None]],
        start: Start = asyncio.create_task,
    ) -> None:
        self._party = party
        self._voice = voice
        self._pace = pace
        self._may_accept = may_accept
        self._start = start
        self._tasks: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._replies: dict[str, int] = {}

    def look(self, view: CounselView) -> int:
        """Begin what is new in the view and give up what is over; returns how many tasks it began.

        Raises what went wrong meanwhile beyond a single case.
        """
        for task in self._tasks.values():
            if task.done():
                task.result()
        open_cases = {offer.case_id for offer in view.offers} | {case.case_id for case in view.cases}
        open_cases |= {wanted.case_id for wanted in view.keys_wanted}
        for case_id in {case_id for case_id, _ in self._tasks} - open_cases:
            self._give_up(case_id)
        before = len(self._tasks)
        for key, work in self._works(view):
            if key not in self._tasks and self._has_room(key[0]):
                self._tasks[key] = self._start(_until_over(work))
        return len(self._tasks) - before

    async def until_quiet(self) -> None:
        """Wait until no task goes on. Raises what went wrong."""
        await asyncio.gather(*self._tasks.values())

    async def stop(self) -> None:
        """Give up every case."""
        tasks = [*self._tasks.values()]
        for case_id in {case_id for case_id, _ in self._tasks}:
            self._give_up(case_id)
        await asyncio.gather(*tasks, return_exceptions=True)

    def _has_room(self, case_id: str) -> bool:
        cases = {case_id for case_id, _ in self._tasks}
        return case_id in cases or len(cases) < MOST_CASES

    def _give_up(self, case_id: str) -> None:
        for key in [key for key in self._tasks if key[0] == case_id]:
            self._tasks.pop(key).cancel()
        self._replies.pop(case_id, None)
        self._party.forget(case_id)

    def _works(self, view: CounselView) -> Iterator[tuple[tuple[str, str], Work]]:
        """What offers and cases ask for. The key of a work is the same in every view that asks for it."""
        for offer in view.offers:
            yield (offer.case_id, offer.offer_id), partial(self._accept, offer)
        for case in view.cases:
            yield (case.case_id, "attend"), partial(self._attend, case)
            yield (case.case_id, f"{case.messages} messages"), partial(self._reply, case)
        for wanted in view.keys_wanted:
            yield (wanted.case_id, f"key for {wanted.to}"), partial(self._give_key, wanted)

    async def _accept(self, offer: Offer) -> None:
        await self._party.mark_shown(offer)
        await self._may_accept(offer)
        try:
            await self._party.open_offer(offer)
        except Refused:
            # Until it answers it is asked for no other case: no unreadable card may shut them out.
            await self._party.decline(offer, "other")
            raise
        await self._pace.sleep(self._pace.read)
        await self._party.accept(offer)

    async def _give_key(self, wanted: KeyWanted) -> None:
        await self._party.give_key(wanted)

    async def _attend(self, case: Case) -> None:
        """Introduce itself, come, stay, close; from wherever the case is."""
        await self._party.take_up(case.case_id)
        if case.state == "accepted":
            await self._introduce(case)
            await self._reply(case)
            await self._pace.sleep(self._pace.set_out)
            await self._party.en_route(case.case_id)
        if case.state != "arrived":
            await self._pace.sleep(self._pace.drive)
            await self._party.arrive(case.case_id)
            await self._party.say(case.case_id, self._voice(case.language).arrived)
        await self._pace.sleep(self._pace.stay)
        await self._party.close(case.case_id, "other")

    async def _introduce(self, case: Case) -> None:
        voice, way_s = self._voice(case.language), self._pace.set_out + self._pace.drive
        minutes = max(1, round(way_s * SECOND_MS / MINUTE_MS))
        await self._party.introduce(case.case_id, voice.name, voice.phone, minutes)
        await self._party.say(case.case_id, voice.hello)

    async def _reply(self, case: Case) -> None:
        """One line for all that the person wrote since the last reply."""
        if not self._party.holds(case.case_id):
            return
        await self._party.look(case.case_id)
        thread = self._party.thread(case.case_id)
        texts = sum(
            message.sender == case.case_id and isinstance(message.body, TextBody) for message in thread
        )
        before = self._replies.get(case.case_id, 0)
        if texts <= before:
            return
        self._replies[case.case_id] = texts
        voice = self._voice(case.language)
        await self._pace.sleep(self._pace.read)
        await self._party.say(case.case_id, (before and voice.again) or voice.answer)


async def play(
    party: CounselParty,
    voice: Callable[[str], Voice],
    pace: Pace,
    may_accept: Callable[[Offer], Awaitable[None]],
) -> None:
    """Follow the live stream of `party`, who is on duty, until cancelled. Raises what a task of it raised."""
    async with asyncio.TaskGroup() as group:
        robot = Robot(party, voice, pace, may_accept, group.create_task)
        async for view in views(party, pace):
            robot.look(view)


async def views(party: CounselParty, pace: Pace) -> AsyncIterator[CounselView]:
    """What a counsel sees, for as long as it is asked for: a stream that ended is followed by another."""
    empty_streams = 0
    while True:
        empty_streams += 1
        async for view in party.live():
            yield view
            empty_streams = 0
        # A stream ends with its session: the next one, which signs in again, need not wait.
        if empty_streams > 1:
            await pace.sleep(pace.retry)


async def _until_over(work: Work) -> None:
    """A case that somebody else has, that is over or wrongly sealed is no fault of the robot."""
    try:
        await work()
    except (Problem, Refused) as error:
        log.info("a robot gives up a case: %s", type(error).__name__)
