"""A counsel in Python: goes on duty, reads offers, accepts, says who comes, talks, moves on, closes."""

from collections.abc import AsyncGenerator

import httpx

from habeas.client.chat import Chat
from habeas.client.member import MemberParty
from habeas.client.responses import Case, CounselView, Offer, read
from habeas.client.seal.body import FileBody, Introduction, MessageBody, TextBody
from habeas.client.seal.card import OpenedCard, Sealed, open_card, open_file
from habeas.client.seal.keys import Member, Recipient
from habeas.client.seal.message import Opened
from habeas.client.trust import Now


class CounselParty(MemberParty):
    """See `MemberParty` for what is raised. What she holds of a case is kept in memory only."""

    def __init__(self, http: httpx.AsyncClient, now: Now, keys: Member | None = None) -> None:
        super().__init__(http, now, keys)
        self._cards: dict[str, OpenedCard] = {}
        self._chats: dict[str, Chat] = {}
        self.files: dict[str, FileBody] = {}

    async def go_on_duty(self, area: str, until: int, committed: bool = False) -> None:
        """`until` in milliseconds since the Unix epoch, at most a day ahead. `committed`: goes when asked."""
        duty = {"on": True, "area": area, "until": until, "committed": committed}
        await self.api.send("PUT", "/v1/counsel/duty", duty)

    async def go_off_duty(self) -> None:
        await self.api.send("PUT", "/v1/counsel/duty", {"on": False})

    async def view(self) -> CounselView:
        return read(await self.api.get("/v1/counsel"), CounselView)

    async def live(self, after: int | None = None) -> AsyncGenerator[CounselView, None]:
        """The whole view at each change."""
        async for event in self.api.events("/v1/counsel/live", after):
            yield read(event.data, CounselView)

    async def shown(self, offer: Offer) -> None:
        """Her phone has shown it."""
        await self.api.post(f"/v1/offers/{offer.offer_id}/shown")

    async def open_offer(self, offer: Offer) -> OpenedCard:
        """Read the card of an offered case; the person is told that somebody did."""
        told = await self.api.get(f"/v1/offers/{offer.offer_id}/card")
        return await self._open(offer.case_id, read(told["envelopes"], list[Sealed]))

    async def accept(self, offer: Offer) -> Case | None:
        """Take the case; then `take_up`. None while her yes is held for somebody nearer: the view tells more.

        Raises Problem 409 when somebody else was first.
        """
        told = await self.api.post(f"/v1/offers/{offer.offer_id}/accept")
        return None if told["case"] is None else read(told["case"], Case)

    async def decline(self, offer: Offer, reason: str) -> None:
        """`reason`: busy, too_far, conflict, language or other."""
        await self.api.post(f"/v1/offers/{offer.offer_id}/decline", {"reason": reason})

    async def take_up(self, case_id: str) -> OpenedCard:
        """Open card and file of a case she has, and the conversation in it."""
        told = await self.api.get(f"/v1/counsel/cases/{case_id}/sealed")
        envelopes = read(told["envelopes"], list[Sealed])
        opened = await self._open(case_id, [one for one in envelopes if one.part != "file"])
        file = next(one.sealed for one in envelopes if one.part == "file")
        self.files[case_id], start = open_file(opened, file)
        path = f"{_case(case_id)}/messages"
        self._chats[case_id] = Chat(self.api, path, self.keys, opened.sign_key, start)
        return opened

    async def introduce(self, case_id: str, name: str, phone: str, minutes: int) -> None:
        """Tell the person who comes and in how many minutes: no one else is told a name."""
        await self.send_message(case_id, Introduction(name, phone, minutes))

    async def say(self, case_id: str, text: str) -> None:
        await self.send_message(case_id, TextBody(text))

    async def send_message(self, case_id: str, body: MessageBody) -> None:
        roster = await self.trust.refresh()
        person = Recipient(case_id, self._cards[case_id].seal_key)
        await self._chats[case_id].say(roster, [person], body)

    async def look(self, case_id: str) -> list[Opened]:
        """What was said in a case since the last look, own words too."""
        return await self._chats[case_id].look(await self.trust.held())

    def holds(self, case_id: str) -> bool:
        """Whether she took it up here."""
        return case_id in self._chats

    def thread(self, case_id: str) -> list[Opened]:
        """All that was said, as far as `look` has come."""
        return self._chats[case_id].thread

    async def en_route(self, case_id: str) -> Case:
        return await self._progress(case_id, "en_route")

    async def arrive(self, case_id: str) -> Case:
        return await self._progress(case_id, "arrived")

    async def kept_out(self, case_id: str) -> Case:
        """At the door, and not let in."""
        return await self._progress(case_id, "refused_entry")

    async def hand_back(self, case_id: str, reason: str) -> None:
        await self.api.post(f"{_case(case_id)}/hand-back", {"reason": reason})

    async def close(self, case_id: str, disposition: str) -> None:
        await self.api.post(f"{_case(case_id)}/close", {"disposition": disposition})
        self.forget(case_id)

    def forget(self, case_id: str) -> None:
        """Drop what was read of a case."""
        for held in (self._cards, self._chats, self.files):
            held.pop(case_id, None)

    async def _progress(self, case_id: str, to: str) -> Case:
        return read(await self.api.post(f"{_case(case_id)}/progress", {"to": to}), Case)

    async def _open(self, case_id: str, envelopes: list[Sealed]) -> OpenedCard:
        self._cards[case_id] = open_card(self.keys, case_id, envelopes, await self.trust.refresh())
        return self._cards[case_id]


def _case(case_id: str) -> str:
    return f"/v1/counsel/cases/{case_id}"
