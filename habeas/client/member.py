"""What counsel and desk have in common: keys, a session, the roster."""

from collections.abc import Callable, Sequence
from typing import Any

import httpx
from jwcrypto.jwk import JWK

from habeas.client.api import Api
from habeas.client.seal.keys import Member, make_member, member_of
from habeas.client.trust import Now, Trust

COOKIE = "habeas_session"

Answer = Callable[[dict[str, Any]], dict[str, Any]]
"""An authenticator: WebAuthn options as JSON in, the credential as JSON out."""


class MemberParty:
    """One member on one device. `http` carries the base address and keeps the session cookie: hers alone.

    Calls raise `Problem` when the service refuses, `httpx.HTTPError` when it cannot be reached, and
    `habeas.sealed.refused.Refused` when what it says is not signed or sealed as it must be.
    """

    def __init__(self, http: httpx.AsyncClient, now: Now, keys: Member | None = None) -> None:
        self.keys = keys or make_member()
        self.api = Api(http)
        self.trust = Trust(self.api, now)

    @property
    def fingerprint(self) -> str:
        return self.keys.kid

    def use_session(self, token: str) -> None:
        """Go on with a session that was opened elsewhere."""
        self.api.http.cookies.set(COOKIE, token)

    async def demo_sign_in(self, fingerprint: str) -> None:
        """Through the demo's door: it hands out the member's keys. No other instance has it."""
        told = await self.api.post("/demo/sign-in", {"fingerprint": fingerprint})
        self.keys = member_of(JWK(**told["seal_key"]), JWK(**told["sign_key"]))

    async def enrol(
        self, invitation: str, answer: Answer, languages: Sequence[str], areas: Sequence[str]
    ) -> None:
        """Enrol these keys and a passkey; pending until the next signed roster."""
        begun = await self.api.post("/v1/enrolment/options", {"invitation": invitation})
        await self.api.post(
            "/v1/enrolment",
            {
                "invitation": invitation,
                "challenge_id": begun["challenge_id"],
                "credential": answer(begun["options"]),
                "seal_key": self.keys.seal_public,
                "sign_key": self.keys.sign_public,
                "languages": list(languages),
                "areas": list(areas),
            },
        )

    async def log_in(self, answer: Answer) -> dict[str, Any]:
        """Sign in with the passkey; returns who one is."""
        begun = await self.api.post("/v1/login/options")
        me: dict[str, Any] = await self.api.post(
            "/v1/login", {"challenge_id": begun["challenge_id"], "credential": answer(begun["options"])}
        )
        return me

    async def log_out(self) -> None:
        await self.api.send("DELETE", "/v1/session")
