"""The signed header, which binds a sealed text to its case, part, readers and place in its sender's chain."""

from collections.abc import Callable
from typing import Any

import msgspec
from jwcrypto.jwk import JWK
from msgspec import Raw, Struct

from habeas.client.seal.body import (
    Body,
    CardBody,
    FileBody,
    MessageBody,
    ResealBody,
    SignedPart,
    SignedPayload,
)
from habeas.client.seal.jose import payload_of, sign, verify
from habeas.sealed import exact
from habeas.sealed.envelope import Part
from habeas.sealed.ids import Point, recipients_hash
from habeas.sealed.refusal import Reason, Refused
from habeas.sealed.sizes import CARD_BYTES, FILE_BYTES, MESSAGE_BYTES, MESSAGE_STEP_BYTES

_decode_header = msgspec.json.Decoder(SignedPayload).decode
_BODIES: dict[Part, Callable[[bytes], Any]] = {
    Part.card: msgspec.json.Decoder(CardBody).decode,
    Part.file: msgspec.json.Decoder(FileBody).decode,
    Part.message: msgspec.json.Decoder(MessageBody).decode,
    Part.reseal: msgspec.json.Decoder(ResealBody).decode,
}
_PART_NAMES: dict[Part, SignedPart] = {
    Part.card: "card",
    Part.file: "file",
    Part.message: "message",
    Part.reseal: "reseal",
}
_FIXED_BYTES = {Part.card: CARD_BYTES, Part.file: FILE_BYTES}


class TooLong(Exception):
    """A text does not fit: it is `over` bytes too long."""

    def __init__(self, over: int) -> None:
        super().__init__(f"{over} bytes too long")
        self.over = over


class Link(Struct, frozen=True):
    """A place in a sender's chain: the number of the text, and the hash of her envelope before it.

    `previous` None: it is her first. `known` False: the envelope before is not known here, so not checked.
    """

    sequence: int
    previous: str | None
    known: bool = True


class Binding(Struct, frozen=True):
    """What a text is bound to. Its reader knows all of it beforehand, and refuses what does not agree.

    `kids`: the key ids of the envelope's slots. `link` None: the place in the chain is not checked.
    """

    case_id: str
    sender: str
    kids: tuple[str, ...]
    link: Link | None


def sign_part(part: Part, binding: Binding, roster_version: int, body: Body, key: JWK) -> str:
    """A compact JWS, padded to the size of its part. Raises TooLong."""
    link = binding.link or Link(0, None)
    header = SignedPayload(
        v=1,
        case_id=binding.case_id,
        part=_PART_NAMES[part],
        sequence=link.sequence,
        previous=link.previous,
        sender=binding.sender,
        recipients=recipients_hash(binding.kids),
        roster_version=roster_version,
        body=Raw(msgspec.json.encode(body)),
        pad="",
    )
    size = len(msgspec.json.encode(header))
    padded = msgspec.structs.replace(header, pad="x" * (_padded_bytes(part, size) - size))
    return sign(msgspec.json.encode(padded), key)


def _padded_bytes(part: Part, size: int) -> int:
    """The padded size of a payload in bytes. Raises TooLong."""
    steps = -(-size // MESSAGE_STEP_BYTES) * MESSAGE_STEP_BYTES
    padded = _FIXED_BYTES.get(part, min(steps, MESSAGE_BYTES))
    if size > padded:
        raise TooLong(size - padded)
    return padded


def read(jws: str, part: Part) -> tuple[SignedPayload, Any]:
    """The header and body of a JWS, not yet verified. Raises Refused: signature, payload, part."""
    raw = payload_of(jws)
    header = _decode(raw, _decode_header)
    if header.part != part:
        raise Refused(Reason.part)
    body = _decode(bytes(header.body), _BODIES[part])
    if not _right_size(part, len(raw)):
        raise Refused(Reason.payload)
    return header, body


def _decode(raw: bytes, decode: Callable[[bytes], Any]) -> Any:
    """A value, from its one spelling. Raises Refused: payload."""
    try:
        # What stands in a body is spelt exactly even where the header is read for its own members alone.
        exact.check(raw)
        return exact.parse(raw, decode)
    except ValueError as error:
        raise Refused(Reason.payload) from error


def _right_size(part: Part, size: int) -> bool:
    if part in _FIXED_BYTES:
        return size == _FIXED_BYTES[part]
    return size % MESSAGE_STEP_BYTES == 0 and size <= MESSAGE_BYTES


def check(jws: str, header: SignedPayload, key: Point, binding: Binding) -> None:
    """Raises Refused: signature, case_id, sender, recipients, sequence, previous; in this order."""
    verify(jws, key)
    for reason, actual, expected in (
        (Reason.case_id, header.case_id, binding.case_id),
        (Reason.sender, header.sender, binding.sender),
        (Reason.recipients, header.recipients, recipients_hash(binding.kids)),
    ):
        if actual != expected:
            raise Refused(reason)
    if binding.link is not None:
        check_link(header, binding.link)


def check_link(header: SignedPayload, link: Link) -> None:
    """Raises Refused (sequence, previous) unless the text has this place in its sender's chain."""
    if header.sequence != link.sequence:
        raise Refused(Reason.sequence)
    if link.known and header.previous != link.previous:
        raise Refused(Reason.previous)
