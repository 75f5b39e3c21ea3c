"""A case: its states, its events, and the one table of what may follow what."""

from enum import StrEnum
from typing import Any

from msgspec import Struct, structs

from habeas.core.plan import Plan
from habeas.core.time import Millis


class State(StrEnum):
    waiting = "waiting"
    desk = "desk"
    accepted = "accepted"
    en_route = "en_route"
    arrived = "arrived"
    closed = "closed"


UNASSIGNED = frozenset({State.waiting, State.desk})
ASSIGNED = frozenset({State.accepted, State.en_route, State.arrived})
OPEN = UNASSIGNED | ASSIGNED


class Need(StrEnum):
    """drill: nobody needs anything; somebody practises."""

    stopped = "stopped"
    detained = "detained"
    questioned = "questioned"
    search = "search"
    someone_else = "someone_else"
    drill = "drill"


class Urgency(StrEnum):
    now = "now"
    today = "today"
    soon = "soon"


class Disposition(StrEnum):
    helped = "helped"
    advised = "advised"
    released = "released"
    nobody_there = "nobody_there"
    duplicate = "duplicate"
    cancelled = "cancelled"
    expired = "expired"
    other = "other"


class DeskReason(StrEnum):
    """Why a case came to the desk.

    nobody_on_duty: nobody on duty serves the area. nobody_admitted: some on duty are unasked, but their keys
    cannot open the card. nobody_left: all on duty were asked or are full. plan_ended: its time ran out.
    """

    nobody_on_duty = "nobody_on_duty"
    nobody_admitted = "nobody_admitted"
    nobody_left = "nobody_left"
    plan_ended = "plan_ended"


class Missing(StrEnum):
    """What is missing for a person whom nobody is with yet; the first that is true.

    answer: phones ring, or a yes is held. time: somebody is at the place or on her way there, and will hardly
    be done with others in time. duty: nobody on duty serves the area. room: all who could be asked have as
    many cases as they take. elsewhere: those who can be asked are needed more elsewhere, or not free yet.
    access: those who could be asked cannot open the card. yes: all were asked, and nobody said yes.
    arrival: who has taken it should have been there long ago and is not heard of; the desk must see to it.
    """

    answer = "answer"
    time = "time"
    duty = "duty"
    room = "room"
    elsewhere = "elsewhere"
    access = "access"
    yes = "yes"
    arrival = "arrival"


class Case(Struct, frozen=True, kw_only=True):
    """One need until closure, with all that deciding about it takes, and nothing that names anybody.

    version: raised by one with each change; writers compare and set it.
    active_at: when an event or message last came. plan_from: when the plan began: opening, or last hand-back.
    step, step_ends_at: the rung of the plan; None while nobody has been asked on this rung.
    rank: higher goes first among equally urgent cases.
    admitted: fingerprints that hold a slot of the card, decoys included. asked: those of them who declined,
    let lapse, handed back or were taken off, so are not asked again.
    needs_access: who could be asked if the card were resealed to them. missing: why nobody
    is with her yet, as last decided; None while who has it is not long overdue.
    counsel: who has or (once closed) had the case; desk_assigned: the desk gave it to her.
    expected_at: when she should be there, if the machine gave it to her because she is at the place or on her
    way there; None when she took it herself. refused_at: when she was last kept out.
    was_told: somebody was said to come, if only once; who loses her goes before those who never had anybody.
    duress: the person was made to take the call back, and nothing that reaches her phone may show that it
    stands. due_at: when she had promised a sign of life, if it was armed beforehand; late: it opened late.
    wake_at: when the case must be looked at again at the latest; None only once closed.
    """

    case_id: str
    version: int
    state: State
    area: str
    place_tag: str | None = None
    need: Need
    urgency: Urgency
    language: str
    opened_at: Millis
    active_at: Millis
    plan: Plan
    plan_from: Millis
    step: int = 0
    step_ends_at: Millis | None = None
    rank: int = 0
    admitted: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    needs_access: tuple[str, ...] = ()
    missing: Missing | None = None
    counsel: str | None = None
    desk_assigned: bool = False
    expected_at: Millis | None = None
    was_told: bool = False
    accepted_at: Millis | None = None
    refused_at: Millis | None = None
    arrived_at: Millis | None = None
    closed_at: Millis | None = None
    disposition: Disposition | None = None
    desk_reason: DeskReason | None = None
    duress: bool = False
    due_at: Millis | None = None
    late: bool = False
    wake_at: Millis | None


