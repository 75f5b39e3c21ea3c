"""An organisation that signs rosters and directories: three signers, of whom two must sign."""

from collections.abc import Sequence

from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

from habeas.client.seal.group import seal_group_key
from habeas.client.seal.jose import new_key, public
from habeas.commands.shapes.public import Signer
from habeas.core.time import DAY_MS, Millis
from habeas.sealed import directory as directories
from habeas.sealed import manifest as manifests
from habeas.sealed.directory import Directory, Entry, EntryRole, Text
from habeas.sealed.ids import b64, digest, thumbprint
from habeas.sealed.manifest import Manifest
from habeas.sealed.roster import Document, Member, Roster, Signature, write

THRESHOLD = 2


class FakeOrganisation:
    """Keeps its signers' keys and the last roster, as the offline machines of a real one do."""

    def __init__(self, organisation: str = "test-aid") -> None:
        self.organisation = organisation
        self._keys = [new_key() for _ in range(3)]
        self.version = 0
        self._last_sha256: str | None = None

    @property
    def signers(self) -> tuple[Signer, ...]:
        """The public halves, as they stand in the settings."""
        points = [public(key) for key in self._keys]
        return tuple(Signer(thumbprint(point), point.x, point.y) for point in points)

    def sign(self, members: Sequence[Member], now: Millis, *, signatures: int = THRESHOLD) -> tuple[str, str]:
        """The next roster's document and its group key document."""
        group_key = seal_group_key(list(members))
        self.version += 1
        roster = Roster(
            self.organisation,
            self.version,
            now,
            now + 90 * DAY_MS,
            self._last_sha256,
            digest(group_key),
            list(members),
        )
        payload = write(roster).encode()
        signed = [_signature(payload, key) for key in self._keys[:signatures]]
        self._last_sha256 = digest(b64(payload))
        return write(Document(b64(payload), signed)), group_key

    def directory(
        self, entries: Sequence[Entry], now: Millis, version: int = 1, *, signatures: int = THRESHOLD
    ) -> str:
        """A directory's document, good for 90 days."""
        made = Directory(self.organisation, version, now, now + 90 * DAY_MS, list(entries))
        payload = directories.write(made).encode()
        return write(Document(b64(payload), [_signature(payload, key) for key in self._keys[:signatures]]))

    def manifest(self, manifest: Manifest, *, signatures: int = THRESHOLD) -> str:
        """A manifest's document."""
        payload = manifests.write(manifest).encode()
        return write(Document(b64(payload), [_signature(payload, key) for key in self._keys[:signatures]]))


def listed_counsel(name: str, *areas: str, tel: str = "+44 1632 960111", sms: str | None = None) -> Entry:
    """An entry of a counsel who agreed to be listed for these areas."""
    return Entry(Text(name, name), EntryRole.counsel, list(areas), tel, sms, ["en"], None)


def _signature(payload: bytes, key: JWK) -> Signature:
    jws = JWS(payload)
    jws.add_signature(key, None, f'{{"alg":"ES256","kid":"{thumbprint(public(key))}"}}')
    protected, _, signature = jws.serialize(compact=True).split(".")
    return Signature(protected, signature)
