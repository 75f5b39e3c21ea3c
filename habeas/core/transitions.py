"""What can happen to a case, and the one table of which state may follow. The theory: docs/case-states.md."""

from enum import StrEnum

from msgspec import Struct

from habeas.core.states import DeskReason, Disposition, State
from habeas.core.time import Millis

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


CaseEvent = (
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


TRANSITIONS: dict[tuple[State, type[CaseEvent]], State] = {
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
