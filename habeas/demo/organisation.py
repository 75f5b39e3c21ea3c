"""The demo's organisation. Its name and signer's key stay in the folder, so that phones go on trusting it."""

import os
from pathlib import Path
from secrets import token_hex

import msgspec
from jwcrypto.jwk import JWK
from msgspec import Struct

from habeas.client.seal.jose import new_key
from habeas.sealed.roster import Signer
from habeas.signing.keys import signer_of

FILE = "organisation.json"


class DemoOrganisation(Struct, frozen=True, rename={"name": "organisation"}):
    """What a demo remembers from start to start. `version`, `sha256`: of its last roster's payload."""

    name: str
    signer: dict[str, str]
    version: int = 0
    sha256: str | None = None

    @property
    def key(self) -> JWK:
        return JWK(**self.signer)

    @property
    def public(self) -> Signer:
        return signer_of(self.key)


def load_organisation(folder: Path) -> DemoOrganisation:
    """The organisation of this folder; a new one if there is none yet."""
    file = folder / FILE
    if file.exists():
        return msgspec.json.decode(file.read_bytes(), type=DemoOrganisation)
    organisation = DemoOrganisation(f"rechnogorsk-{token_hex(4)}", new_key().export_private(as_dict=True))
    save_organisation(folder, organisation)
    return organisation


def save_organisation(folder: Path, organisation: DemoOrganisation) -> None:
    """Replaces the file as a whole: a demo that is killed here has the old organisation or the new one."""
    new = folder / f"{FILE}.new"
    new.touch(mode=0o600)
    new.write_bytes(msgspec.json.format(msgspec.json.encode(organisation)))
    os.replace(new, folder / FILE)
