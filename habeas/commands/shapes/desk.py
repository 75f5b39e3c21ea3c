"""What the desk sends and sees."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from habeas.commands.shapes.common import (
    Counter,
    Disposition,
    Envelope,
    Hash,
    Id,
    KeyLabel,
    Language,
    Missing,
    Moment,
    Need,
    Reason,
    Role,
    Slug,
    State,
    Statement,
    Urgency,
)
from habeas.commands.shapes.counsel import GivenKey, SealedPart


class Next(StrEnum):
    """What runs out next: an open offer, the pause before the next step, or nobody is left to ask."""

    offer_lapses = "offer_lapses"
    waiting = "waiting"
    nobody_left = "nobody_left"


class Rank(StrEnum):
    """What a press shows of itself, the strongest first."""

    vouched = "vouched"
    known = "known"
    armed = "armed"
    work = "work"
    none = "none"


class KeyRequest(Struct):
    """`member` waits for the key of the file: she has the case (no reason), or is a dispatcher.

    `given`: what she was given since the press.
    """

    member: Id
    reason: str | None
    given: list[KeyLabel]


class BoardCase(Struct):
    """`open_offers` are out now, held ones too; `shown_offers` of these have been on a screen.

    `duress`: the person was made to take the call back; it stands, and nothing may be sent to that phone that
    shows it. `due_at`: when the sign of life was due that did not come; `late`: the alarm was raised late.
    `proven`: it has a rank or had counsel; it is not closed by the hundred. `rank`: an open page tags
    the place of a vouched press unasked.
    `missing`: why nobody is with the person yet; null while who has it is not long overdue. `expected_at`:
    when who has it should be there, if the machine gave it to her; `refused_at`: when she was kept out.
    """

    case_id: Id
    version: Counter
    changed: Counter
    state: State
    area: Slug
    place_tag: str | None
    need: Need
    urgency: Urgency
    language: Language
    opened_at: Moment
    counsel: Id | None
    accepted_at: Moment | None
    expected_at: Moment | None
    refused_at: Moment | None
    arrived_at: Moment | None
    step: int
    steps: int
    next: Next | None
    next_at: Moment | None
    open_offers: int
    shown_offers: int
    desk_reason: str | None
    missing: Missing | None
    duress: bool
    due_at: Moment | None
    late: bool
    proven: bool
    rank: Rank
    needs_access: list[Id]
    key_requests: list[KeyRequest]
    disposition: Disposition | None
    closed_at: Moment | None


class CloseMany(Struct, forbid_unknown_fields=True):
    """Closed are those of them that nobody has, and that show nothing of themselves."""

    case_ids: Annotated[list[Id], Meta(min_length=1, max_length=500)]
    disposition: Disposition


class ManyClosed(Struct):
    closed: Counter


class BoardCounsel(Struct):
    """`committed`: she has set the time aside. `open_offer`: the case that is on her phone, held ones too."""

    fingerprint: Id
    changed: Counter
    on_duty: bool
    committed: bool
    until: Moment | None
    area: Slug | None
    areas: list[Slug]
    languages: list[Language]
    load: int
    open_offer: Id | None


class Outlook(Struct):
    """Of those who wait, with or without a promise, how many will be reached in time as things are."""

    waiting: Counter
    reachable: Counter


class AccessChange(Struct):
    """`needs_access` of these cases is this now; all else of them is as it was."""

    cases: list[Id]
    needs_access: list[Id]


class Board(Struct):
    """The whole board, or what changed: then `access` is of cases that are not in `cases`.

    `outlook` is that of the whole board in both; null while nobody waits.
    """

    changed: Counter
    now: Moment
    cases: list[BoardCase]
    access: list[AccessChange]
    counsel: list[BoardCounsel]
    outlook: Outlook | None


class Why(Struct):
    """Why her: in how many minutes she could be with the person, how many waited there, and who was next."""

    minutes: int
    waiting: int
    speaks: bool
    load: int
    next_best: Id | None
    next_minutes: int | None


class OfferRow(Struct):
    counsel: Id
    state: str
    made_at: Moment
    expires_at: Moment
    shown_at: Moment | None
    opened_at: Moment | None
    reason: str | None
    why: Why | None


class Cause(Struct):
    """Why a decision did something: the kind of the event that led to it, by whom, and its case if another.

    `kind`: as of a line; or time (its moment had come, or the service had just begun), duty (who is on duty
    has changed).
    """

    kind: str
    counsel: Id | None
    case_id: Id | None


class StoryLine(Struct):
    """One thing that happened to the case; `counsel` may be a dispatcher. `detail`: a reason or an outcome.

    `event_id` is the line's own, or in a line of a decision that of the event that led to it. `decision_id`,
    `cause`: only in what a decision did. `why`: only of an offer.
    """

    at: Moment
    kind: str
    counsel: Id | None
    detail: str | None
    event_id: Id | None
    decision_id: Id | None
    cause: Cause | None
    why: Why | None


class Story(Struct):
    """In the order in which it happened."""

    lines: list[StoryLine]


class Candidate(Struct):
    """`obstacles` is empty when she may be offered the case, else what stands against it."""

    counsel: Id
    travel_minutes: int
    load: int
    on_duty: bool
    admitted: bool
    obstacles: list[str]


class CaseDetail(Struct):
    """`keys`: of the file, as the press brought them; `given`: what I was given since."""

    case: BoardCase
    envelopes: list[SealedPart]
    keys: list[str]
    given: list[GivenKey]
    offers: list[OfferRow]
    candidates: list[Candidate]


class OpenFile(Struct, forbid_unknown_fields=True):
    """`ask`: I cannot open it alone, and ask those who can give me what I lack."""

    reason: Reason
    ask: bool = False


class GiveShare(Struct, forbid_unknown_fields=True):
    """What I can open of the file's key, for a member who waits for it."""

    to: Id
    label: KeyLabel
    sealed: Envelope


