"""What of a request's head comes in: what the service needs, and of who asks nothing but hashes.

A stream stays open for half an hour, and its head with it: whoever copies the memory shall find no address,
no browser's name and no token in it.
"""

import ctypes
from hashlib import blake2b

from habeas.sealed.ids import digest, token_sha256

Header = tuple[bytes, bytes]

COOKIE = "habeas_session"
# Over https no other name will do: a browser takes it from this very host alone, and only encrypted.
HOST_PREFIX = "__Host-"
_COOKIES = frozenset({COOKIE.encode(), f"{HOST_PREFIX}{COOKIE}".encode()})

HASH_SCHEME = "sha256"
"""The scheme of the header Authorization, once its token is a hash."""

SOURCE = "x-source"
"""Where the proxy says that the request came from, as a hash that holds for this process alone."""

NEEDED_HEADERS = frozenset(
    {
        *(b"host", b"connection", b"upgrade", b"expect", b"transfer-encoding", b"content-length"),
        *(b"content-type", b"content-encoding", b"origin", b"accept-encoding", b"last-event-id"),
        b"if-none-match",
    }
)


class Door:
    """`address_header`: in which the proxy names the caller's address; without it nobody's is known.

    `key`: drawn for this process, to hash addresses by.
    """

    def __init__(self, address_header: str | None, key: bytes) -> None:
        self._address_header = address_header and address_header.lower().encode()
        self._key = key

    def admit(self, name: bytes, value: bytes) -> Header | None:
        """A header as it comes in; None for what stays outside. `name` in small letters."""
        if name in NEEDED_HEADERS:
            return name, value
        if name == b"authorization":
            return _authorization(value)
        if name == b"cookie":
            return _cookie(value)
        if name == self._address_header:
            return SOURCE.encode(), self._source(value)
        return None

    def _source(self, value: bytes) -> bytes:
        """Of a list the proxy in front has written the last; the others are the caller's own words."""
        address = value.rpartition(b",")[2].strip()
        return blake2b(address, key=self._key, digest_size=16).hexdigest().encode()


def wipe(data: bytes) -> None:
    """Overwrite what was read from a socket, once nothing refers to it any more but who gives it up now.

    Freed memory is not cleared: the rest of a long head would stay in it for hours, under shorter ones.
    """
    if len(data) > 1:  # Python shares shorter ones
        ctypes.memset(id(data) + bytes.__basicsize__ - 1, 0, len(data))


def _authorization(value: bytes) -> Header | None:
    scheme, _, token = value.decode("latin-1").partition(" ")
    try:
        proof = token_sha256(token)
    except ValueError:
        return None
    return (b"authorization", f"{HASH_SCHEME} {proof}".encode()) if scheme.lower() == "bearer" else None


def _cookie(value: bytes) -> Header | None:
    for part in value.split(b";"):
        name, _, token = part.strip().partition(b"=")
        if name in _COOKIES:
            return b"cookie", name + b"=" + digest(token.decode("latin-1")).encode()
    return None
