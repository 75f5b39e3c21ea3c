"""What a person sends and is told."""

from msgspec import Struct

from habeas.commands.shapes.common import (
    Counter,
    Disposition,
    Hash,
    Id,
    Language,
    Moment,
    Need,
    Sealed,
    Slug,
    State,
    Urgency,
)


class Press(Struct, forbid_unknown_fields=True):
    """The sealed message that opens a case. Nothing but the four clear fields can be read by the server."""

    case_id: Id
    token_sha256: Hash
    area: Slug
    need: Need
    urgency: Urgency
    language: Language
    roster_version: Counter
    card: Sealed
    file: Sealed


class Receipt(Struct):
    case_id: Id
    stored_at: Moment


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
    rung: Counter
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
    sealed: Sealed


class Posted(Struct):
    seq: Counter
    at: Moment


class Message(Struct):
    """`sender` is "person" or a member's fingerprint."""

    seq: Counter
    message_id: Id
    sender: str
    at: Moment
    sealed: str


class Messages(Struct):
    messages: list[Message]