class SealedFile(Struct):
    sealed: str


class OpenWords(Struct, forbid_unknown_fields=True):
    """What the desk's browser made of the four words; the words themselves stay there."""

    lookup_id: Hash


class AuditEntry(Struct):
    """Of a case that is over the day alone is kept, and not which it was. `by` is a member's fingerprint or
    "operator".
    """

    at: Moment
    by: str
    action: str
    case_id: Id | None
    reason: str | None


class Audit(Struct):
    entries: list[AuditEntry]


class Suspend(Struct, forbid_unknown_fields=True):
    """Put a member out at once, or with `lift` let her in again."""

    fingerprint: Id
    lift: bool = False


class Suspension(Struct):
    """`done`: it is so now. Else `by` wants it, and it happens if a second dispatcher says so by `until`."""

    fingerprint: Id
    lift: bool
    done: bool
    by: Id | None
    until: Moment | None


class SuspendedMember(Struct):
    fingerprint: Id
    role: Role


class Suspensions(Struct):
    suspended: list[SuspendedMember]
    waiting: list[Suspension]


class Assign(Struct, forbid_unknown_fields=True):
    counsel: Id


class Reseal(Struct, forbid_unknown_fields=True):
    sealed: Envelope


class ResealReceipt(Struct):
    number: int


class Sighting(Struct, forbid_unknown_fields=True):
    """A dispatcher's signed word that a roster is the newest she knows of."""

    text: Statement


class Sightings(Struct):
    texts: list[Statement]


class AccessTexts(Struct, forbid_unknown_fields=True):
    """Signed entries of the caller's access log, in their order."""

    texts: Annotated[list[Statement], Meta(min_length=1, max_length=16)]


class AccessEntry(Struct):
    number: Counter
    text: Statement


class AccessEntries(Struct):
    """One page; the next one begins after its last number. Empty: there is nothing more."""

    entries: list[AccessEntry]


class PlaceTag(Struct, forbid_unknown_fields=True):
    """`place_tag` null: the place is not known. `area`: where the person is after all; null: as it was."""

    place_tag: Id | None
    area: Slug | None = None
