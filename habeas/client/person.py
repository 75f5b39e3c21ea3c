"""A person in Python: presses or arms a check-in, follows it, writes, and ends it by one of two codes."""

from collections.abc import AsyncGenerator
from secrets import token_bytes
from typing import Any

import httpx

from habeas.client.api import Api
from habeas.client.chat import Chat
from habeas.client.responses import CheckIn, Status, read
from habeas.client.seal.body import Card, FileBody, MessageBody, TextBody
from habeas.client.seal.ending import CODES, end_secret
from habeas.client.seal.file_key import give
from habeas.client.seal.keys import PersonKeys, Recipient, make_person, recipients
from habeas.client.seal.message import ThreadMessage
from habeas.client.seal.press import Clear, Moment, SealedPress, seal_press
from habeas.client.trust import Now, Trust
from habeas.client.work import find_work
from habeas.sealed.ids import b64, token_sha256
from habeas.sealed.roster import Role
from habeas.sealed.sizes import GIVEN_UNASKED


class PersonParty:
    """One person with one case. `http` carries the base address and may be shared among persons.

    Calls raise `Problem` when the service refuses, `httpx.HTTPError` when it cannot be reached, and
    `habeas.sealed.refusal.Refused` when its answer is not signed as it must be.
    """

    def __init__(self, http: httpx.AsyncClient, now: Now, trust: Trust | None = None) -> None:
        self.keys: PersonKeys = make_person()
        self.codes = CODES
        self.api = Api(http, self.keys.token)
        self.trust = trust or Trust(self.api, now)
        self.sealed: SealedPress | None = None
        self._chat: Chat | None = None
        self._given: set[str] = set()

    @property
    def case_id(self) -> str:
        return self.keys.kid

    async def seal(
        self, clear: Clear, card: Card, file: FileBody, moment: Moment | None = None
    ) -> SealedPress:
        """Seal a press to the counsel on duty now; with a moment, a check-in. Nothing is sent yet.

        Raises LookupError for an area that is not in the signed directory.
        """
        roster = await self.trust.refresh()
        await self.trust.check_area(clear.area)
        duty = await self.api.get(f"/v1/duty/{clear.area}")
        self.sealed = seal_press(
            self.keys,
            roster,
            clear,
            duty=duty["counsel"],
            card=card,
            file=file,
            codes=self.codes,
            moment=moment,
        )
        self._chat = Chat(self.api, "/v1/case/messages", self.keys, self.keys.sign_public, self.sealed.link)
        return self.sealed

    async def send(self) -> dict[str, Any]:
        """Send the sealed press. Sending it again changes nothing. Raises LookupError before `seal`."""
        receipt: dict[str, Any] = await self.api.post_raw("/v1/cases", self._body())
        return receipt

    async def arm(
        self, clear: Clear, moment: Moment, card: Card | None = None, file: FileBody | None = None
    ) -> CheckIn:
        """Seal a check-in and send it. To repeat it, call `send_check_in`."""
        await self.seal(clear, card or Card(), file or FileBody(), moment)
        return await self.send_check_in()

    async def send_check_in(self) -> CheckIn:
        """Sending it again changes nothing. Raises LookupError before `seal`."""
        return read(await self.api.post_raw("/v1/check-ins", self._body()), CheckIn)

    async def check_in(self) -> CheckIn:
        return read(await self.api.get("/v1/check-in"), CheckIn)

    async def extend(self, number: int, moment: Moment, *, resealed: SealedPress | None = None) -> CheckIn:
        """Set another moment. `resealed`: what `seal` returned for the counsel on duty by now."""
        body: dict[str, object] = {
            "number": number,
            "due_at": moment.due_at,
            "grace_minutes": moment.grace_minutes,
        }
        if resealed is not None:
            body["resealed"] = {part: resealed.fields[part] for part in ("card", "file", "keys")}
        return read(await self.api.send("PUT", "/v1/check-in", body), CheckIn)

    async def press(
        self, clear: Clear, card: Card | None = None, file: FileBody | None = None
    ) -> dict[str, Any]:
        """Seal and send; returns the receipt."""
        await self.seal(clear, card or Card(), file or FileBody())
        return await self.send()

    async def work(self, most_tries: int) -> None:
        """Do the work that is wanted now, if any, for what was stored."""
        wanted = await self.api.get("/v1/work")
        if wanted["bits"]:
            number = find_work(wanted["nonce"], self.case_id, wanted["bits"], most_tries)
            body = {"nonce": wanted["nonce"], "case_id": self.case_id, "number": number}
            await self.api.post("/v1/work", body)

    async def vouch(self, code: str) -> None:
        """Show a code, of a partner or of a drill done days ago."""
        await self.api.post("/v1/vouchers", {"case_id": self.case_id, "code": code})

    async def leave_voucher(self) -> str:
        """After a drill that was answered: a code for a press to come."""
        code = b64(token_bytes(32))
        body = {"case_id": self.case_id, "code_sha256": token_sha256(code)}
        await self.api.send("PUT", "/v1/vouchers", body)
        return code

    async def status(self) -> Status:
        return read(await self.api.get("/v1/case"), Status)

    async def live(self, after: int | None = None) -> AsyncGenerator[Status, None]:
        """The status at each change."""
        async for event in self.api.events("/v1/case/live", after):
            yield read(event.data, Status)

    async def give_key(self, counsel: str) -> None:
        """As her page does for the counsel who accepted. Raises LookupError unless the roster has her."""
        await self.trust.load()
        to = self.trust.find(counsel)
        if self.sealed is None or to is None or to.role is not Role.counsel:
            raise LookupError("nothing is sealed, or the roster has no such counsel")
        if counsel not in self._given and len(self._given) == GIVEN_UNASKED:
            raise LookupError("it has gone to as many as one case ever needs")
        self._given.add(counsel)
        sealed = give(self.sealed.file_key, to, self.keys)
        await self.api.post("/v1/case/keys", {"to": counsel, "sealed": sealed})

    async def follow_with_key(self, status: Status) -> None:
        """As her open page does at each status: once to each counsel who has the case, to three at most."""
        counsel = status.counsel
        if counsel is None or status.over or counsel in self._given or len(self._given) == GIVEN_UNASKED:
            return
        await self.trust.load()
        if self.trust.find(counsel) is None:
            await self.trust.refresh()
        to = self.trust.find(counsel)
        if to is not None and to.role is Role.counsel:
            await self.give_key(counsel)

    async def cancel(self) -> Status:
        """End it: all is fine."""
        return await self.say_code(self.codes.fine)

    async def cancel_under_duress(self) -> Status:
        """As when somebody forces her to end it. The answer is the same, and the case goes on."""
        return await self.say_code(self.codes.duress)

    async def say_code(self, code: str) -> Status:
        """Raises Problem 403 when it is neither code."""
        body = {"secret": end_secret(self.keys.token, code)}
        return read(await self.api.post("/v1/case/cancel", body), Status)

    async def look(self) -> list[ThreadMessage]:
        """The messages since the last look."""
        return await self._conversation().look(await self.trust.load())

    @property
    def thread(self) -> list[ThreadMessage]:
        """All messages up to the last look."""
        return self._conversation().thread

    async def say(self, text: str) -> int:
        """Write to the counsel who comes, or before that to all whom the card is sealed to."""
        return await self.send_message(TextBody(text))

    async def send_message(self, body: MessageBody) -> int:
        roster = await self.trust.refresh()
        return await self._conversation().say(roster, self._readers((await self.status()).counsel), body)

    def _readers(self, counsel: str | None) -> list[Recipient]:
        """The counsel who accepted, or before that all members with a slot in the card."""
        assert self.sealed is not None
        readers = {counsel} if counsel is not None else set(self.sealed.recipients)
        members = self.trust.roster.members
        return recipients([member for member in members if member.fingerprint in readers])

    def _conversation(self) -> Chat:
        if self._chat is None:
            raise LookupError("nothing is sealed yet")
        return self._chat

    def _body(self) -> bytes:
        if self.sealed is None:
            raise LookupError("nothing is sealed yet")
        return self.sealed.body
