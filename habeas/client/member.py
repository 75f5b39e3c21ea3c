"""What counsel and dispatchers share: keys, a session, the roster."""

from collections.abc import Callable, Sequence
from typing import Any

import httpx
from jwcrypto.jwk import JWK

from habeas.client.api import Api
from habeas.client.seal.group import open_group_key, place_tag
from habeas.client.seal.keys import MemberKeys, make_member, member_of
from habeas.client.trust import Now, Trust

COOKIE = "habeas_session"

Authenticator = Callable[[dict[str, Any]], dict[str, Any]]
"""WebAuthn options as JSON in, the credential as JSON out."""


class MemberParty:
    """One member on one device. `http` carries the base address and her session cookie, so it is hers alone.

    Calls raise `Problem` when the service refuses, `httpx.HTTPError` when it cannot be reached, and
    `habeas.sealed.refusal.Refused` when its answer is not signed or sealed as it must be.
    """

    def __init__(self, http: httpx.AsyncClient, now: Now, keys: MemberKeys | None = None) -> None:
        self.keys = keys or make_member()
        self.api = Api(http)
        self.trust = Trust(self.api, now)

    @property
    def fingerprint(self) -> str:
        return self.keys.kid

    def use_session(self, token: str) -> None:
        """Go on with a session that was opened elsewhere."""
        is_https = self.api.http.base_url.scheme == "https"
        self.api.http.cookies.set(f"__Host-{COOKIE}" if is_https else COOKIE, token)

    async def demo_sign_in(self, fingerprint: str) -> None:
        """Through the demo's door, which hands out the member's keys. Only a demo has it."""
        response = await self.api.post("/demo/sign-in", {"fingerprint": fingerprint})
        self.keys = member_of(JWK(**response["seal_key"]), JWK(**response["sign_key"]))

    async def enrol(
        self, invitation: str, authenticator: Authenticator, languages: Sequence[str], areas: Sequence[str]
    ) -> None:
        """Enrol these keys and a passkey; pending until the next signed roster."""
        ceremony = await self.api.post("/v1/enrolment/options", {"invitation": invitation})
        await self.api.post(
            "/v1/enrolment",
            {
                "invitation": invitation,
                "challenge_id": ceremony["challenge_id"],
                "credential": authenticator(ceremony["options"]),
                "seal_key": self.keys.seal_public,
                "sign_key": self.keys.sign_public,
                "languages": list(languages),
                "areas": list(areas),
            },
        )

    async def log_in(self, authenticator: Authenticator) -> dict[str, Any]:
        """Sign in with the passkey; returns role and standing."""
        ceremony = await self.api.post("/v1/login/options")
        me: dict[str, Any] = await self.api.post(
            "/v1/login",
            {"challenge_id": ceremony["challenge_id"], "credential": authenticator(ceremony["options"])},
        )
        return me

    async def tag_of(self, place: str) -> str:
        """The tag of a place for today."""
        response = await self.api.get("/v1/group-key")
        roster = await self.trust.refresh()
        key = open_group_key(self.keys, response["sealed"], roster)
        return place_tag(key, roster.organisation, place, self.trust.now())

    async def log_out(self) -> None:
        await self.api.send("DELETE", "/v1/session")
