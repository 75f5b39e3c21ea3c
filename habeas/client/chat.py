"""One side of a case's sealed conversation: reads what is new, keeps the chains, answers."""

import asyncio
from collections.abc import Sequence
from secrets import token_bytes

from habeas.client.api import Api
from habeas.client.responses import read
from habeas.client.seal.body import MessageBody
from habeas.client.seal.keys import Party, Recipient
from habeas.client.seal.message import Opened, Received, open_thread, seal_message
from habeas.client.seal.signature import Link
from habeas.sealed.ids import Point, b64, case_id
from habeas.sealed.roster import Roster


class Chat:
    """`path` is where this side reads and posts; `start`: where the person's chain goes on."""

    def __init__(self, api: Api, path: str, author: Party, person_key: Point, start: Link) -> None:
        self._api = api
        self._path = path
        self._author = author
        self._case_id = case_id(person_key)
        self._person_key = person_key
        self._links: dict[str, Link] = {self._case_id: start}
        self._seen = 0
        self._one_at_a_time = asyncio.Lock()
        self.thread: list[Opened] = []

    async def look(self, roster: Roster) -> list[Opened]:
        """What was said since the last look, own words too. What broke a rule has no body but a reason."""
        async with self._one_at_a_time:
            return await self._look(roster)

    async def say(self, roster: Roster, to: Sequence[Recipient], body: MessageBody) -> int:
        """Seal and post; returns its number in the case. Looks first: own chain may have grown elsewhere."""
        async with self._one_at_a_time:
            await self._look(roster)
            link = self._links.get(self._author.kid, Link(0, None))
            sealed, _ = seal_message(
                self._author, self._case_id, to, link=link, roster_version=roster.version, body=body
            )
            posted = await self._api.post(self._path, {"message_id": b64(token_bytes(16)), "sealed": sealed})
            return int(posted["seq"])

    async def _look(self, roster: Roster) -> list[Opened]:
        fresh: list[Opened] = []
        while page := await self._page():
            self._links, opened = open_thread(
                self._author,
                self._case_id,
                page,
                person_key=self._person_key,
                roster=roster,
                links=self._links,
            )
            self._seen = page[-1].seq
            fresh += opened
        self.thread += fresh
        return fresh

    async def _page(self) -> list[Received]:
        told = await self._api.get(self._path, after=self._seen)
        return read(told["messages"], list[Received])
