"""A dispatcher in Python: the board, and what she does with a case or with call words."""

from collections.abc import AsyncGenerator, Sequence
from typing import Any

from habeas.client.member import MemberParty
from habeas.client.responses import Board, BoardCase, read
from habeas.client.seal.body import FileBody
from habeas.client.seal.call_words import DepositBody, derive, open_deposit
from habeas.client.seal.card import OpenedCard, SealedPart, open_card, open_file, reseal
from habeas.client.seal.group import open_group_key, place_tag


class DeskParty(MemberParty):
    """See `MemberParty` for what is raised."""

    async def board(self) -> Board:
        return read(await self.api.get("/v1/desk/board"), Board)

    async def live(self, after: int | None = None) -> AsyncGenerator[Board, None]:
        """The whole board, or what changed since `after`; then each change."""
        async for event in self.api.events("/v1/desk/live", after):
            yield read(event.data, Board)

    async def case(self, case_id: str) -> dict[str, Any]:
        """Everything that the desk sees of a case, as the OpenAPI document describes it."""
        detail: dict[str, Any] = await self.api.get(_case(case_id))
        return detail

    async def open_card(self, case_id: str) -> OpenedCard:
        envelopes = read((await self.case(case_id))["envelopes"], list[SealedPart])
        return open_card(self.keys, case_id, envelopes, await self.trust.refresh())

    async def let_in(self, case_id: str, fingerprints: Sequence[str]) -> None:
        """Reseal the card to these members of the roster."""
        opened, roster = await self.open_card(case_id), self.trust.roster
        members = [member for member in roster.members if member.fingerprint in fingerprints]
        sealed = reseal(self.keys, opened, members, roster.version)
        await self.api.post(f"{_case(case_id)}/reseal", {"sealed": sealed})

    async def assign(self, case_id: str, counsel: str) -> BoardCase:
        """Assign by hand. Raises Problem 409 when she cannot open the card: call `let_in` first."""
        return read(await self.api.post(f"{_case(case_id)}/assign", {"counsel": counsel}), BoardCase)

    async def open_file(self, case_id: str, reason: str) -> FileBody:
        """The person's file; the reason goes into the audit log."""
        response = await self.api.post(f"{_case(case_id)}/file", {"reason": reason})
        return open_file(await self.open_card(case_id), response["sealed"])[0]

    async def open_words(self, words: str) -> DepositBody:
        """The deposit behind the four words that somebody said on the telephone.

        Raises ValueError when they are not four, Problem 404 when there is none, 409 after too many misses.
        """
        roster = await self.trust.load()
        secret = derive(words, roster.organisation)
        response = await self.api.post("/v1/desk/call-words", {"lookup_id": secret.lookup_id})
        return open_deposit(secret, response["sealed"])

    async def set_place_tag(self, case_id: str, place_tag: str | None, area: str | None = None) -> None:
        """`area`: the one where the person really is, if the press named another."""
        await self.api.send("PUT", f"{_case(case_id)}/place-tag", {"place_tag": place_tag, "area": area})

    async def tag(self, case_id: str, place: str | None) -> None:
        """As an open desk page does for each case whose card names a place of the organisation's list."""
        if place is None:
            return
        response = await self.api.get("/v1/group-key")
        roster = await self.trust.refresh()
        key = open_group_key(self.keys, response["sealed"], roster)
        await self.set_place_tag(case_id, place_tag(key, roster.organisation, place))

    async def close(self, case_id: str, disposition: str) -> BoardCase:
        return read(await self.api.post(f"{_case(case_id)}/close", {"disposition": disposition}), BoardCase)

    async def audit(self) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = (await self.api.get("/v1/desk/audit"))["entries"]
        return entries


def _case(case_id: str) -> str:
    return f"/v1/desk/cases/{case_id}"
