"""Others in a story, without screens: persons and counsel in Python, on a loop of their own."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import aclosing, contextmanager
from functools import partial
from typing import TypeVar
from urllib.parse import urlsplit

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal

from habeas.client.counsel import CounselParty
from habeas.client.person import PersonParty
from habeas.client.responses import CounselView, Offer, Status
from habeas.client.seal.body import Card, Introduction
from habeas.client.seal.press import Clear
from habeas.core.time import HOUR_MS
from habeas.sealed.roster import Role
from habeas.wire import SystemClock
from tests.browser.device import WAIT_MS
from tests.browser.house import House
from tests.fakes.authenticator import Authenticator
from tests.fakes.ready import client

T = TypeVar("T")


class Crowd:
    """Made by `crowd`. Each call waits until it is done."""

    def __init__(self, house: House, portal: BlockingPortal) -> None:
        self._house = house
        self._portal = portal
        self._now = SystemClock().now
        self._open: list[httpx.AsyncClient] = []

    def counsel(self) -> CounselParty:
        """Enrolled and signed in, in no roster yet."""
        party, passkey = CounselParty(self._http(), self._now), Authenticator(self._house.origin)
        invitation = urlsplit(self._house.invitation(Role.counsel)).fragment.removeprefix("invitation=")
        self.do(lambda: party.enrol(invitation, passkey.create, ["en"], ["centre"]))
        self.do(lambda: party.log_in(passkey.get))
        return party

    def go_on_duty(self, counsel: CounselParty, area: str) -> None:
        self.do(lambda: counsel.go_on_duty(area, self._now() + HOUR_MS))

    def view(self, counsel: CounselParty) -> CounselView:
        return self.do(counsel.view)

    def decline(self, counsel: CounselParty) -> None:
        """Says no to what she is asked."""
        for offer in self.view(counsel).offers:
            self.do(partial(counsel.decline, offer, "busy"))

    def offer(self, counsel: CounselParty) -> Offer:
        """The first that she is made; waits for it."""
        return self._see(counsel, lambda view: bool(view.offers)).offers[0]

    def wait_for_keys(self, counsel: CounselParty, number: int) -> None:
        """Until somebody has given her so many keys of the file of her case."""
        self._see(counsel, lambda view: any(case.given_keys >= number for case in view.cases))

    def _see(self, counsel: CounselParty, holds: Callable[[CounselView], bool]) -> CounselView:
        async def seen() -> CounselView:
            async with asyncio.timeout(WAIT_MS / 1_000):
                # A stream may end, with a new roster, say: pages open another then, and so does she.
                while True:
                    async with aclosing(counsel.live()) as views:
                        async for view in views:
                            if holds(view):
                                return view

        return self.do(seen)

    def cancel(self, person: PersonParty) -> None:
        self.do(person.cancel)

    def person(self) -> PersonParty:
        return PersonParty(self._http(), self._now)

    def press(self, area: str, place: str) -> PersonParty:
        """From the place; the card says so."""
        person = self.person()
        clear = Clear(area, "detained", "now", "en")
        self.do(lambda: person.press(clear, Card(place=place)))
        return person

    def vouch(self, person: PersonParty, code: str) -> None:
        self.do(partial(person.vouch, code))

    def status(self, person: PersonParty) -> Status:
        return self.do(person.status)

    def told_by(self, person: PersonParty) -> str:
        """Who says that she comes; waits until somebody does."""
        return self.introduction(person)[0]

    def introduction(self, person: PersonParty) -> tuple[str, str]:
        """Name and phone of who says that she comes; waits until somebody does."""

        async def told() -> tuple[str, str]:
            async for status in person.live():
                if status.messages > 0:
                    break
            said = [one.body for one in await person.look()]
            return next((body.name, body.phone) for body in said if isinstance(body, Introduction))

        return self.do(told)

    def do(self, act: Callable[[], Awaitable[T]]) -> T:
        async def acted() -> T:
            return await act()

        return self._portal.call(acted)

    def close(self) -> None:
        for one in self._open:
            self.do(one.aclose)

    def _http(self) -> httpx.AsyncClient:
        self._open.append(client(self._house.origin))
        return self._open[-1]


@contextmanager
def crowd(house: House) -> Iterator[Crowd]:
    with start_blocking_portal() as portal:
        made = Crowd(house, portal)
        try:
            yield made
        finally:
            made.close()
