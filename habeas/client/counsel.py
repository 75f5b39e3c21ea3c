"""A counsel in Python: duty, offers, cases from the introduction to closing, keys that others wait for."""

from collections.abc import AsyncGenerator
from typing import Any

import httpx

from habeas.client.chat import Chat
from habeas.client.member import MemberParty
from habeas.client.responses import Case, CounselView, KeyWanted, Offer, read
from habeas.client.seal.body import FileBody, Introduction, MessageBody, TextBody
from habeas.client.seal.card import OpenedCard, SealedPart, file_link, open_card, open_file
from habeas.client.seal.file_key import GivenKey, file_key_of, give, keys_held, open_key
from habeas.client.seal.keys import MemberKeys, Recipient
from habeas.client.seal.message import ThreadMessage
from habeas.client.trust import Now
from habeas.sealed.roster import Role
from habeas.sealed.sizes import GIVEN_UNASKED


class CounselParty(MemberParty):
    """See `MemberParty` for what is raised. Opened cards and files stay in memory only."""

    def __init__(self, http: httpx.AsyncClient, now: Now, keys: MemberKeys | None = None) -> None:
        super().__init__(http, now, keys)
        self._cards: dict[str, OpenedCard] = {}
        self._chats: dict[str, Chat] = {}
        self.files: dict[str, FileBody] = {}
        self._given: dict[str, set[str]] = {}

    async def go_on_duty(self, area: str, until: int, committed: bool = False) -> None:
        """`until`: milliseconds since the Unix epoch, a day ahead at most. `committed`: she goes if asked."""
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

    async def mark_shown(self, offer: Offer) -> None:
        """Tell the service that her phone has shown the offer."""
        await self.api.post(f"/v1/offers/{offer.offer_id}/shown")

    async def open_offer(self, offer: Offer) -> OpenedCard:
        """Read the card of an offered case. The person sees that somebody reads it."""
        response = await self.api.get(f"/v1/offers/{offer.offer_id}/card")
        return await self._open(offer.case_id, read(response["envelopes"], list[SealedPart]))

    async def accept(self, offer: Offer) -> Case | None:
        """Take the case; then `take_up`. None while her acceptance is held, for somebody nearer to answer.

        Raises Problem 409 when somebody else was first.
        """
        response = await self.api.post(f"/v1/offers/{offer.offer_id}/accept")
        return None if response["case"] is None else read(response["case"], Case)

    async def decline(self, offer: Offer, reason: str) -> None:
        """`reason`: busy, too_far, conflict, language or other."""
        await self.api.post(f"/v1/offers/{offer.offer_id}/decline", {"reason": reason})

    async def take_up(self, case_id: str) -> OpenedCard:
        """Open the card of a case she has, begin its conversation, and read the file if she has its key."""
        response = await self.api.get(f"{_case(case_id)}/sealed")
        envelopes = read(response["envelopes"], list[SealedPart])
        opened = await self._open(case_id, [part for part in envelopes if part.part != "file"])
        file = next(part.sealed for part in envelopes if part.part == "file")
        self._read_file(opened, file, response)
        path = f"{_case(case_id)}/messages"
        self._chats[case_id] = Chat(self.api, path, self.keys, opened.sign_key, file_link(file))
        return opened

    async def tag(self, case_id: str) -> None:
        """As her page does once she has looked at the client's card."""
        place = self._cards[case_id].card.place
        if place is not None:
            await self.api.send("PUT", f"{_case(case_id)}/place-tag", {"place_tag": await self.tag_of(place)})

    async def look_for_file(self, case_id: str) -> FileBody | None:
        """The file of a case that she took up, if somebody has given her its key by now."""
        response = await self.api.get(f"{_case(case_id)}/sealed")
        file = next(part["sealed"] for part in response["envelopes"] if part["part"] == "file")
        self._read_file(self._cards[case_id], file, response)
        return self.files.get(case_id)

    async def give_key(self, wanted: KeyWanted) -> bool:
        """As her open page does with a key that she holds; False when it must not: not to everybody."""
        roster = await self.trust.refresh()
        given, to = self._given.setdefault(wanted.case_id, set()), self.trust.find(wanted.to)
        is_full = wanted.to not in given and len(given) == GIVEN_UNASKED
        if to is None or to not in roster.members or to.role is not Role.counsel or is_full:
            return False
        file_key = open_key(wanted.sealed, self.keys.kid, self.keys.seal_key)
        given.add(wanted.to)
        body = {"to": wanted.to, "sealed": give(file_key, to, self.keys)}
        await self.api.post(f"{_case(wanted.case_id)}/keys", body)
        return True

    async def introduce(self, case_id: str, name: str, phone: str, minutes: int) -> None:
        """Tell the person who comes and in how many minutes. Nobody else can read the name."""
        await self.send_message(case_id, Introduction(name, phone, minutes))

    async def say(self, case_id: str, text: str) -> None:
        await self.send_message(case_id, TextBody(text))

    async def send_message(self, case_id: str, body: MessageBody) -> None:
        roster = await self.trust.refresh()
        person = Recipient(case_id, self._cards[case_id].seal_key)
        await self._chats[case_id].say(roster, [person], body)

    async def look(self, case_id: str) -> list[ThreadMessage]:
        """The messages of a case since the last look, her own too."""
        return await self._chats[case_id].look(await self.trust.load())

    def holds(self, case_id: str) -> bool:
        """Whether this device took the case up."""
        return case_id in self._chats

    def thread(self, case_id: str) -> list[ThreadMessage]:
        """All messages up to the last look."""
        return self._chats[case_id].thread

    async def en_route(self, case_id: str) -> Case:
        return await self._progress(case_id, "en_route")

    async def arrive(self, case_id: str) -> Case:
        return await self._progress(case_id, "arrived")

    async def report_no_entry(self, case_id: str) -> Case:
        """She is at the door and is not let in."""
        return await self._progress(case_id, "refused_entry")

    async def hand_back(self, case_id: str, reason: str) -> None:
        await self.api.post(f"{_case(case_id)}/hand-back", {"reason": reason})

    async def close(self, case_id: str, disposition: str) -> None:
        await self.api.post(f"{_case(case_id)}/close", {"disposition": disposition})
        self.forget(case_id)

    def forget(self, case_id: str) -> None:
        """Drop card, conversation and file of a case."""
        self._cards.pop(case_id, None)
        self._chats.pop(case_id, None)
        self.files.pop(case_id, None)

    def _read_file(self, opened: OpenedCard, file: str, response: dict[str, Any]) -> None:
        given = read(response["given"], list[GivenKey])
        file_key = file_key_of(keys_held(self.keys, (), response["keys"], given))
        if file_key is not None:
            self.files[opened.case_id] = open_file(opened, file, file_key)

    async def _progress(self, case_id: str, to: str) -> Case:
        return read(await self.api.post(f"{_case(case_id)}/progress", {"to": to}), Case)

    async def _open(self, case_id: str, envelopes: list[SealedPart]) -> OpenedCard:
        self._cards[case_id] = open_card(self.keys, case_id, envelopes, await self.trust.refresh())
        return self._cards[case_id]


def _case(case_id: str) -> str:
    return f"/v1/counsel/cases/{case_id}"
