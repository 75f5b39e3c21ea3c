"""What follows from a promised moment that passed, or from a word that was said: each once, whole or not."""

from sqlalchemy import Connection

from habeas.core.board_events import OnCase
from habeas.core.checkin import ARMED_RANK, Act, CheckIn, act, is_late
from habeas.core.plan import Plan
from habeas.core.states import Case, Need, Urgency, opened
from habeas.core.time import Millis
from habeas.core.transitions import Cancelled, Coerced
from habeas.sealed.envelope import Part, measure
from habeas.store import apply, checkins, intake, members, offers, owners
from habeas.store.checkins import Armed
from habeas.store.intake import NewCase
from habeas.store.tx import Tx


def pending(conn: Connection, now: Millis) -> bool:
    """Whether there is anything to do."""
    return bool(owners.pending_ends(conn, 1) or checkins.due(conn, now, 1))


def run_due(tx: Tx, plan: Plan, now: Millis, most: int) -> int:
    """Does what is due; returns how many, at most `most` of each kind. `plan` is stamped on what opens.

    Words come first: who was fine in time is not overdue. Raises LostRace.
    """
    ended = owners.pending_ends(tx.conn, most)
    for case_id, one in ended:
        _heed(tx, case_id, one, plan, now)
        owners.mark_done(tx, case_id)
    overdue = checkins.due(tx.conn, now, most)
    for armed in overdue:
        _open(tx, armed, plan, now, duress=False)
    return len(ended) + len(overdue)


def _heed(tx: Tx, case_id: str, one: CheckIn, plan: Plan, now: Millis) -> None:
    """A case that was closed meanwhile stays closed."""
    match act(one, now):
        case Act.forget:
            checkins.forget(tx, case_id)
        case Act.open_under_duress:
            armed = checkins.by_id(tx.conn, case_id)
            if armed is not None:
                _open(tx, armed, plan, now, duress=True)
        case Act.cancel:
            apply.apply_stored(tx, OnCase(case_id, Cancelled()), now)
        case Act.mark:
            apply.apply_stored(tx, OnCase(case_id, Coerced()), now)
            # Whose phone shows the offer at this moment must see it too: she may be about to answer.
            members.touch(tx, {offer.counsel for offer in offers.live_of_case(tx.conn, case_id)})


def _open(tx: Tx, armed: Armed, plan: Plan, now: Millis, *, duress: bool) -> None:
    """The case as if it were pressed at this moment, but armed beforehand."""
    opened = _case(armed, plan, now, duress)
    new = NewCase(opened, armed.armed_sha256, armed.sealed.card, armed.sealed.file)
    intake.open_cases(tx, [new])
    checkins.forget(tx, armed.case_id)


def _case(armed: Armed, plan: Plan, now: Millis, duress: bool) -> Case:
    clear = armed.sealed
    return opened(
        case_id=armed.case_id,
        area=clear.area,
        need=Need(clear.need),
        urgency=Urgency(clear.urgency),
        language=clear.language,
        admitted=frozenset(measure(clear.card, Part.card)),
        plan=plan,
        now=now,
        rank=ARMED_RANK,
        duress=duress,
        due_at=armed.one.due_at,
        late=not duress and is_late(armed.one, now),
    )
