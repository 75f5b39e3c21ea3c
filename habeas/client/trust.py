"""Roster and directory as a party trusts them: signers are pinned on first contact, documents verified."""

from collections.abc import Callable

from msgspec import structs

from habeas.client.api import Api
from habeas.client.responses import Organisation, read
from habeas.core.time import Millis
from habeas.sealed import directory
from habeas.sealed.directory import Directory
from habeas.sealed.roster import Member, Pin, Role, Roster, VerifiedRoster, verify

Now = Callable[[], Millis]


class Trust:
    """Remembers whose signatures count and the last good roster, as a browser does."""

    def __init__(self, api: Api, now: Now) -> None:
        self.now = now
        self._api = api
        self._pin: Pin | None = None
        self._roster: Roster | None = None
        self._directory: Directory | None = None

    @property
    def roster(self) -> Roster:
        """The last good roster. Raises LookupError before the first `refresh`."""
        if self._roster is None:
            raise LookupError("no roster was fetched yet")
        return self._roster

    @property
    def sha256(self) -> str:
        """The hash of the last good roster. Raises LookupError before the first `refresh`."""
        if self._pin is None or self._pin.sha256 is None:
            raise LookupError("no roster was fetched yet")
        return self._pin.sha256

    async def refresh(self) -> Roster:
        """Fetch and verify. Raises habeas.sealed.refusal.Refused, and keeps the roster it had."""
        verified = await self._fetch()
        self._pin, self._roster = verified.pin, verified.roster
        return verified.roster

    async def load(self) -> Roster:
        """The last good roster; the first call fetches it."""
        return self._roster or await self.refresh()

    async def directory(self) -> Directory:
        """What may be chosen from; the first call fetches it. Raises Refused unless the pinned signed it."""
        if self._directory is None:
            pin = structs.replace(self._pin or await self._first_contact(), version=0, sha256=None)
            document = await self._document("/v1/directory")
            self._directory = directory.verify(document, pin, self.now()).directory
        return self._directory

    async def check_area(self, area: str) -> None:
        """Raises LookupError for an area that the signers do not name: it could be as small as one likes."""
        if all(area != listed.area for listed in (await self.directory()).areas):
            raise LookupError(f"the signed directory has no area {area}")

    def find(self, fingerprint: str) -> Member | None:
        return next((member for member in self.roster.members if member.fingerprint == fingerprint), None)

    def desk(self) -> list[Member]:
        return [member for member in self.roster.members if member.role is Role.desk]

    async def organisation(self) -> Organisation:
        return read(await self._api.get("/v1/organisation"), Organisation)

    async def _fetch(self) -> VerifiedRoster:
        pin = self._pin or await self._first_contact()
        return verify(await self._document("/v1/roster"), pin, self.now())

    async def _first_contact(self) -> Pin:
        organisation = await self.organisation()
        return Pin(organisation.organisation, organisation.signers, organisation.threshold)

    async def _document(self, path: str) -> str:
        """All pieces, joined. Begins anew when a new document is published between two of them."""
        first = await self._api.get(f"{path}/0")
        pieces = [first["text"]]
        while len(pieces) < first["parts"]:
            piece = await self._api.get(f"{path}/{len(pieces)}")
            if piece["version"] != first["version"]:
                return await self._document(path)
            pieces.append(piece["text"])
        return "".join(pieces)


class Practice(Trust):
    """For a drill: the roster holds the drill counsel alone, so that nothing is sealed to anybody else."""

    async def refresh(self) -> Roster:
        """As `Trust.refresh`. Raises LookupError where nobody answers drills."""
        verified, organisation = await self._fetch(), await self.organisation()
        drill = organisation.drill
        if drill is None:
            raise LookupError("nobody answers drills here")
        keys = (drill.seal_key, drill.sign_key)
        counsel = Member(drill.fingerprint, Role.counsel, *keys, list(organisation.languages), [])
        # At once: who reads it meanwhile must not find the whole organisation.
        self._pin, self._roster = (
            verified.pin,
            structs.replace(verified.roster, members=[counsel], standby=[]),
        )
        return self._roster
