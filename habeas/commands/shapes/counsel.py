"""What counsel send and see."""

from enum import StrEnum

from msgspec import Struct

from habeas.commands.shapes.common import (
    Counter,
    Disposition,
    Id,
    Language,
    Moment,
    Need,
    Slug,
    State,
    Urgency,
)


class SetDuty(Struct, forbid_unknown_fields=True):
    """`area` is where she is now; `until` is at most 24 hours ahead and needed when `on`."""

    on: bool
    area: Slug | None = None
    until: Moment | None = None


class Duty(Struct):
    on: bool
    until: Moment | None
    area: Slug | None


class OfferView(Struct):
    offer_id: Id
    case_id: Id
    area: Slug
    need: Need
    urgency: Urgency
    language: Language
    opened_at: Moment
    made_at: Moment
    expires_at: Moment
    travel_minutes: int
    waiting_in_area: int


class CounselCase(Struct):
    case_id: Id
    version: Counter
    state: State
    area: Slug
    place_tag: str | None
    need: Need
    urgency: Urgency
    language: Language
    opened_at: Moment
    accepted_at: Moment | None
    arrived_at: Moment | None
    messages: Counter
    desk_assigned: bool


class CounselView(Struct):
    changed: Counter
    duty: Duty
    offers: list[OfferView]
    cases: list[CounselCase]


class DeclineReason(StrEnum):
    busy = "busy"
    too_far = "too_far"
    conflict = "conflict"
    language = "language"
    other = "other"


class Decline(Struct, forbid_unknown_fields=True):
    reason: DeclineReason


class Step(StrEnum):
    en_route = "en_route"
    arrived = "arrived"


class Progress(Struct, forbid_unknown_fields=True):
    to: Step


class HandBackReason(StrEnum):
    """A choice and no text: it is kept in the clear, where no name may be written."""

    cannot_reach = "cannot_reach"
    refused_entry = "refused_entry"
    busy = "busy"
    conflict = "conflict"
    other = "other"


class HandBack(Struct, forbid_unknown_fields=True):
    reason: HandBackReason


class Close(Struct, forbid_unknown_fields=True):
    disposition: Disposition


class SealedPart(Struct):
    """`part` is card, reseal or file."""

    number: int
    part: str
    sealed: str


class SealedParts(Struct):
    envelopes: list[SealedPart]
