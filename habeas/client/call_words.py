"""A person's call words in Python: leave a sealed file behind four words, change it, take it away."""

from secrets import token_bytes

import httpx

from habeas.client.api import Api
from habeas.client.seal.call_words import DepositBody, derive, seal_deposit
from habeas.sealed.ids import b64, token_sha256


class WordsParty:
    """Somebody who left a deposit; `token` is hers alone. Calls raise `Problem` when the service refuses."""

    def __init__(self, http: httpx.AsyncClient, organisation: str, words: str) -> None:
        self.token = b64(token_bytes(32))
        self.secret = derive(words, organisation)
        self._api = Api(http, self.token)

    async def leave(self, body: DepositBody, expires_at: int) -> int:
        """`expires_at`: the beginning of a day. Returns until when the deposit is stored."""
        owner = {"lookup_id": self.secret.lookup_id, "owner_sha256": token_sha256(self.token)}
        response = await self._api.post("/v1/call-words", {**owner, **self._deposit(body, expires_at)})
        return int(response["expires_at"])

    async def change(self, body: DepositBody, expires_at: int) -> int:
        response = await self._api.send("PUT", "/v1/call-words", self._deposit(body, expires_at))
        return int(response["expires_at"])

    async def drop(self) -> None:
        await self._api.send("DELETE", "/v1/call-words")

    def _deposit(self, body: DepositBody, expires_at: int) -> dict[str, object]:
        return {"sealed": seal_deposit(self.secret, body), "expires_at": expires_at}
