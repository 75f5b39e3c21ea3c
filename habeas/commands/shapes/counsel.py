"""What counsel send and see."""

from enum import StrEnum

from msgspec import Struct

from habeas.commands.shapes.common import (
    Counter,
    Disposition,
    Id,
    KeyLabel,
    Language,
    Moment,
    Need,
    Slug,
    State,
    Urgency,
)


class SetDuty(Struct, forbid_unknown_fields=True):
    """`area` is where she is now; `until` is at most 24 hours ahead and needed when `on`.

    `committed`: she has set the time aside and goes when she is asked.
    """

    on: bool
    area: Slug | None = None
    until: Moment | None = None
    committed: bool = False


class Duty(Struct):
    on: bool
    until: Moment | None
    area: Slug | None
    committed: bool


class OfferView(Struct):
    """`waiting_there`: how many nobody has at that place, or in the area while the place is not known.

    `held_until`: she said yes, and by then she is told whether somebody nearer comes; null while it is open.
    `duress`: see CounselCase.
    """

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
    waiting_there: int
    duress: bool
    held_until: Moment | None


class CounselCase(Struct):
    """`expected_at`: when she should be with the person, if she was given the case for being or coming there;
    null when she took it herself. `refused_at`: when she was kept out. `duress`: the person was made to take
    the call back; who watches the phone must go on believing it, and what is sent there is not shown.
    `given_keys`: how many keys of the file I was given since the press.
    """

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
    expected_at: Moment | None
    refused_at: Moment | None
    arrived_at: Moment | None
    messages: Counter
    desk_assigned: bool
    duress: bool
    given_keys: Counter


class KeyWanted(Struct):
    """I hold a file's key, and the counsel who has the case waits for it. `sealed`: as the press had it."""

    case_id: Id
    to: Id
    sealed: str


class CounselView(Struct):
    changed: Counter
    duty: Duty
    offers: list[OfferView]
    cases: list[CounselCase]
    keys_wanted: list[KeyWanted]


class Acceptance(Struct):
    """One of the two. `case`: it is hers. `held_until`: her yes is noted, and waits until then for somebody
    nearer who was asked too; what came of it is in her view, as a case or as an offer that is gone.
    """

    case: CounselCase | None
    held_until: Moment | None


class DeclineReason(StrEnum):
    busy = "busy"
    too_far = "too_far"
    conflict = "conflict"
    language = "language"
    other = "other"


class Decline(Struct, forbid_unknown_fields=True):
    reason: DeclineReason


class Step(StrEnum):
    """refused_entry: she is at the door and is kept out."""

    en_route = "en_route"
    refused_entry = "refused_entry"
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


class ClientPlace(Struct, forbid_unknown_fields=True):
    """`place_tag`: of the place that the opened card names, for the present day."""

    place_tag: Id


class SealedPart(Struct):
    """`part` is card, reseal or file."""

    number: int
    part: str
    sealed: str


class GivenKey(Struct):
    """A key, or a share of one, that somebody gave after the press."""

    label: KeyLabel
    sealed: str


class SealedParts(Struct):
    """`keys`: of the file, as the press brought them; `given`: what I was given since. Of my cases alone."""

    envelopes: list[SealedPart]
    keys: list[str]
    given: list[GivenKey]
