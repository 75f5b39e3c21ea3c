"""An envelope as the server sees it: its outside is measured, its inside never opened.

An envelope is a JWE in General JSON form (RFC 7516, 7.2.1), written in exactly one way: members in
alphabetical order, no white space, two protected headers and no other. So it can be refused without
understanding anything in it, and without any cryptography.
"""

import re
from enum import StrEnum

import msgspec
from msgspec import Struct

from habeas.sealed.ids import b64
from habeas.sealed.refused import Malformed, Reason
from habeas.sealed.sizes import (
    CARD_CIPHERTEXT,
    DEPOSIT_CIPHERTEXT,
    ENVELOPE_CHARS,
    FILE_CIPHERTEXT,
    GROUP_KEY_CHARS,
    MAX_SLOTS,
    MEMBERS,
    SLOTS,
)

WRAPPED = b64(b'{"alg":"ECDH-ES+A256KW","enc":"A256GCM"}')
"""Protected header of all that is sealed to recipients."""

DIRECT = b64(b'{"alg":"dir","enc":"A256GCM"}')
"""Protected header of what is sealed under a shared key: the file, and what waits behind call words."""

# A slot's wrapped key, two coordinates and key id, in one match: there are 17 of them in each press.
_SLOT = re.compile(
    "[A-Za-z0-9_-]{53}[AQgw]"
    " [A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"
    " [A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"
    " [A-Za-z0-9_-]{21}[AQgw]"
).fullmatch
_BASE64URL = re.compile(r"[A-Za-z0-9_-]+").fullmatch
# What the last character may be when the length leaves 2 or 3 characters over: its spare bits are zero.
_LAST = {0: "", 1: " ", 2: "AQgw", 3: "AEIMQUYcgkosw048"}


class Part(StrEnum):
    """What an envelope is for. `group_key`: of a roster; `deposit`: of call words; the others: of a case."""

    card = "card"
    file = "file"
    message = "message"
    reseal = "reseal"
    group_key = "group_key"
    deposit = "deposit"


class Epk(Struct, frozen=True, forbid_unknown_fields=True):
    crv: str
    kty: str
    x: str
    y: str


class SlotHeader(Struct, frozen=True, forbid_unknown_fields=True):
    epk: Epk
    kid: str


class Slot(Struct, frozen=True, forbid_unknown_fields=True):
    """One recipient: her key's fingerprint (a person's: the case id) and the content key wrapped for it."""

    encrypted_key: str
    header: SlotHeader


class Nobody(Struct, frozen=True, forbid_unknown_fields=True):
    """The one empty recipient of an envelope under a shared key."""


class Wrapped(Struct, frozen=True, forbid_unknown_fields=True):
    """An envelope sealed to recipients. The order of the members is the order in the text."""

    ciphertext: str
    iv: str
    protected: str
    recipients: list[Slot]
    tag: str


class Direct(Struct, frozen=True, forbid_unknown_fields=True):
    """An envelope sealed under a shared key."""

    ciphertext: str
    iv: str
    protected: str
    recipients: list[Nobody]
    tag: str


_encode = msgspec.json.Encoder().encode
_wrapped = msgspec.json.Decoder(Wrapped).decode
_direct = msgspec.json.Decoder(Direct).decode
_LONGEST = {Part.group_key: GROUP_KEY_CHARS}
_CIPHERTEXT = {
    Part.card: CARD_CIPHERTEXT,
    Part.file: FILE_CIPHERTEXT,
    Part.deposit: DEPOSIT_CIPHERTEXT,
}
_SHARED = frozenset({Part.file, Part.deposit})
_FEWEST = {Part.card: SLOTS, Part.file: 1, Part.deposit: 1}
_MOST = {Part.card: SLOTS, Part.file: 1, Part.deposit: 1, Part.group_key: MEMBERS + 1}


def measure(text: str, part: Part) -> tuple[str, ...]:
    """Who holds a slot of an envelope, in the slots' order. Raises Malformed as `parse` does.

    No cryptography and one pass over the text, so that a flood of presses costs little.
    """
    return kids_of(parse(text, part))


def parse(text: str, part: Part) -> Wrapped | Direct:
    """The envelope as a value. Raises Malformed if it is not well-formed for its part.

    In this order: size (too long), structure, algorithm, slots, size (not the one of a card or a file).
    """
    if len(text) > _LONGEST.get(part, ENVELOPE_CHARS):
        raise Malformed(Reason.size)
    envelope = _decode(text, part)
    if envelope.protected != (DIRECT if part in _SHARED else WRAPPED):
        raise Malformed(Reason.algorithm)
    kids = kids_of(envelope)
    slots = len(envelope.recipients)
    if not _FEWEST.get(part, 2) <= slots <= _MOST.get(part, MAX_SLOTS) or len(set(kids)) != len(kids):
        raise Malformed(Reason.slots)
    if len(envelope.ciphertext) != _CIPHERTEXT.get(part, len(envelope.ciphertext)):
        raise Malformed(Reason.size)
    return envelope


def kids_of(envelope: Wrapped | Direct) -> tuple[str, ...]:
    """Who holds a slot, in the slots' order."""
    if isinstance(envelope, Direct):
        return ()
    return tuple(slot.header.kid for slot in envelope.recipients)


def _decode(text: str, part: Part) -> Wrapped | Direct:
    try:
        envelope = _direct(text) if part in _SHARED else _wrapped(text)
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise Malformed(Reason.structure) from error
    # Written back, an honest envelope is the same text: no second spelling, no member twice, no white space.
    if _encode(envelope) != text.encode() or not _well_spelt(envelope):
        raise Malformed(Reason.structure)
    return envelope


def _well_spelt(envelope: Wrapped | Direct) -> bool:
    if not (_is(envelope.iv, 16) and _is(envelope.tag, 22)):
        return False
    if not _is(envelope.ciphertext, len(envelope.ciphertext)):
        return False
    return isinstance(envelope, Direct) or all(_slot_well_spelt(slot) for slot in envelope.recipients)


def _slot_well_spelt(slot: Slot) -> bool:
    epk = slot.header.epk
    if (epk.crv, epk.kty) != ("P-256", "EC"):
        return False
    return _SLOT(f"{slot.encrypted_key} {epk.x} {epk.y} {slot.header.kid}") is not None


def _is(text: str, chars: int) -> bool:
    """Whether this is base64url of this many characters, spelt the one way."""
    spare = _LAST[chars % 4]
    return len(text) == chars and _BASE64URL(text) is not None and (not spare or text[-1] in spare)
