"""What a person sends and is told."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from habeas.commands.shapes.common import (
    Counter,
    Disposition,
    Envelope,
    Hash,
    Id,
    Language,
    Moment,
    Need,
    Slug,
    State,
    Urgency,
)
from habeas.sealed.sizes import KEY_SLOTS

Keys = Annotated[list[Envelope], Meta(min_length=len(KEY_SLOTS), max_length=len(KEY_SLOTS))]
"""The key of the file: for two counsel, for the desk or its first group, and for its second group."""


class Press(Struct, forbid_unknown_fields=True):
    """The sealed message that opens a case. Nothing but the four clear fields can be read by the server.

    `cancel_sha256`, `duress_sha256`: of the two secrets by which its person can end it.
    """

    case_id: Id
    token_sha256: Hash
    cancel_sha256: Hash
    duress_sha256: Hash
    area: Slug
    need: Need
    urgency: Urgency
    language: Language
    roster_version: Counter
    card: Envelope
    file: Envelope
    keys: Keys


class EndCodeSecret(Struct, forbid_unknown_fields=True):
    """One of the two secrets, which only the person can tell apart."""

    secret: Hash


Grace = Annotated[int, Meta(ge=0, le=1_440)]


class Arm(Struct, forbid_unknown_fields=True):
    """A check-in: a press sealed beforehand, that opens if nothing is said until `due_at` and grace are over.

    `due_at` is a multiple of five minutes, and so are `grace_minutes`.
    """

    case_id: Id
    token_sha256: Hash
    cancel_sha256: Hash
    duress_sha256: Hash
    due_at: Moment
    grace_minutes: Grace
    area: Slug
    need: Need
    urgency: Urgency
    language: Language
    roster_version: Counter
    card: Envelope
    file: Envelope
    keys: Keys


class SealedAnew(Struct, forbid_unknown_fields=True):
    """For whoever is on duty by now."""

    card: Envelope
    file: Envelope
    keys: Keys


class Extend(Struct, forbid_unknown_fields=True):
    """Another moment for an armed check-in. `number` counts them from 1: an older one changes nothing.

    `resealed`: null leaves card, file and keys as they were.
    """

    number: Annotated[int, Meta(ge=1, le=1_000_000)]
    due_at: Moment
    grace_minutes: Grace
    resealed: SealedAnew | None = None


class CheckInState(StrEnum):
    """armed: waiting. fired: the case is open. over: its person has ended it."""

    armed = "armed"
    fired = "fired"
    over = "over"


class CheckIn(Struct):
    """The moment is told while it is armed."""

    case_id: Id
    state: CheckInState
    number: Counter | None
    due_at: Moment | None
    grace_minutes: int | None


class LeaveWords(Struct, forbid_unknown_fields=True):
    """A sealed file behind call words, kept until `expires_at`, the beginning of a day (UTC)."""

    lookup_id: Hash
    owner_sha256: Hash
    sealed: Envelope
    expires_at: Moment


class ChangeWords(Struct, forbid_unknown_fields=True):
    """The file sealed anew under the same words, None: as it is; and how long it is kept from now on."""

    sealed: Envelope | None
    expires_at: Moment


class WordsReceipt(Struct):
    expires_at: Moment


class Receipt(Struct):
    case_id: Id
    stored_at: Moment


class WantedWork(Struct):
    """How many bits of work a phone should do for its case now, 0: none; and what it is done on."""

    bits: Annotated[int, Meta(ge=0, le=64)]
    nonce: Id


class Work(Struct, forbid_unknown_fields=True):
    """`nonce`: given out in the last twenty minutes; `number`: what the phone found for it and the case."""

    nonce: Id
    case_id: Id
    number: Counter


class UseVoucher(Struct, forbid_unknown_fields=True):
    """`code`: of a partner organisation, or of a drill done days ago."""

    case_id: Id
    code: Hash


class LeaveVoucher(Struct, forbid_unknown_fields=True):
    """`case_id`: of a drill that was answered; `code_sha256`: of a code that its phone made."""

    case_id: Id
    code_sha256: Hash


class Status(Struct):
    """The truth about delivery: offers made, phones that showed one, cards opened, and who comes.

    Offers count from the last hand-back on. handed_back: who had the case gave it up, and nobody has it yet.
    """

    case_id: Id
    version: Counter
    changed: Counter
    state: State
    stored_at: Moment
    asked: Counter
    phones_shown: Counter
    opened: Counter
    counsel: Id | None
    handed_back: bool
    accepted_at: Moment | None
    arrived_at: Moment | None
    disposition: Disposition | None
    messages: Counter
    desk_reason: str | None


class NewMessage(Struct, forbid_unknown_fields=True):
    message_id: Id
    sealed: Envelope


class MessageReceipt(Struct):
    seq: Counter
    at: Moment


class GiveKey(Struct, forbid_unknown_fields=True):
    """The file's key for the counsel who accepted, sealed to her and to whoever gives it."""

    to: Id
    sealed: Envelope


class Message(Struct):
    """`sender` is "person" or a member's fingerprint."""

    seq: Counter
    message_id: Id
    sender: str
    at: Moment
    sealed: str


class Messages(Struct):
    messages: list[Message]
