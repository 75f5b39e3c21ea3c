"""The demo's organisation: name and signer's key stay in the folder, so that phones go on to trust it."""

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


class Held(Struct, frozen=True):
    """What a demo remembers from start to start: the last roster's version, and its payload's hash."""

    organisation: str
    signer: dict[str, str]
    version: int = 0
    sha256: str | None = None

    @property
    def key(self) -> JWK:
        return JWK(**self.signer)

    @property
    def public(self) -> Signer:
        return signer_of(self.key)


def held_in(folder: Path) -> Held:
    """The organisation of this folder; a new one if there is none yet."""
    file = folder / FILE
    if file.exists():
        return msgspec.json.decode(file.read_bytes(), type=Held)
    made = Held(f"rechnogorsk-{token_hex(4)}", new_key().export_private(as_dict=True))
    keep(folder, made)
    return made


def keep(folder: Path, held: Held) -> None:
    """Replaced as a whole: a demo that is killed here goes on with the old one or the new one."""
    new = folder / f"{FILE}.new"
    new.touch(mode=0o600)
    new.write_bytes(msgspec.json.format(msgspec.json.encode(held)))
    os.replace(new, folder / FILE)
