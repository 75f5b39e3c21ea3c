"""The signed header: what binds a sealed text to its case, part, place in the sender's chain and readers."""

from typing import Any, TypeVar

import msgspec
from jwcrypto.jwk import JWK
from msgspec import Raw, Struct

from habeas.client.seal.body import Body, CardBody, FileBody, MessageBody, ResealBody, Signed, SignedPart
from habeas.client.seal.jose import payload_of, sign, verify
from habeas.sealed.envelope import Part
from habeas.sealed.ids import Point, recipients_hash
from habeas.sealed.refused import Reason, Refused
from habeas.sealed.sizes import CARD_BYTES, FILE_BYTES, MESSAGE_BYTES, MESSAGE_STEP_BYTES

B = TypeVar("B", bound=Body)
_BODIES: dict[Part, Any] = {
    Part.card: CardBody,
    Part.file: FileBody,
    Part.message: MessageBody,
    Part.reseal: ResealBody,
}
_SIGNED: dict[Part, SignedPart] = {
    Part.card: "card",
    Part.file: "file",
    Part.message: "message",
    Part.reseal: "reseal",
}
_FIXED = {Part.card: CARD_BYTES, Part.file: FILE_BYTES}


class TooLong(Exception):
    """A text that does not fit; `over` is by how many bytes."""

    def __init__(self, over: int) -> None:
        super().__init__(f"{over} bytes too long")
        self.over = over


class Link(Struct, frozen=True):
    """Where a sender's chain in a case goes on: the next number, and the hash of the envelope before it.

    `previous` None: nothing before it. `known` False: what stood before is not known here, nor checked.
    """

    sequence: int
    previous: str | None
    known: bool = True


class Expected(Struct, frozen=True):
    """What the reader knows beforehand; all of it must agree. `link` None: the chain is not checked."""

    case_id: str
    sender: str
    kids: tuple[str, ...]
    link: Link | None


def signed(part: Part, expected: Expected, roster_version: int, body: Body, key: JWK) -> str:
    """A compact JWS, padded to the size of its part. Raises TooLong."""
    link = expected.link or Link(0, None)
    header = Signed(
        v=1,
        case_id=expected.case_id,
        part=_SIGNED[part],
        sequence=link.sequence,
        previous=link.previous,
        sender=expected.sender,
        recipients=recipients_hash(expected.kids),
        roster_version=roster_version,
        body=Raw(msgspec.json.encode(body)),
        pad="",
    )
    size = len(msgspec.json.encode(header))
    padded = msgspec.structs.replace(header, pad="x" * (_whole(part, size) - size))
    return sign(msgspec.json.encode(padded), key)


def _whole(part: Part, size: int) -> int:
    """The padded size of a payload in bytes. Raises TooLong."""
    steps = -(-size // MESSAGE_STEP_BYTES) * MESSAGE_STEP_BYTES
    whole = _FIXED.get(part, min(steps, MESSAGE_BYTES))
    if size > whole:
        raise TooLong(size - whole)
    return whole


def read(jws: str, part: Part) -> tuple[Signed, Any]:
    """The header and body of a JWS, not yet verified. Raises Refused: signature, payload, part."""
    raw = payload_of(jws)
    header = _decode(raw, Signed)
    if header.part != part:
        raise Refused(Reason.part)
    body = _decode(header.body, _BODIES[part])
    if not _right_size(part, len(raw)):
        raise Refused(Reason.payload)
    return header, body


def _decode(raw: bytes | Raw, shape: Any) -> Any:
    """A value of this shape, from its one spelling. Raises Refused: payload."""
    try:
        # Written back, an honest text is the same bytes: no member twice, no white space, no hidden room.
        if msgspec.json.encode(msgspec.json.decode(raw)) != bytes(raw):
            raise Refused(Reason.payload)
        value = msgspec.json.decode(raw, type=shape)
    except msgspec.DecodeError as error:
        raise Refused(Reason.payload) from error
    if msgspec.json.encode(value) != bytes(raw):
        raise Refused(Reason.payload)
    return value


def _right_size(part: Part, size: int) -> bool:
    if part in _FIXED:
        return size == _FIXED[part]
    return size % MESSAGE_STEP_BYTES == 0 and size <= MESSAGE_BYTES


def check(jws: str, header: Signed, key: Point, expected: Expected) -> None:
    """Raises Refused: signature, case_id, sender, recipients, sequence, previous; in this order."""
    verify(jws, key)
    told = (header.case_id, header.sender, header.recipients)
    known = (expected.case_id, expected.sender, recipients_hash(expected.kids))
    reasons = (Reason.case_id, Reason.sender, Reason.recipients)
    for reason, one, other in zip(reasons, told, known, strict=True):
        if one != other:
            raise Refused(reason)
    if expected.link is not None:
        check_link(header, expected.link)


def check_link(header: Signed, link: Link) -> None:
    """Raises Refused (sequence, previous) unless this is the next in its sender's chain."""
    if header.sequence != link.sequence:
        raise Refused(Reason.sequence)
    if link.known and header.previous != link.previous:
        raise Refused(Reason.previous)
