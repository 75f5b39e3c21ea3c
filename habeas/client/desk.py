"""A dispatcher in Python: the board, a case's card, resealing, assigning, the file, call words."""

from collections.abc import AsyncGenerator, Sequence
from typing import Any

from habeas.client.member import MemberParty
from habeas.client.responses import Board, BoardCase, read
from habeas.client.seal.body import FileBody
from habeas.client.seal.call_words import DepositBody, derive, open_deposit
from habeas.client.seal.card import OpenedCard, Sealed, open_card, open_file, reseal
from habeas.client.seal.group import open_group_key, place_tag


class DeskParty(MemberParty):
    """See `MemberParty` for what is raised."""

    async def board(self) -> Board:
        return read(await self.api.get("/v1/desk/board"), Board)

    async def live(self, after: int | None = None) -> AsyncGenerator[Board, None]:
        """First the whole board (or what changed since `after`), then what changes."""
        async for event in self.api.events("/v1/desk/live", after):
            yield read(event.data, Board)

    async def case(self, case_id: str) -> dict[str, Any]:
        """Everything the desk is told of a case, as it stands in the OpenAPI document."""
        detail: dict[str, Any] = await self.api.get(_case(case_id))
        return detail

    async def open_card(self, case_id: str) -> OpenedCard:
        envelopes = read((await self.case(case_id))["envelopes"], list[Sealed])
        return open_card(self.keys, case_id, envelopes, await self.trust.refresh())

    async def let_in(self, case_id: str, fingerprints: Sequence[str]) -> None:
        """Reseal the card to these members of the roster."""
        opened = await self.open_card(case_id)
        listed = [one for one in self.trust.roster.members if one.fingerprint in fingerprints]
        sealed = reseal(self.keys, opened, listed, self.trust.roster.version)
        await self.api.post(f"{_case(case_id)}/reseal", {"sealed": sealed})

    async def assign(self, case_id: str, counsel: str) -> BoardCase:
        """By hand. Raises Problem 409 when she holds no key to the card: `let_in` first."""
        return read(await self.api.post(f"{_case(case_id)}/assign", {"counsel": counsel}), BoardCase)

    async def open_file(self, case_id: str, reason: str) -> FileBody:
        """The person's file; the reason goes into the audit log."""
        told = await self.api.post(f"{_case(case_id)}/file", {"reason": reason})
        return open_file(await self.open_card(case_id), told["sealed"])[0]

    async def open_words(self, words: str) -> DepositBody:
        """What waits behind the four words that somebody said on the telephone.

        Raises ValueError when they are not four, Problem 404 when nothing waits, 409 after too many misses.
        """
        roster = await self.trust.held()
        derived = derive(words, roster.organisation)
        told = await self.api.post("/v1/desk/call-words", {"lookup_id": derived.lookup_id})
        return open_deposit(derived, told["sealed"])

    async def place_tag(self, case_id: str, place_tag: str | None, area: str | None = None) -> None:
        """`area`: the person is in another one than was thought."""
        await self.api.send("PUT", f"{_case(case_id)}/place-tag", {"place_tag": place_tag, "area": area})

    async def tag(self, case_id: str, place: str | None) -> None:
        """What an open desk page does for each case whose card names a place of the organisation's list."""
        if place is None:
            return
        told = await self.api.get("/v1/group-key")
        roster = await self.trust.refresh()
        key = open_group_key(self.keys, told["sealed"], roster)
        await self.place_tag(case_id, place_tag(key, roster.organisation, place))

    async def close(self, case_id: str, disposition: str) -> BoardCase:
        return read(await self.api.post(f"{_case(case_id)}/close", {"disposition": disposition}), BoardCase)

    async def audit(self) -> list[dict[str, Any]]:
        told = await self.api.get("/v1/desk/audit")
        entries: list[dict[str, Any]] = told["entries"]
        return entries


def _case(case_id: str) -> str:
    return f"/v1/desk/cases/{case_id}"
