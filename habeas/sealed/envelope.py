"""An envelope as the server sees it: its outside is measured, its inside never opened.

An envelope is a JWE in General JSON form (RFC 7516, 7.2.1), written in exactly one way: members in
alphabetical order, no white space, two protected headers and no other. So it can be refused without
understanding anything in it, and without any cryptography.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

import msgspec
from msgspec import Struct

from habeas.sealed import exact
from habeas.sealed.ids import b64
from habeas.sealed.refusal import Malformed, Reason
from habeas.sealed.sizes import (
    CARD_CIPHERTEXT,
    DEPOSIT_CIPHERTEXT,
    ENVELOPE_CHARS,
    FILE_CIPHERTEXT,
    GROUP_KEY_CHARS,
    KEY_CIPHERTEXT,
    KEY_SLOTS,
    MAX_SLOTS,
    MEMBERS,
    SLOTS,
)

RECIPIENTS_HEADER = b64(b'{"alg":"ECDH-ES+A256KW","enc":"A256GCM"}')
"""Protected header of all that is sealed to recipients."""

SHARED_KEY_HEADER = b64(b'{"alg":"dir","enc":"A256GCM"}')
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
    """What an envelope is for. `group_key`: of a roster; `deposit`: of call words; the others: of a case.

    `key`: the key of a case's file, or a share of it.
    """

    card = "card"
    file = "file"
    key = "key"
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


class EmptyRecipient(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in place of recipients in an envelope under a shared key: one empty object."""


class RecipientsEnvelope(Struct, frozen=True, forbid_unknown_fields=True):
    """An envelope sealed to recipients. The order of the members is the order in the text."""

    ciphertext: str
    iv: str
    protected: str
    recipients: list[Slot]
    tag: str


class SharedKeyEnvelope(Struct, frozen=True, forbid_unknown_fields=True):
    """An envelope sealed under a shared key."""

    ciphertext: str
    iv: str
    protected: str
    recipients: list[EmptyRecipient]
    tag: str


_decode_for_recipients = msgspec.json.Decoder(RecipientsEnvelope).decode
_decode_under_shared_key = msgspec.json.Decoder(SharedKeyEnvelope).decode
_MOST_CHARS = {Part.group_key: GROUP_KEY_CHARS}
_CIPHERTEXT_CHARS = {
    Part.card: CARD_CIPHERTEXT,
    Part.file: FILE_CIPHERTEXT,
    Part.deposit: DEPOSIT_CIPHERTEXT,
    Part.key: KEY_CIPHERTEXT,
}
_UNDER_SHARED_KEY = frozenset({Part.file, Part.deposit})
_FEWEST_SLOTS = {Part.card: SLOTS, Part.file: 1, Part.deposit: 1}
_MOST_SLOTS = {
    Part.card: SLOTS,
    Part.file: 1,
    Part.deposit: 1,
    Part.key: max(KEY_SLOTS),
    Part.group_key: MEMBERS,
}


def measure(text: str, part: Part) -> tuple[str, ...]:
    """Who holds a slot of an envelope, in the slots' order. Raises Malformed as `parse` does.

    No cryptography and one pass over the text, so that a flood of presses costs little.
    """
    return kids_of(parse(text, part))


def measure_keys(texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Who holds a slot of each of a press's three keys. Raises Malformed as `measure` does, and `slots`."""
    kids = tuple(measure(text, Part.key) for text in texts)
    if tuple(len(held) for held in kids) != KEY_SLOTS:
        raise Malformed(Reason.slots)
    return kids


def parse(text: str, part: Part) -> RecipientsEnvelope | SharedKeyEnvelope:
    """The envelope as a value. Raises Malformed if it is not well-formed for its part.

    In this order: structure (not ASCII), size (too long), structure, algorithm, slots, size (not its part's).
    """
    if not text.isascii():
        raise Malformed(Reason.structure)
    if len(text) > _MOST_CHARS.get(part, ENVELOPE_CHARS):
        raise Malformed(Reason.size)
    envelope = _decode(text, part)
    if envelope.protected != (SHARED_KEY_HEADER if part in _UNDER_SHARED_KEY else RECIPIENTS_HEADER):
        raise Malformed(Reason.algorithm)
    kids = kids_of(envelope)
    slots = len(envelope.recipients)
    if not _FEWEST_SLOTS.get(part, 2) <= slots <= _MOST_SLOTS.get(part, MAX_SLOTS) or len(set(kids)) != len(
        kids
    ):
        raise Malformed(Reason.slots)
    if len(envelope.ciphertext) != _CIPHERTEXT_CHARS.get(part, len(envelope.ciphertext)):
        raise Malformed(Reason.size)
    return envelope


def kids_of(envelope: RecipientsEnvelope | SharedKeyEnvelope) -> tuple[str, ...]:
    """Who holds a slot, in the slots' order."""
    if isinstance(envelope, SharedKeyEnvelope):
        return ()
    return tuple(slot.header.kid for slot in envelope.recipients)


def _decode(text: str, part: Part) -> RecipientsEnvelope | SharedKeyEnvelope:
    envelope: RecipientsEnvelope | SharedKeyEnvelope
    try:
        if part in _UNDER_SHARED_KEY:
            envelope = exact.parse(text.encode(), _decode_under_shared_key)
        else:
            envelope = exact.parse(text.encode(), _decode_for_recipients)
    except ValueError as error:
        raise Malformed(Reason.structure) from error
    if not _is_well_spelt(envelope):
        raise Malformed(Reason.structure)
    return envelope


def _is_well_spelt(envelope: RecipientsEnvelope | SharedKeyEnvelope) -> bool:
    if not (_is_base64url(envelope.iv, 16) and _is_base64url(envelope.tag, 22)):
        return False
    if not _is_base64url(envelope.ciphertext, len(envelope.ciphertext)):
        return False
    return isinstance(envelope, SharedKeyEnvelope) or all(
        _is_slot_well_spelt(slot) for slot in envelope.recipients
    )


def _is_slot_well_spelt(slot: Slot) -> bool:
    epk = slot.header.epk
    if (epk.crv, epk.kty) != ("P-256", "EC"):
        return False
    return _SLOT(f"{slot.encrypted_key} {epk.x} {epk.y} {slot.header.kid}") is not None


def _is_base64url(text: str, chars: int) -> bool:
    """Whether this is base64url of so many characters, in its one spelling."""
    spare = _LAST[chars % 4]
    return len(text) == chars and _BASE64URL(text) is not None and (not spare or text[-1] in spare)