# `by`, when a case is closed because everybody has forgotten it: on the desk's behalf.
CLOCK = "clock"


class Accepted(Struct, frozen=True):
    """A counsel took the offer."""

    counsel: str


class SentToDesk(Struct, frozen=True):
    """The machine has nobody (more) to ask."""

    reason: DeskReason


class Assigned(Struct, frozen=True):
    """The desk gave the case to a counsel by hand, also away from another; `by` is the dispatcher."""

    counsel: str
    by: str


class Promised(Struct, frozen=True):
    """The machine gave the case to a counsel who is at the place or coming, also from a colleague."""

    counsel: str
    expected_at: Millis


class Retracted(Struct, frozen=True):
    """The counsel it was promised to will not be there in time; the plan starts anew."""


class HandedBack(Struct, frozen=True):
    """The counsel cannot do it after all; the plan starts anew without those already asked."""

    counsel: str
    reason: str


class EnRoute(Struct, frozen=True):
    """The counsel has set out."""

    counsel: str


class EntryRefused(Struct, frozen=True):
    """The counsel is at the door and is kept out."""

    counsel: str


class Arrived(Struct, frozen=True):
    """The counsel is at the place."""

    counsel: str


class Closed(Struct, frozen=True):
    """Done, or not needed. `by` is the member who says so: who has the case, or a dispatcher (`as_desk`)."""

    disposition: Disposition
    by: str
    as_desk: bool


class Cancelled(Struct, frozen=True):
    """The person needs nobody any more."""


class Coerced(Struct, frozen=True):
    """The person was made to take the call back: it stands, and the members know."""


Event = (
    Accepted
    | SentToDesk
    | Assigned
    | Promised
    | Retracted
    | HandedBack
    | EnRoute
    | EntryRefused
    | Arrived
    | Closed
    | Cancelled
    | Coerced
)

TRANSITIONS: dict[tuple[State, type[Event]], State] = {
    (State.waiting, Accepted): State.accepted,
    (State.waiting, SentToDesk): State.desk,
    (State.waiting, Assigned): State.accepted,
    (State.waiting, Promised): State.accepted,
    (State.waiting, Closed): State.closed,
    (State.waiting, Cancelled): State.closed,
    (State.waiting, Coerced): State.waiting,
    (State.desk, Accepted): State.accepted,
    (State.desk, Assigned): State.accepted,
    (State.desk, Promised): State.accepted,
    (State.desk, Closed): State.closed,
    (State.desk, Cancelled): State.closed,
    (State.desk, Coerced): State.desk,
    (State.accepted, EnRoute): State.en_route,
    (State.accepted, EntryRefused): State.en_route,
    (State.accepted, Arrived): State.arrived,
    (State.accepted, HandedBack): State.waiting,
    (State.accepted, Assigned): State.accepted,
    (State.accepted, Promised): State.accepted,
    (State.accepted, Retracted): State.waiting,
    (State.accepted, Closed): State.closed,
    (State.accepted, Cancelled): State.closed,
    (State.accepted, Coerced): State.accepted,
    (State.en_route, Arrived): State.arrived,
    (State.en_route, EntryRefused): State.en_route,
    (State.en_route, HandedBack): State.waiting,
    (State.en_route, Assigned): State.accepted,
    (State.en_route, Promised): State.accepted,
    (State.en_route, Retracted): State.waiting,
    (State.en_route, Closed): State.closed,
    (State.en_route, Cancelled): State.closed,
    (State.en_route, Coerced): State.en_route,
    (State.arrived, HandedBack): State.waiting,
    (State.arrived, Assigned): State.accepted,
    (State.arrived, Closed): State.closed,
    (State.arrived, Cancelled): State.closed,
    (State.arrived, Coerced): State.arrived,
}


