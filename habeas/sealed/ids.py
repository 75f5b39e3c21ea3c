"""Identifiers made of keys, so that nobody can take another's. All are base64url without padding."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Annotated, Protocol

from msgspec import Meta, Struct

# The last character has spare bits, which decode to nothing. They must be zero: a value has one spelling.
Bytes16 = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{21}[AQgw]\Z")]
Bytes32 = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]\Z")]


class Point(Protocol):
    """The coordinates of a P-256 public key, base64url of 32 bytes each (RFC 7518, 6.2.1)."""

    @property
    def x(self) -> str: ...
    @property
    def y(self) -> str: ...


class PublicKey(Struct, frozen=True, forbid_unknown_fields=True):
    """The coordinates of a P-256 public key, base64url of 32 bytes each (RFC 7518, 6.2.1)."""

    x: Bytes32
    y: Bytes32


def b64(data: bytes) -> str:
    """Base64url without padding (RFC 7515, appendix C)."""
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def unb64(text: str) -> bytes:
    """The bytes of base64url without padding. Raises ValueError for all else and for a second spelling."""
    if not text:
        raise ValueError("not base64url: nothing")
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise ValueError("not base64url") from error
    if b64(data) != text:
        raise ValueError("not base64url in its one spelling")
    return data


def digest(text: str) -> str:
    """SHA-256 of a text's UTF-8, base64url: 43 characters."""
    return digest_bytes(text.encode())


def digest_bytes(data: bytes) -> str:
    """SHA-256, base64url: 43 characters."""
    return b64(sha256(data).digest())


def thumbprint(key: Point) -> str:
    """RFC 7638 thumbprint of a P-256 public key: 43 characters."""
    return digest(f'{{"crv":"P-256","kty":"EC","x":"{key.x}","y":"{key.y}"}}')


def _short(text: str) -> str:
    return b64(sha256(text.encode()).digest()[:16])


def case_id(sign_key: Point) -> str:
    """A case's id, from its person's signing key: so nobody else can sign for this case. 22 characters."""
    return _short(thumbprint(sign_key))


def standby_id(seal_key: Point) -> str:
    """The key id of a desk group's standby key. 22 characters."""
    return _short(thumbprint(seal_key))


def fingerprint(seal_key: Point, sign_key: Point) -> str:
    """A member's id, from both of her public keys. 22 characters."""
    return _short(f"{thumbprint(seal_key)}.{thumbprint(sign_key)}")


def token_sha256(token: str) -> str:
    """What the server stores of a person's token. Raises ValueError unless it is base64url of 32 bytes."""
    raw = unb64(token)
    if len(raw) != 32:
        raise ValueError("a token is 32 bytes")
    return digest_bytes(raw)


def recipients_hash(kids: list[str] | tuple[str, ...]) -> str:
    """The hash over an envelope's slots, in their order, that its signed header carries."""
    return digest("\n".join(kids))


_PRIME = 2**256 - 2**224 + 2**192 + 2**96 - 1
_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B


def is_point(key: Point) -> bool:
    """Whether this is a point on P-256 (y² = x³ - 3x + b). Sealing to anything else would fail."""
    x, y = (int.from_bytes(unb64(coordinate)) for coordinate in (key.x, key.y))
    return x < _PRIME and y < _PRIME and (y * y - (x * x * x - 3 * x + _B)) % _PRIME == 0
