"""One side of a case's sealed conversation: reads new messages, remembers each sender's chain, posts."""

import asyncio
from collections.abc import Sequence
from secrets import token_bytes

from habeas.client.api import Api
from habeas.client.responses import read
from habeas.client.seal.body import MessageBody
from habeas.client.seal.keys import Keys, Recipient
from habeas.client.seal.message import SealedMessage, ThreadMessage, open_thread, seal_message
from habeas.client.seal.signature import Link
from habeas.sealed.ids import Point, b64, case_id
from habeas.sealed.roster import Roster


class Chat:
    """`path`: where this side reads and posts. `start`: the link after which the person's messages come."""

    def __init__(self, api: Api, path: str, author: Keys, person_key: Point, start: Link) -> None:
        self._api = api
        self._path = path
        self._author = author
        self._case_id = case_id(person_key)
        self._person_key = person_key
        self._links: dict[str, Link] = {self._case_id: start}
        self._last_seq = 0
        self._turn = asyncio.Lock()
        self.thread: list[ThreadMessage] = []

    async def look(self, roster: Roster) -> list[ThreadMessage]:
        """The messages since the last look, its own too. One that was refused has a reason and no body."""
        async with self._turn:
            return await self._look(roster)

    async def say(self, roster: Roster, to: Sequence[Recipient], body: MessageBody) -> int:
        """Seal and post; returns the message's number in the case.

        Looks first: this side may have posted from another device, and its chain goes on from there.
        """
        async with self._turn:
            await self._look(roster)
            link = self._links.get(self._author.kid, Link(0, None))
            sealed, _ = seal_message(
                self._author, self._case_id, to, link=link, roster_version=roster.version, body=body
            )
            message = {"message_id": b64(token_bytes(16)), "sealed": sealed}
            return int((await self._api.post(self._path, message))["seq"])

    async def _look(self, roster: Roster) -> list[ThreadMessage]:
        new: list[ThreadMessage] = []
        while page := await self._page():
            self._links, opened = open_thread(
                self._author,
                self._case_id,
                page,
                person_key=self._person_key,
                roster=roster,
                links=self._links,
            )
            self._last_seq = page[-1].seq
            new += opened
        self.thread += new
        return new

    async def _page(self) -> list[SealedMessage]:
        response = await self._api.get(self._path, after=self._last_seq)
        return read(response["messages"], list[SealedMessage])