class RefusalReason(StrEnum):
    """Why an answer changes nothing.

    repeated: it is so already. closed: the case is over. taken: another counsel has it. late: the offer no
    longer stands. not_yours: somebody else's offer or case. not_admitted: her key cannot open the card.
    out_of_order: no such step from here. unknown: no such case, offer or counsel.
    """

    repeated = "repeated"
    closed = "closed"
    taken = "taken"
    late = "late"
    not_yours = "not_yours"
    not_admitted = "not_admitted"
    out_of_order = "out_of_order"
    unknown = "unknown"


class Refusal(Struct, frozen=True):
    """An answer that came late, twice or from the wrong side: a value. `state` is what is true now."""

    reason: RefusalReason
    state: State | None = None


# Where all drills are: they are counted together, and with nobody who really waits. Shaped as a place tag.
DRILL_PLACE = "drill".ljust(22, "_")


def opened(
    *,
    case_id: str,
    area: str,
    need: Need,
    urgency: Urgency,
    language: str,
    admitted: frozenset[str],
    plan: Plan,
    now: Millis,
    rank: int = 0,
    duress: bool = False,
    due_at: Millis | None = None,
    late: bool = False,
) -> Case:
    """A new case, due to be looked at now."""
    return Case(
        case_id=case_id,
        version=1,
        state=State.waiting,
        area=area,
        place_tag=DRILL_PLACE if need is Need.drill else None,
        need=need,
        urgency=urgency,
        language=language,
        opened_at=now,
        active_at=now,
        plan=plan,
        plan_from=now,
        rank=rank,
        admitted=admitted,
        duress=duress,
        due_at=due_at,
        late=late,
        wake_at=now,
    )


def apply(case: Case, event: Event, now: Millis) -> Case | Refusal:
    """The case after the event, one version on; or why the event changes nothing."""
    target = TRANSITIONS.get((case.state, type(event)))
    if target is None:
        return Refusal(_why_impossible(case, event), case.state)
    if objection := _objection(case, event):
        return Refusal(objection, case.state)
    # Deciding sets the next moment; until then the case is due at once.
    # A clock that is set back must not make a case older than it was.
    active_at = max(case.active_at, now)
    changed = {"state": target, "active_at": active_at, "wake_at": now} | _consequences(case, event, now)
    return structs.replace(case, version=case.version + 1, **changed)


def _why_impossible(case: Case, event: Event) -> RefusalReason:
    """Why the table has no such line: what a late, repeated or reordered answer is told."""
    if _is_so_already(case, event):
        return RefusalReason.repeated
    if case.state is State.closed:
        return RefusalReason.closed
    match event:
        case EnRoute(who) | EntryRefused(who) | Arrived(who) | HandedBack(who) if case.counsel != who:
            return RefusalReason.not_yours
        case Accepted() | SentToDesk() | Promised():
            return RefusalReason.taken
        case _:
            return RefusalReason.out_of_order


def _is_so_already(case: Case, event: Event) -> bool:
    match event:
        case Accepted(counsel):
            return case.state in ASSIGNED and case.counsel == counsel
        case EnRoute(counsel):
            return case.state is State.en_route and case.counsel == counsel
        case Arrived(counsel):
            return case.state is State.arrived and case.counsel == counsel
        case Closed(disposition):
            return case.disposition is disposition
        case _:
            settled = {
                SentToDesk: case.state is State.desk,
                Cancelled: case.disposition is Disposition.cancelled,
            }
            return settled.get(type(event), False)


