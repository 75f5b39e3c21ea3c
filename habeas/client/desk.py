"""A dispatcher in Python: the board, and what she does with a case or with call words."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from typing import Any

import httpx

from habeas.client.access_log import OwnLog, SignedEntry
from habeas.client.freshness import Freshness, judge_roster
from habeas.client.member import MemberParty
from habeas.client.responses import Board, BoardCase, read
from habeas.client.seal.body import FileBody
from habeas.client.seal.call_words import DepositBody, derive, open_deposit
from habeas.client.seal.card import OpenedCard, SealedPart, open_card, open_file, reseal
from habeas.client.seal.file_key import (
    GivenKey,
    KeyMissing,
    Label,
    SealedStandby,
    file_key_of,
    give,
    keys_held,
    open_standby,
)
from habeas.client.seal.keys import MemberKeys
from habeas.client.seal.statement import sign_statement
from habeas.client.trust import Now
from habeas.sealed.ids import digest
from habeas.sealed.refusal import Refused
from habeas.sealed.roster import Role, Roster
from habeas.sealed.sizes import UNASKED_ACCESS
from habeas.sealed.statement import AccessEntry, S, Sighting, verify


class DeskParty(MemberParty):
    """See `MemberParty` for what is raised."""

    def __init__(self, http: httpx.AsyncClient, now: Now, keys: MemberKeys | None = None) -> None:
        super().__init__(http, now, keys)
        self._log = OwnLog()
        self._unasked: dict[str, set[str]] = {}
        self._keys_given: dict[str, set[str]] = {}

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

    async def confirm_roster(self) -> str:
        """Say that the roster is the newest she knows of, as a human does once a shift.

        Returns what she signed.
        """
        roster = await self.trust.refresh()
        place = (roster.organisation, roster.version, self.trust.sha256)
        sighting = Sighting(*place, self.fingerprint, self.trust.now())
        text = sign_statement(sighting, self.keys.sign_key)
        await self.api.post("/v1/desk/sightings", {"text": text})
        return text

    async def freshness(self) -> Freshness:
        """What the dispatchers' statements say of the roster. One that is refused is passed over."""
        roster = await self.trust.refresh()
        texts: list[str] = (await self.api.get("/v1/desk/sightings"))["texts"]
        sightings = _verify_all(texts, Sighting, roster).values()
        return judge_roster(roster, self.trust.sha256, sightings, self.trust.now())

    async def let_in(self, case_id: str, fingerprints: Sequence[str]) -> None:
        """Reseal the card to these counsel of the roster, by her own choice."""
        await self._reseal(await self.open_card(case_id), fingerprints, asked=True)

    async def let_in_unasked(self, case_id: str, fingerprints: Sequence[str]) -> list[str]:
        """As an open desk page does for whom the service names; returns whom it gave access.

        Nobody while the roster is not fresh; no more than UNASKED_ACCESS counsel for one card.
        """
        if (await self.freshness()).until is None:
            return []
        given = self._unasked.setdefault(case_id, set())
        counsel = {member.fingerprint for member in self.trust.roster.members if member.role is Role.counsel}
        able = [kid for kid in dict.fromkeys(fingerprints) if kid in counsel and kid not in given]
        admitted = able[: UNASKED_ACCESS - len(given)]
        if admitted:
            await self._reseal(await self.open_card(case_id), admitted, asked=False)
            given.update(admitted)
        return admitted

    async def _reseal(self, opened: OpenedCard, fingerprints: Sequence[str], *, asked: bool) -> None:
        """First the entry of the log, then the reseal."""
        roster = self.trust.roster
        members = [member for member in roster.members if member.fingerprint in fingerprints]
        sealed = reseal(self.keys, opened, members, roster.version)
        await self.write_down(sealed, [member.fingerprint for member in members], asked=asked)
        await self.api.post(f"{_case(opened.case_id)}/reseal", {"sealed": sealed})

    async def write_down(self, sealed: str, counsel: list[str], *, asked: bool) -> str:
        """Add the entry of a reseal to this device's log, and send it. Returns what she signed."""
        now, organisation = self.trust.now(), self.trust.roster.organisation
        entry = self._log.next_entry(organisation, self.fingerprint, sealed, counsel, asked=asked, now=now)
        text = sign_statement(entry, self.keys.sign_key)
        self._log.add(entry, text)
        await self.api.post("/v1/desk/access-log", {"texts": [text]})
        return text

    async def access_log(self) -> list[SignedEntry]:
        """The entries of all dispatchers; what is refused is passed over."""
        roster, texts, after = await self.trust.refresh(), list[str](), 0
        while page := (await self.api.get("/v1/desk/access-log", after=after))["entries"]:
            texts += [entry["text"] for entry in page]
            after = page[-1]["number"]
        entries = _verify_all(texts, AccessEntry, roster)
        return [SignedEntry(entry, digest(text)) for text, entry in entries.items()]

    async def assign(self, case_id: str, counsel: str) -> BoardCase:
        """Assign by hand. Raises Problem 409 when she cannot open the card: call `let_in` first."""
        return read(await self.api.post(f"{_case(case_id)}/assign", {"counsel": counsel}), BoardCase)

    async def open_file(self, case_id: str, reason: str) -> FileBody:
        """The person's file; the reason goes into the audit log.

        Raises KeyMissing when she cannot open it alone: then those who can help are asked, with the reason.
        """
        file_key = file_key_of(await self.keys_of(case_id))
        body = {"reason": reason, "ask": file_key is None}
        response = await self.api.post(f"{_case(case_id)}/file", body)
        if file_key is None:
            raise KeyMissing(case_id)
        return open_file(await self.open_card(case_id), response["sealed"], file_key)

    async def keys_of(self, case_id: str) -> dict[Label, str]:
        """What she can open of the file's key."""
        detail, roster = await self.case(case_id), await self.trust.refresh()
        response = await self.api.get("/v1/group-key")
        standby = [
            open_standby(self.keys, one, roster) for one in read(response["standby"], list[SealedStandby])
        ]
        return keys_held(self.keys, standby, detail["keys"], read(detail["given"], list[GivenKey]))

    async def give_key(self, case_id: str, member: str) -> None:
        """What she holds of the key, for a member who waits for it, by her own choice.

        Raises LookupError when she holds nothing of it, or the roster does not have the member.
        """
        await self._give_key(case_id, member, asked=True)

    async def give_key_unasked(self, case_id: str) -> list[str]:
        """As an open desk page does for the counsel who has the case; returns whom it gave something.

        Nobody while the roster is not fresh, no dispatcher, and no more than UNASKED_ACCESS counsel.
        """
        if (await self.freshness()).until is None:
            return []
        given = self._keys_given.setdefault(case_id, set())
        detail = read((await self.case(case_id))["case"], BoardCase)
        waiting = [one.member for one in detail.key_requests if one.reason is None]
        counsel = {member.fingerprint for member in self.trust.roster.members if member.role is Role.counsel}
        able = [kid for kid in waiting if kid in counsel - given][: UNASKED_ACCESS - len(given)]
        for kid in able:
            await self._give_key(case_id, kid, asked=False)
            given.add(kid)
        return able

    async def _give_key(self, case_id: str, kid: str, *, asked: bool) -> None:
        """First the entry of the log, then the key."""
        held, to = await self.keys_of(case_id), self.trust.find(kid)
        if not held or to is None:
            raise LookupError("nothing of this key is held here, or the roster has no such member")
        label = Label.whole if Label.whole in held else next(iter(held))
        sealed = give(held[label], to, self.keys)
        await self.write_down(sealed, [kid], asked=asked)
        body = {"to": kid, "label": label, "sealed": sealed}
        await self.api.post(f"{_case(case_id)}/keys", body)

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
        """As a desk page does once a dispatcher has looked at a card that names a place of the list."""
        if place is not None:
            await self.set_place_tag(case_id, await self.tag_of(place))

    async def close(self, case_id: str, disposition: str) -> BoardCase:
        return read(await self.api.post(f"{_case(case_id)}/close", {"disposition": disposition}), BoardCase)

    async def audit(self) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = (await self.api.get("/v1/desk/audit"))["entries"]
        return entries


def _case(case_id: str) -> str:
    return f"/v1/desk/cases/{case_id}"


def _verify_all(texts: Sequence[str], kind: type[S], roster: Roster) -> dict[str, S]:
    """Those statements that dispatchers of the roster signed, by their texts."""
    found: dict[str, S] = {}
    for text in texts:
        with suppress(Refused):
            found[text] = verify(text, kind, roster)
    return found
