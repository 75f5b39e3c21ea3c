"""The roster as a party here trusts it: pinned on first contact, verified at each look."""

from collections.abc import Callable

from msgspec import structs

from habeas.client.api import Api
from habeas.client.responses import Organisation, read
from habeas.core.time import Millis
from habeas.sealed.roster import Member, Pinned, Role, Roster, verify

Now = Callable[[], Millis]


class Trust:
    """Remembers whose signatures count and the last good roster, as a browser does."""

    def __init__(self, api: Api, now: Now) -> None:
        self._api = api
        self._now = now
        self._pinned: Pinned | None = None
        self._roster: Roster | None = None

    @property
    def roster(self) -> Roster:
        """The last good roster. Raises LookupError before the first `refresh`."""
        if self._roster is None:
            raise LookupError("no roster was fetched yet")
        return self._roster

    async def refresh(self) -> Roster:
        """Fetch and verify. Raises habeas.sealed.refused.Refused and then keeps what was held."""
        pinned = self._pinned or await self._first_contact()
        verified = verify(await self._document(), pinned, self._now())
        self._pinned, self._roster = verified.pinned, verified.roster
        return verified.roster

    async def held(self) -> Roster:
        """The roster held, fetched if there is none yet."""
        return self._roster or await self.refresh()

    def find(self, fingerprint: str) -> Member | None:
        return next((one for one in self.roster.members if one.fingerprint == fingerprint), None)

    def desk(self) -> list[Member]:
        return [one for one in self.roster.members if one.role is Role.desk]

    async def organisation(self) -> Organisation:
        """As it tells of itself."""
        return read(await self._api.get("/v1/organisation"), Organisation)

    async def _first_contact(self) -> Pinned:
        told = await self.organisation()
        return Pinned(told.organisation, told.signers, told.threshold)

    async def _document(self) -> str:
        """All pieces. A new roster between two of them is met by beginning anew."""
        first = await self._api.get("/v1/roster/0")
        pieces = [first["text"]]
        while len(pieces) < first["parts"]:
            piece = await self._api.get(f"/v1/roster/{len(pieces)}")
            if piece["version"] != first["version"]:
                return await self._document()
            pieces.append(piece["text"])
        return "".join(pieces)


class Practice(Trust):
    """Of who practises: listed is only who answers drills, and nothing else is sealed to that one's keys."""

    async def refresh(self) -> Roster:
        """As `Trust.refresh`. Raises LookupError where nobody answers drills."""
        roster, told = await super().refresh(), await self.organisation()
        if told.drill is None:
            raise LookupError("nobody answers drills here")
        one = told.drill
        listed = Member(one.fingerprint, Role.counsel, one.seal_key, one.sign_key, list(told.languages), [])
        self._roster = structs.replace(roster, members=[listed])
        return self._roster
