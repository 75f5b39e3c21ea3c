"""The roster: the organisation's signed list of its members' keys, and when a reader must refuse one.

The rules are those of The Update Framework for a root of trust: enough valid signatures, no older version, no
second document of one version. An expired roster that a reader holds stays in use, marked stale, until it is
replaced by a newer valid one. `Pin` is what a reader remembers.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, TypeVar

import msgspec
from jwcrypto.common import JWException
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS
from msgspec import Meta, Struct, structs

from habeas.sealed import exact
from habeas.sealed.ids import (
    Bytes16,
    Bytes32,
    Point,
    PublicKey,
    b64,
    digest,
    fingerprint,
    is_point,
    thumbprint,
    unb64,
)
from habeas.sealed.refusal import Reason, Refused
from habeas.sealed.sizes import (
    AREAS,
    LANGUAGES,
    MEMBERS,
    ROSTER_CHARS,
    ROSTER_VERSION,
    SIGNATURE_CHARS,
    SIGNATURES,
)

T = TypeVar("T")
Moment = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Slug = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}\Z")]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2,3}\Z")]
Version = Annotated[int, Meta(ge=1, le=ROSTER_VERSION)]


class Role(StrEnum):
    counsel = "counsel"
    desk = "desk"


class Group(StrEnum):
    """Half of the desk: no dispatcher of one reads a name without somebody of the other."""

    a = "a"
    b = "b"


class Signer(Struct, frozen=True, forbid_unknown_fields=True):
    """`kid` is the key's thumbprint, which readers do not believe: they compute it."""

    kid: Bytes32
    x: Bytes32
    y: Bytes32


class Member(Struct, frozen=True, forbid_unknown_fields=True):
    fingerprint: Bytes16
    role: Role
    seal_key: PublicKey
    sign_key: PublicKey
    languages: Annotated[list[Language], Meta(max_length=LANGUAGES)]
    areas: Annotated[list[Slug], Meta(max_length=AREAS)]
    group: Group | None = None


class Standby(Struct, frozen=True, forbid_unknown_fields=True):
    """The key of a desk group. An envelope of this hash has its private half, sealed to the group."""

    group: Group
    seal_key: PublicKey
    sealed_sha256: Bytes32


class Roster(Struct, frozen=True, forbid_unknown_fields=True):
    """The payload. Members of the JSON stand in this order, without white space."""

    organisation: Slug
    version: Version
    issued_at: Moment
    expires_at: Moment
    previous_sha256: Bytes32 | None
    group_key_sha256: Bytes32
    members: Annotated[list[Member], Meta(max_length=MEMBERS)]
    standby: Annotated[list[Standby], Meta(max_length=len(Group))] = []


class Signature(Struct, frozen=True, forbid_unknown_fields=True):
    protected: str
    signature: str


class Document(Struct, frozen=True, forbid_unknown_fields=True):
    """JWS in General JSON form (RFC 7515, 7.2.1)."""

    payload: str
    signatures: Annotated[list[Signature], Meta(max_length=SIGNATURES)]


class Pin(Struct, frozen=True):
    """What a reader keeps between rosters. Version 0 and no hash before the first one."""

    organisation: str
    signers: tuple[Signer, ...]
    threshold: int
    version: int = 0
    sha256: str | None = None


class VerifiedRoster(Struct, frozen=True):
    """`stale`: the reader held it already and it has expired; it is still used, and readers say so."""

    roster: Roster
    pin: Pin
    stale: bool


_decode_document = msgspec.json.Decoder(Document).decode
_decode_roster = msgspec.json.Decoder(Roster).decode


def verify(text: str, pin: Pin, now: int) -> VerifiedRoster:
    """The roster in a document, and what to pin from now on. `now` is in milliseconds.

    Raises Refused, in this order: size, structure, signatures, structure (of the payload), organisation,
    fingerprint, duplicate, rolled_back, forked, previous, expired.
    """
    document = parse(text)
    check_signatures(document, pin)
    roster = payload_of(document)
    _check_members(roster, pin.organisation)
    sha256 = digest(document.payload)
    stale = _check_age(roster, sha256, pin, now)
    return VerifiedRoster(roster, structs.replace(pin, version=roster.version, sha256=sha256), stale)