def _objection(case: Case, event: Event) -> RefusalReason | None:
    """What stands against an event that the table allows."""
    match event:
        case Assigned(who, _) | Promised(who, _) if case.counsel == who:
            return RefusalReason.repeated
        case Accepted(who) | Assigned(who, _) | Promised(who, _) if not _may_have(case, event, who):
            return RefusalReason.not_admitted
        case Promised() | Retracted() if case.counsel and case.expected_at is None:
            # What a counsel or the desk has settled is theirs to undo.
            return RefusalReason.taken
        case EntryRefused(who) if case.counsel == who and case.refused_at is not None:
            return RefusalReason.repeated
        case Coerced() if case.duress:
            return RefusalReason.repeated
        case _:
            return RefusalReason.not_yours if _is_anothers(case, event) else None


def _may_have(case: Case, event: Event, who: str) -> bool:
    """A drill is nobody's to give by hand."""
    return who in case.admitted and not (case.need is Need.drill and isinstance(event, Assigned))


def _is_anothers(case: Case, event: Event) -> bool:
    match event:
        case EnRoute(who) | EntryRefused(who) | Arrived(who) | HandedBack(who):
            return case.counsel != who
        case Closed(_, by, as_desk):
            return not as_desk and case.counsel != by
        case _:
            return False


def _consequences(case: Case, event: Event, now: Millis) -> dict[str, Any]:
    """Fields that change with the event, besides state and version."""
    fields: dict[str, Any]
    match event:
        case Accepted(counsel):
            fields = _taken(case, counsel, False, now)
        case Assigned(counsel):
            fields = _taken(case, counsel, True, now)
        case Promised(counsel, expected_at):
            fields = _promised(case, counsel, expected_at, now)
        case SentToDesk(reason):
            fields = {"desk_reason": reason}
        case HandedBack(counsel):
            fields = _restarted(case, counsel, now)
        case Retracted():
            fields = _restarted(case, None, now)
        case EnRoute():
            fields = {}
        case EntryRefused():
            fields = {"refused_at": now}
        case Arrived():
            fields = {"arrived_at": now}
        case Closed(disposition):
            fields = _over(disposition, now)
        case Cancelled():
            fields = _over(Disposition.cancelled, now)
        case Coerced():
            fields = {"duress": True}
    return fields


def _taken(case: Case, counsel: str, by_desk: bool, now: Millis) -> dict[str, Any]:
    # Whom the desk takes off a case is not asked for it again by the machine.
    taken_off = frozenset({case.counsel} if case.counsel else ())
    return {
        "counsel": counsel,
        "desk_assigned": by_desk,
        "expected_at": None,
        "asked": case.asked | taken_off,
        "was_told": True,
        "accepted_at": now,
        "refused_at": None,
        "arrived_at": None,
        "step_ends_at": None,
        "needs_access": (),
        "missing": None,
        "desk_reason": None,
    }


def _promised(case: Case, counsel: str, expected_at: Millis, now: Millis) -> dict[str, Any]:
    """A colleague at the place who is free sooner takes over: nobody is held to have refused it."""
    return _taken(case, counsel, False, now) | {"asked": case.asked, "expected_at": expected_at}


def _restarted(case: Case, handed_back_by: str | None, now: Millis) -> dict[str, Any]:
    return {
        "counsel": None,
        "desk_assigned": False,
        "expected_at": None,
        "refused_at": None,
        "asked": case.asked | ({handed_back_by} if handed_back_by else frozenset()),
        "accepted_at": None,
        "arrived_at": None,
        "plan_from": now,
        "step": 0,
        "step_ends_at": None,
    }


def _over(disposition: Disposition, now: Millis) -> dict[str, Any]:
    return {
        "disposition": disposition,
        "closed_at": now,
        "step_ends_at": None,
        "needs_access": (),
        "missing": None,
        "wake_at": None,
    }
