"""The states of a case, and all that is known of one."""

from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

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
    """not_real: somebody pressed who needs nobody. It sinks its like."""

    helped = "helped"
    advised = "advised"
    released = "released"
    nobody_there = "nobody_there"
    not_real = "not_real"
    duplicate = "duplicate"
    cancelled = "cancelled"
    expired = "expired"
    other = "other"


class DeskReason(StrEnum):
    """Why a case came to the desk.

    nobody_on_duty: nobody on duty serves the area. nobody_admitted: some on duty are unasked, but their keys
    cannot open the card. nobody_left: all on duty were asked or are full. plan_ended: its time ran out.
    crowded: more have come than can be looked at, and it waits in line.
    """

    nobody_on_duty = "nobody_on_duty"
    nobody_admitted = "nobody_admitted"
    nobody_left = "nobody_left"
    plan_ended = "plan_ended"
    crowded = "crowded"


class Missing(StrEnum):
    """What is missing for a person whom nobody is with yet; the first that is true.

    answer: phones ring, or a yes is held. no_time: somebody is at the place or on her way there, and will
    hardly be done with others in time. duty: nobody on duty serves the area. no_capacity: all who could be
    asked have as many cases as they take. elsewhere: those who can be asked are needed more elsewhere, or
    not free yet.
    access: those who could be asked cannot open the card. no_acceptance: all were asked, and nobody said yes.
    arrival: who has taken it should have been there long ago and is not heard of; the desk must see to it.
    """

    answer = "answer"
    no_time = "no_time"
    duty = "duty"
    no_capacity = "no_capacity"
    elsewhere = "elsewhere"
    access = "access"
    no_acceptance = "no_acceptance"
    arrival = "arrival"


class Case(Struct, frozen=True, kw_only=True):
    """One need until closure, with all that deciding about it takes, and nothing that names anybody.

    version: raised by one with each change; writers compare and set it.
    active_at: when an event or message last came. plan_from: when the plan began: opening, or last hand-back.
    step, step_ends_at: the step of the plan; step_ends_at is None while nobody has been asked in it.
    rank: what the press has shown of itself (core/ranks.py); higher goes first among equally urgent cases.
    admitted: fingerprints that hold a slot of the card, decoys included. key_holders: the same of the file's
    key for counsel. ruled_out: those of them who
    declined, let lapse, handed back or were taken off, so are not asked again.
    needs_access: who could be asked if the card were resealed to them, while hardly anybody can be asked.
    missing: why nobody is with her yet, as last decided; None while who has it is not long overdue.
    counsel: who has or (once closed) had the case; desk_assigned: the desk gave it to her.
    expected_at: when she should be there, if the machine gave it to her because she is at the place or on her
    way there; None when she took it herself. refused_at: when she was last kept out.
    was_promised: somebody was said to come, if only once. Who loses her counsel goes before those who never
    had one.
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
    key_holders: frozenset[str] = frozenset()
    ruled_out: frozenset[str] = frozenset()
    needs_access: tuple[str, ...] = ()
    missing: Missing | None = None
    counsel: str | None = None
    desk_assigned: bool = False
    expected_at: Millis | None = None
    was_promised: bool = False
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


class Locality(NamedTuple):
    """Where a case waits: the place, and the area that it was pressed in. One tag may stand in two areas."""

    place: str
    area: str


def place_key(case: Case) -> str:
    """The place of a case: its tag where a member has set one, and the area until then.

    Areas are short names and tags are not, so one never passes for the other.
    """
    return case.place_tag or case.area


def locality(case: Case) -> Locality:
    return Locality(place_key(case), case.area)


# Where all drills are: they are counted together, and with nobody who really waits. Shaped as a place tag.
DRILL_PLACE = "drill".ljust(22, "_")


def first_tag(need: Need) -> str | None:
    """The tag before a member has set one, and after the place need not be known any more."""
    return DRILL_PLACE if need is Need.drill else None


def new_case(
    *,
    case_id: str,
    area: str,
    need: Need,
    urgency: Urgency,
    language: str,
    admitted: frozenset[str],
    key_holders: frozenset[str] = frozenset(),
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
        place_tag=first_tag(need),
        need=need,
        urgency=urgency,
        language=language,
        opened_at=now,
        active_at=now,
        plan=plan,
        plan_from=now,
        rank=rank,
        admitted=admitted,
        key_holders=key_holders,
        duress=duress,
        due_at=due_at,
        late=late,
        wake_at=now,
    )