def parse(text: str, most_chars: int = ROSTER_CHARS) -> Document:
    """The document as a value, its signatures not yet looked at.

    Raises Refused: structure (not ASCII), size, structure.
    """
    if not text.isascii():
        raise Refused(Reason.structure)
    if len(text) > most_chars:
        raise Refused(Reason.size)
    try:
        document = exact.parse(text.encode(), _decode_document)
        unb64(document.payload)
    except ValueError as error:
        raise Refused(Reason.structure) from error
    return document


def write(value: Document | Roster) -> str:
    """The one spelling of a document or a payload."""
    return msgspec.json.encode(value).decode()


def payload_of(document: Document) -> Roster:
    """The roster as it was signed. Raises Refused: structure."""
    roster = signed_value(document, _decode_roster)
    if (roster.version == 1) != (roster.previous_sha256 is None) or not _is_grouped_well(roster):
        raise Refused(Reason.structure)
    return roster


def _is_grouped_well(roster: Roster) -> bool:
    """Groups are of the desk alone, and each one that there is has a key: none, or both in their order."""
    groups = [standby.group for standby in roster.standby]
    if any(member.group is not None and member.role is not Role.desk for member in roster.members):
        return False
    return groups == sorted({member.group for member in roster.members if member.group is not None}) and (
        groups in ([], list(Group))
    )


def signed_value(document: Document, decode: Callable[[bytes], T]) -> T:
    """What stands in a document of whichever kind. Raises Refused: structure."""
    try:
        return exact.parse(unb64(document.payload), decode)
    except ValueError as error:
        raise Refused(Reason.structure) from error


def check_signatures(document: Document, pin: Pin) -> None:
    """Raises Refused: signatures, unless enough of the pinned signers have signed."""
    if len(valid_signers(document, pin.signers)) < max(pin.threshold, 1):
        raise Refused(Reason.signatures)


def check_version(version: int, sha256: str, pin: Pin) -> bool:
    """Whether it is the version that the reader holds. Raises Refused: rolled_back, forked."""
    if version < pin.version:
        raise Refused(Reason.rolled_back)
    if version == pin.version and sha256 != pin.sha256:
        raise Refused(Reason.forked)
    return version == pin.version


def valid_signers(document: Document, signers: tuple[Signer, ...]) -> set[str]:
    """The thumbprints of signers with a valid signature. A signer counts once, however often she signed."""
    return {kid for signer in signers if _signed_by(document, signer, kid := thumbprint(signer))}


def protected_header(kid: str) -> str:
    """The one spelling of a signature's protected header."""
    return b64(f'{{"alg":"ES256","kid":"{kid}"}}'.encode())


def _signed_by(document: Document, signer: Point, kid: str) -> bool:
    # The header is compared, not read: one with another algorithm or key id is not this signer's signature.
    header = protected_header(kid)
    return any(
        _is_valid(document.payload, signature, signer)
        for signature in document.signatures
        if signature.protected == header
    )


def _is_valid(payload: str, signature: Signature, signer: Point) -> bool:
    jws = JWS()
    jws.allowed_algs = ["ES256"]
    try:
        if len(signature.signature) != SIGNATURE_CHARS:
            return False
        unb64(signature.signature)
        key = JWK(kty="EC", crv="P-256", x=signer.x, y=signer.y)
        jws.deserialize(f"{signature.protected}.{payload}.{signature.signature}", key)
    except (JWException, ValueError):
        return False
    return True


def is_own(member: Member) -> bool:
    """Whether both keys are points on the curve, and the fingerprint is that of the keys."""
    usable = is_point(member.seal_key) and is_point(member.sign_key)
    return usable and member.fingerprint == fingerprint(member.seal_key, member.sign_key)


def _check_members(roster: Roster, organisation: str) -> None:
    if roster.organisation != organisation:
        raise Refused(Reason.organisation)
    usable = all(is_point(standby.seal_key) for standby in roster.standby)
    if not (usable and all(is_own(member) for member in roster.members)):
        raise Refused(Reason.fingerprint)
    if len({member.fingerprint for member in roster.members}) != len(roster.members):
        raise Refused(Reason.duplicate)


def _check_age(roster: Roster, sha256: str, pin: Pin, now: int) -> bool:
    """Whether the roster is stale. Raises Refused: rolled_back, forked, previous, expired."""
    if check_version(roster.version, sha256, pin):
        return roster.expires_at <= now
    if roster.version == pin.version + 1 and roster.previous_sha256 != pin.sha256:
        raise Refused(Reason.previous)
    if roster.expires_at <= now:
        raise Refused(Reason.expired)
    return False
