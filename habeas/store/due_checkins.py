"""What follows from a promised moment that passed, or from a code that was given: each once, whole or not.

The core says what is due and what is true afterwards (habeas/core/checkin.py); here it is done.
"""

from sqlalchemy import Connection

from habeas.core.board_events import OnCase
from habeas.core.checkin import Act, CheckIn, armed_rank, due_act, finish, is_late
from habeas.core.plan import Plan
from habeas.core.states import Case, Need, Urgency, new_case
from habeas.core.time import Millis
from habeas.core.transitions import Cancelled, Coerced
from habeas.sealed.envelope import Part, measure, measure_keys
from habeas.store import apply, checkins, intake, members, offers, owners
from habeas.store.checkins import ArmedCheckIn
from habeas.store.intake import NewCase
from habeas.store.tx import Tx


def has_due(conn: Connection, now: Millis) -> bool:
    """Whether there is anything to do."""
    return bool(owners.pending_ends(conn, 1) or checkins.due(conn, now, 1))


def run_due(tx: Tx, plan: Plan, now: Millis, most: int) -> int:
    """Does what is due; returns how many, at most `most` of each kind. `plan` is stamped on what opens.

    Codes come first: who was fine in time is not overdue. Raises LostRace.
    """
    ends = owners.pending_ends(tx.conn, most)
    for case_id, check_in in ends:
        _do_due(tx, case_id, check_in, plan, now)
    overdue = checkins.due(tx.conn, now, most)
    for armed in overdue:
        _do_due(tx, armed.case_id, armed.check_in, plan, now)
    return len(ends) + len(overdue)


def _do_due(tx: Tx, case_id: str, check_in: CheckIn, plan: Plan, now: Millis) -> None:
    act = due_act(check_in, now)
    if act is None:
        return
    _do(tx, case_id, act, plan, now)
    after = finish(check_in)
    if check_in.armed and not after.armed:
        checkins.forget(tx, case_id)
    if after.done:
        owners.mark_done(tx, case_id)


def _do(tx: Tx, case_id: str, act: Act, plan: Plan, now: Millis) -> None:
    """A case that was closed meanwhile stays closed. To forget takes nothing more than finishing it."""
    match act:
        case Act.open | Act.open_under_duress:
            _open(tx, case_id, plan, now, duress=act is Act.open_under_duress)
        case Act.cancel:
            apply.apply_stored(tx, OnCase(case_id, Cancelled()), now)
        case Act.mark:
            apply.apply_stored(tx, OnCase(case_id, Coerced()), now)
            # Whose phone shows the offer at this moment must see it too: she may be about to answer.
            members.touch(tx, {offer.counsel for offer in offers.live_of_case(tx.conn, case_id)})
        case Act.forget:
            pass


def _open(tx: Tx, case_id: str, plan: Plan, now: Millis, *, duress: bool) -> None:
    """The case as if it were pressed at this moment, but armed beforehand."""
    armed = checkins.by_id(tx.conn, case_id)
    assert armed is not None
    case = _case(armed, plan, now, duress)
    parts = armed.sealed.parts
    intake.open_cases(tx, [NewCase(case, armed.armed_sha256, parts.card, parts.file, parts.keys)])


def _case(armed: ArmedCheckIn, plan: Plan, now: Millis, duress: bool) -> Case:
    clear = armed.sealed
    return new_case(
        case_id=armed.case_id,
        area=clear.area,
        need=Need(clear.need),
        urgency=Urgency(clear.urgency),
        language=clear.language,
        admitted=frozenset(measure(clear.parts.card, Part.card)),
        key_holders=frozenset(measure_keys(clear.parts.keys)[0]),
        plan=plan,
        now=now,
        rank=armed_rank(armed.armed_at, now),
        duress=duress,
        due_at=armed.check_in.due_at,
        late=not duress and is_late(armed.check_in, now),
    )
