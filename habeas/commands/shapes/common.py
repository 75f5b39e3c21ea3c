"""Field types that every audience shares: identifiers, tokens, moments."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from habeas.core.states import Disposition, Missing, Need, State, Urgency

__all__ = ["Disposition", "Missing", "Need", "State", "Urgency"]

# max_length: `$` alone would let a line break follow.
Id = Annotated[
    str,
    Meta(pattern=r"^[A-Za-z0-9_-]{22}$", max_length=22, description="128 bits, base64url without padding"),
]
Hash = Annotated[
    str,
    Meta(pattern=r"^[A-Za-z0-9_-]{43}$", max_length=43, description="256 bits, base64url without padding"),
]
Moment = Annotated[int, Meta(ge=0, le=2**53 - 1, description="milliseconds since the Unix epoch, UTC")]
Slug = Annotated[
    str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$", description="a name in the operator's lists")
]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2,3}$", description="BCP 47 primary language")]
Envelope = Annotated[
    str, Meta(min_length=2, max_length=16_384, description="an envelope: JWE General JSON as text")
]
Statement = Annotated[
    str, Meta(min_length=1, max_length=2_048, description="what a member signed: compact JWS")
]
Reason = Annotated[str, Meta(min_length=1, max_length=200)]
Counter = Annotated[int, Meta(ge=0, le=2**53 - 1)]


class PublicKey(Struct, forbid_unknown_fields=True):
    """The two coordinates of a P-256 public key, base64url, as in a JWK (RFC 7518, 6.2.1)."""

    x: Hash
    y: Hash


class Role(StrEnum):
    """drill: answers drills; the service itself, whom nobody invites and no roster names."""

    counsel = "counsel"
    desk = "desk"
    drill = "drill"


class DeskGroup(StrEnum):
    """Half of the desk."""

    a = "a"
    b = "b"


class KeyLabel(StrEnum):
    """What a member is given of a file's key: all of it, or the share of one of the desk's groups."""

    whole = "whole"
    a = "a"
    b = "b"


class Standing(StrEnum):
    """pending: enrolled, in no roster yet; active: in the published roster; revoked: taken out of it.

    suspended: in the published roster, and put out until she is let in again.
    """

    pending = "pending"
    active = "active"
    revoked = "revoked"
    suspended = "suspended"
