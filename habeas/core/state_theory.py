"""What docs/case-states.md says beside the table: what states mean, who causes what, what stands against it.

The page is written by diagram.py. Tests hold each guard against an example (tests/core/test_state_theory.py).
"""

from typing import NamedTuple

from habeas.core.states import State
from habeas.core.transitions import (
    Accepted,
    Arrived,
    Assigned,
    Cancelled,
    CaseEvent,
    Closed,
    Coerced,
    EnRoute,
    EntryRefused,
    HandedBack,
    Promised,
    RefusalReason,
    Retracted,
    SentToDesk,
)

INTRODUCTION = """\
A case is one need, from the press until it is closed, and it has one state at a time. What happens to it
is an event. An event leads where the table says, or it is refused. A refused event changes nothing at
all: no state, no version, no moment. So end answers that come late, twice or in the wrong order.

Three things are asked in turn:

1. **The table** (`habeas/core/transitions.py`): is there a line for this state and this event?
2. **The guards** (`habeas/core/apply.py`): the table allows it; does anything else stand against it?
3. **The consequences** (the same file): which facts of the case change besides its state?

An event that is taken makes the case one version newer, active now, and due to be looked at now unless it
is over. A clock that was set back makes no case less active than it was.

A refusal is a value and no error. It says why, and in which state the case is now, so that a screen can
show what is true. Who may speak at all is decided before, by the one table of access
(`habeas/core/access.py`).

Not everything that changes a case is an event. A member tags the place; a holder reseals the card; the
machine notes the step of the plan, when to look again, whom to let in and what is missing. None of it
changes the state."""

STATE_MEANINGS = {
    State.waiting: "Nobody has it. The machine asks counsel, step by step of the plan stamped on the case.",
    State.desk: "Nobody has it. The desk was asked, and the machine still offers it to whom it can.",
    State.accepted: "A counsel has it: by her own word, by the desk's, or because the machine promised her.",
    State.en_route: "She has set out, or is at the door and kept out.",
    State.arrived: "She is at the place.",
    State.closed: "Over. Nothing changes it any more; `disposition` says why.",
}

ODDITIES = """\
Four things that surprise:

- **A case does not leave the desk by being asked for.** It goes to `waiting` only when somebody who had
  it hands it back or loses it. Example: no counsel is on duty, the case goes to the desk; ann comes on
  duty and is rung; the case is at the desk until she accepts.
- **Kept out is on the way.** Who is at the door and not let in is `en_route`, also when she never said
  that she had set out: the person must not read that somebody is with her.
- **The desk may move a case from somebody who is inside.** The machine may not: what it promised it takes
  back or passes on only until she has arrived.
- **Duress is no state.** The person was made to take the call back; the case goes on as before and bears
  a mark that her own phone never shows."""

# Who may cause an event. Who has the case is the counsel in `Case.counsel`.
CAUSES: dict[type[CaseEvent], str] = {
    Accepted: "a counsel with a live offer; the machine for her, when her held yes counts",
    SentToDesk: "the machine: the plan has ended, or nobody is left to ask",
    Assigned: "a dispatcher",
    Promised: "the machine",
    Retracted: "the machine",
    HandedBack: "who has it; the service for her, when a roster strikes her off",
    EnRoute: "who has it",
    EntryRefused: "who has it",
    Arrived: "who has it",
    Closed: "who has it; a dispatcher; the clock, for a case that everybody has forgotten",
    Cancelled: "the person, by the code for fine",
    Coerced: "the person, by the code for duress",
}


class Guard(NamedTuple):
    """The events are refused for `reason` when `condition` is true, though the table has a line for them."""

    events: tuple[type[CaseEvent], ...]
    condition: str
    reason: RefusalReason


GUARDS = (
    Guard((Assigned, Promised), "she has it already", RefusalReason.repeated),
    Guard(
        (Accepted, Assigned, Promised),
        "she holds no slot in the card or in a reseal of it",
        RefusalReason.not_admitted,
    ),
    Guard((Assigned,), "it is a drill: the drill counsel alone answers those", RefusalReason.not_admitted),
    Guard(
        (Promised, Retracted),
        "a counsel took it herself or the desk gave it to her, so it is theirs to undo",
        RefusalReason.taken,
    ),
    Guard((EntryRefused,), "that was noted since she has it", RefusalReason.repeated),
    Guard((Coerced,), "it bears the mark already", RefusalReason.repeated),
    Guard((EnRoute, EntryRefused, Arrived, HandedBack), "somebody else has it", RefusalReason.not_yours),
    Guard((Closed,), "she neither has it nor speaks for the desk", RefusalReason.not_yours),
)

# Where the table has no line: the first that is true.
NO_LINE = (
    ("it is so already, and the same counsel or disposition is meant", RefusalReason.repeated),
    ("the case is closed", RefusalReason.closed),
    ("a counsel speaks of a case that she does not have", RefusalReason.not_yours),
    ("it is to be accepted, promised or sent to the desk, and somebody has it", RefusalReason.taken),
    ("anything else: there is no such step from here", RefusalReason.out_of_order),
)

CONSEQUENCES = """\
- **Somebody gets it** (accepted, assigned, promised): what the search left on it is wiped, and
  `was_promised` says for ever that somebody was said to come. Whom the desk takes off a case is not asked
  for it again. A promise that passes to a colleague rules nobody out.
- **Nobody has it again** (handed back, retracted): the plan begins anew. Who handed it back is not asked
  again; who loses a promise may be.
- **It is over** (closed, cancelled): who had it stays on it; it is due no more."""

OFFERS = """\
A yes or a no is said of an offer, and the offer is looked at first (`habeas/core/board_events.py`). It is
refused when the offer is unknown (`unknown`) or another counsel's (`not_yours`); when she has answered
the same before (`repeated`); when the case is closed (`closed`) or somebody has it (`taken`); when the
offer was withdrawn, has lapsed or is past its time (`late`). An offer is **live** while it is open or
held.

A yes from afar may be **held**: somebody much nearer is asked for the same case. Then the case stays
where it is. The yes counts when its time is up, or as soon as nobody nearer is asked any more."""

DRILLS = """\
A drill is a case whose need is `drill`. The drill counsel alone is asked for it, the desk can give it to
nobody, and what would be sent to the desk is closed as expired instead (`habeas/core/drills.py`). So a
drill is never in the state `desk`, and no human has to look after one."""
