"""What dispatchers sign for each other: that a roster is the newest they know of, and whom they gave access.

Nothing of it is sealed. Each kind has a signed header of its own, so that none can be taken for another, nor
for a message.
"""

from typing import Annotated, TypeVar

import msgspec
from jwcrypto.common import JWException
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS
from msgspec import Meta, Struct

from habeas.sealed import exact
from habeas.sealed.ids import Bytes16, Bytes32, Point, b64, unb64
from habeas.sealed.refusal import Reason, Refused
from habeas.sealed.roster import Member, Moment, Role, Roster, Slug, Version
from habeas.sealed.sizes import MAX_SLOTS, SEQUENCE, SIGNATURE_CHARS, STATEMENT_CHARS


class Sighting(Struct, frozen=True, forbid_unknown_fields=True):
    """`member` knows of no newer roster than this one. `at`: by her device's clock."""

    organisation: Slug
    roster_version: Version
    roster_sha256: Bytes32
    member: Bytes16
    at: Moment


class AccessEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """`member` gives `counsel` access to a card, by the reseal with this hash. `asked`: by a click.

    `log` names the device that keeps the chain; `previous` is the hash of its entry before.
    """

    organisation: Slug
    member: Bytes16
    log: Bytes16
    sequence: Annotated[int, Meta(ge=0, le=SEQUENCE)]
    previous: Bytes32 | None
    at: Moment
    reseal_sha256: Bytes32
    counsel: Annotated[list[Bytes16], Meta(min_length=1, max_length=MAX_SLOTS - 1)]
    asked: bool

    def __post_init__(self) -> None:
        if (self.sequence == 0) != (self.previous is None):
            raise ValueError("the first entry of a log, and no other, has none before it")


S = TypeVar("S", Sighting, AccessEntry)
HEADERS: dict[type[Struct], str] = {
    Sighting: '{"alg":"ES256","typ":"habeas-sighting"}',
    AccessEntry: '{"alg":"ES256","typ":"habeas-access"}',
}


def read(text: str, kind: type[S]) -> S:
    """The statement in a compact JWS, not yet verified. Raises Refused: size, signature, payload."""
    if len(text) > STATEMENT_CHARS:
        raise Refused(Reason.size)
    header, _, rest = text.partition(".")
    payload, _, signature = rest.partition(".")
    if header != b64(HEADERS[kind].encode()) or len(signature) != SIGNATURE_CHARS:
        raise Refused(Reason.signature)
    try:
        unb64(signature)
        raw = unb64(payload)
    except ValueError as error:
        raise Refused(Reason.signature) from error
    try:
        return exact.parse(raw, msgspec.json.Decoder(kind).decode)
    except ValueError as error:
        raise Refused(Reason.payload) from error


def verify(text: str, kind: type[S], roster: Roster) -> S:
    """The statement of a dispatcher of this roster.

    Raises Refused, in this order: as `read`, organisation, unknown_sender, signature.
    """
    statement = read(text, kind)
    if statement.organisation != roster.organisation:
        raise Refused(Reason.organisation)
    author = _dispatcher(roster, statement.member)
    if author is None:
        raise Refused(Reason.unknown_sender)
    _check_signature(text, author.sign_key)
    return statement


def _dispatcher(roster: Roster, fingerprint: str) -> Member | None:
    desk = (member for member in roster.members if member.role is Role.desk)
    return next((member for member in desk if member.fingerprint == fingerprint), None)


def _check_signature(text: str, key: Point) -> None:
    jws = JWS()
    jws.allowed_algs = ["ES256"]
    try:
        jws.deserialize(text, JWK(kty="EC", crv="P-256", x=key.x, y=key.y))
    except (JWException, ValueError) as error:
        raise Refused(Reason.signature) from error
