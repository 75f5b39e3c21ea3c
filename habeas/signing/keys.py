"""A signer's key: one file, kept on a machine without network, readable by its owner only."""

import hashlib
import os
from pathlib import Path
from secrets import token_bytes

import msgspec
from jwcrypto.common import JWException
from jwcrypto.jwe import JWE
from jwcrypto.jwk import JWK
from msgspec import Struct

from habeas.client.seal.jose import public
from habeas.sealed.ids import b64, thumbprint, unb64
from habeas.sealed.roster import Signer

# About half a second and 128 MB for each guess (RFC 7914).
_N, _R, _P = 131_072, 8, 1
_MEMORY_BYTES = 160 * 2**20


class BadKey(Exception):
    """A key file that cannot be used; the message says why."""


class KeyFile(Struct, forbid_unknown_fields=True):
    """`private`: the JWK's `d`. Under a passphrase there are `sealed` and `salt` instead."""

    kid: str
    x: str
    y: str
    private: str | None = None
    salt: str | None = None
    sealed: str | None = None


def signer_of(key: JWK) -> Signer:
    """The public half, as the settings list it."""
    point = public(key)
    return Signer(thumbprint(point), point.x, point.y)


def write(path: Path, key: JWK, passphrase: str | None) -> None:
    """Write a key file that only its owner can read. Raises FileExistsError: a key is never overwritten."""
    signer, secret = signer_of(key), key.export_private(as_dict=True)["d"]
    file = KeyFile(signer.kid, signer.x, signer.y, private=secret)
    if passphrase:
        salt = token_bytes(16)
        sealed = _seal(secret, _stretch(passphrase, salt))
        file = KeyFile(signer.kid, signer.x, signer.y, salt=b64(salt), sealed=sealed)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(msgspec.json.format(msgspec.json.encode(file)) + b"\n")


def needs_passphrase(path: Path) -> bool:
    """Whether the key in a file is under a passphrase. Raises BadKey."""
    return _load(path).sealed is not None


def read(path: Path, passphrase: str | None = None) -> JWK:
    """The key in a file. Raises BadKey: not a key file, a wrong passphrase, or a damaged file."""
    file = _load(path)
    try:
        secret = file.private or _open(file.sealed or "", _stretch(passphrase or "", unb64(file.salt or "")))
        key = JWK(kty="EC", crv="P-256", x=file.x, y=file.y, d=secret)
        signer = signer_of(JWK.from_pem(key.export_to_pem(private_key=True, password=None)))
    except (JWException, ValueError) as error:
        raise BadKey(f"{path}: the passphrase is wrong, or the file is damaged") from error
    if signer.kid != file.kid:
        raise BadKey(f"{path}: the file is damaged: its parts do not belong together")
    return key


def _load(path: Path) -> KeyFile:
    try:
        return msgspec.json.decode(path.read_bytes(), type=KeyFile)
    except (OSError, msgspec.DecodeError) as error:
        raise BadKey(f"{path}: not a signer's key file ({error})") from error


def _stretch(passphrase: str, salt: bytes) -> JWK:
    raw = hashlib.scrypt(passphrase.encode(), salt=salt, n=_N, r=_R, p=_P, maxmem=_MEMORY_BYTES, dklen=32)
    return JWK(kty="oct", k=b64(raw))


def _seal(secret: str, key: JWK) -> str:
    jwe = JWE(secret.encode(), protected='{"alg":"dir","enc":"A256GCM"}')
    jwe.add_recipient(key)
    return str(jwe.serialize(compact=True))


def _open(sealed: str, key: JWK) -> str:
    jwe = JWE(algs=["dir", "A256GCM"])
    jwe.deserialize(sealed, key)
    return bytes(jwe.payload).decode()
