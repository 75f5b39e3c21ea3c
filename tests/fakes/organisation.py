"""An organisation that signs rosters and directories: three signers, of whom two must sign."""

from collections.abc import Sequence

from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS
from msgspec import structs

from habeas.client.seal.file_key import seal_standby
from habeas.client.seal.group import seal_group_key
from habeas.client.seal.jose import new_key, public
from habeas.commands.shapes.public import Signer
from habeas.core.time import DAY_MS, Millis
from habeas.sealed import directory as directories
from habeas.sealed import manifest as manifests
from habeas.sealed.directory import Area, Content, Directory, Entry, EntryRole, Place
from habeas.sealed.ids import b64, digest, thumbprint
from habeas.sealed.manifest import Manifest
from habeas.sealed.roster import Document, Member, Roster, Signature, Standby, write

THRESHOLD = 2


class FakeOrganisation:
    """Keeps its signers' keys and the last roster, as the offline machines of a real one do."""

    def __init__(self, organisation: str = "test-aid") -> None:
        self.organisation = organisation
        self._keys = [new_key() for _ in range(3)]
        self.version = 0
        self._last_sha256: str | None = None
        self.standby: list[str] = []

    @property
    def signers(self) -> tuple[Signer, ...]:
        """The public halves, as they stand in the settings."""
        points = [public(key) for key in self._keys]
        return tuple(Signer(thumbprint(point), point.x, point.y) for point in points)

    def sign(self, members: Sequence[Member], now: Millis, *, signatures: int = THRESHOLD) -> tuple[str, str]:
        """The next roster's document and its group key document. `standby`: keys of the groups, sealed."""
        group_key = seal_group_key(list(members))
        self.version += 1
        groups = sorted({member.group for member in members if member.group is not None})
        pairs = [new_key() for _ in groups]
        self.standby = [
            seal_standby([member for member in members if member.group is group], pair)
            for group, pair in zip(groups, pairs, strict=True)
        ]
        roster = Roster(
            self.organisation,
            self.version,
            now,
            now + 90 * DAY_MS,
            self._last_sha256,
            digest(group_key),
            list(members),
            [
                Standby(group, public(pair), digest(sealed))
                for group, pair, sealed in zip(groups, pairs, self.standby, strict=True)
            ],
        )
        payload = write(roster).encode()
        signed = [_signature(payload, key) for key in self._keys[:signatures]]
        self._last_sha256 = digest(b64(payload))
        return write(Document(b64(payload), signed)), group_key

    def directory(
        self, entries: Sequence[Entry], now: Millis, version: int = 1, *, signatures: int = THRESHOLD
    ) -> str:
        """The document of a directory of a small city with these entries, good for 90 days."""
        return self.sign_directory(self.city(entries, version), now, signatures=signatures)

    def city(self, entries: Sequence[Entry] = (), version: int = 1) -> Content:
        """What a directory says of three areas, eleven kilometres from one to the next."""
        areas = [
            Area(5_000_000 + row * 10_000, 3_000_000, area, {"en": area.title()})
            for row, area in enumerate(("north", "centre", "south"))
        ]
        places = [Place("police-1", "centre", {"en": "Police station 1", "ru": "Отдел полиции № 1"})]
        name = {"en": "Test aid"}
        return Content(self.organisation, version, name, 1_000, areas, places, list(entries), {})

    def sign_directory(self, content: Content, now: Millis, *, signatures: int = THRESHOLD) -> str:
        """The document of a directory that says this, good for 90 days."""
        made = Directory(**structs.asdict(content), issued_at=now, expires_at=now + 90 * DAY_MS)
        payload = directories.write(made).encode()
        return write(Document(b64(payload), [_signature(payload, key) for key in self._keys[:signatures]]))

    def manifest(self, manifest: Manifest, *, signatures: int = THRESHOLD) -> str:
        """A manifest's document."""
        payload = manifests.write(manifest).encode()
        return write(Document(b64(payload), [_signature(payload, key) for key in self._keys[:signatures]]))


def listed_counsel(name: str, *areas: str, tel: str = "+44 1632 960111", sms: str | None = None) -> Entry:
    """An entry of a counsel who agreed to be listed for these areas."""
    return Entry({"en": name, "ru": name}, EntryRole.counsel, list(areas), tel, sms, ["en"], None)


def _signature(payload: bytes, key: JWK) -> Signature:
    jws = JWS(payload)
    jws.add_signature(key, None, f'{{"alg":"ES256","kid":"{thumbprint(public(key))}"}}')
    protected, _, signature = jws.serialize(compact=True).split(".")
    return Signature(protected, signature)
