"""Cases as the core knows them, and as rows."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, select, update

from habeas.core.board import CaseChange
from habeas.core.states import ASSIGNED, Case, DeskReason, Disposition, Missing, Need, State, Urgency
from habeas.store.rows import AnyRow
from habeas.store.tables import case_, offer
from habeas.store.text import joined, to_plan
from habeas.store.tx import Tx

c = case_.c
COLUMNS: tuple[ColumnElement[Any], ...] = (
    *(c.case_id, c.version, c.state, c.area, c.place_tag, c.need, c.urgency, c.language),
    *(c.opened_at, c.active_at, c.plan, c.plan_from, c.step, c.step_ends_at, c.rank),
    *(c.admitted, c.ruled_out, c.needs_access, c.missing, c.counsel, c.desk_assigned),
    *(c.expected_at, c.was_promised, c.accepted_at, c.refused_at, c.arrived_at, c.closed_at),
    *(c.disposition, c.desk_reason, c.duress, c.due_at, c.late, c.wake_at),
)
MUTABLE = (
    *("version", "state", "area", "place_tag", "active_at", "plan_from", "step", "step_ends_at", "rank"),
    *("admitted", "ruled_out", "needs_access", "missing", "counsel", "desk_assigned", "expected_at"),
    *("was_promised", "accepted_at", "refused_at", "arrived_at", "closed_at"),
    *("disposition", "desk_reason", "duress", "wake_at"),
)
# Looked up, not constructed: a board of thousands is read in milliseconds.
_STATES = {state.value: state for state in State}
_NEEDS = {need.value: need for need in Need}
_URGENCIES = {urgency.value: urgency for urgency in Urgency}
_MISSING = {None: None} | {missing.value: missing for missing in Missing}

_ONE = select(*COLUMNS).where(c.case_id == bindparam("case"))
_HELD_BY = (
    select(*COLUMNS)
    .where(c.counsel == bindparam("who"), c.state.in_(sorted(ASSIGNED)))
    .order_by(c.opened_at, c.case_id)
)
_TOUCH = (
    update(case_).where(c.case_id.in_(bindparam("cases", expanding=True))).values(changed=bindparam("number"))
)
_TOUCH_OF_OFFER = (
    update(case_)
    .where(
        c.case_id == select(offer.c.case_id).where(offer.c.offer_id == bindparam("offer")).scalar_subquery()
    )
    .values(changed=bindparam("number"))
)
_SAVE = (
    update(case_)
    .where(c.case_id == bindparam("case"), c.version == bindparam("from_version"))
    .values({column: bindparam(f"new_{column}") for column in (*MUTABLE, "changed")})
)


def to_case(row: AnyRow | tuple[Any, ...]) -> Case:
    """A row of COLUMNS as the core's value."""
    (
        case_id,
        version,
        state,
        area,
        place_tag,
        need,
        urgency,
        language,
        opened_at,
        active_at,
        plan,
        plan_from,
    ) = row[:12]
    (step, step_ends_at, rank, admitted, ruled_out, needs_access, missing, counsel, desk_assigned) = row[
        12:21
    ]
    (expected_at, was_promised, accepted_at, refused_at, arrived_at, closed_at) = row[21:27]
    (disposition, desk_reason, duress, due_at, late, wake_at) = row[27:]
    return Case(
        case_id=case_id,
        version=version,
        state=_STATES[state],
        area=area,
        place_tag=place_tag,
        need=_NEEDS[need],
        urgency=_URGENCIES[urgency],
        language=language,
        opened_at=opened_at,
        active_at=active_at,
        plan=to_plan(plan),
        plan_from=plan_from,
        step=step,
        step_ends_at=step_ends_at,
        rank=rank,
        admitted=frozenset(admitted.split()),
        ruled_out=frozenset(ruled_out.split()),
        needs_access=tuple(needs_access.split()),
        missing=_MISSING[missing],
        counsel=counsel,
        desk_assigned=bool(desk_assigned),
        expected_at=expected_at,
        was_promised=bool(was_promised),
        accepted_at=accepted_at,
        refused_at=refused_at,
        arrived_at=arrived_at,
        closed_at=closed_at,
        disposition=Disposition(disposition) if disposition else None,
        desk_reason=DeskReason(desk_reason) if desk_reason else None,
        duress=bool(duress),
        due_at=due_at,
        late=bool(late),
        wake_at=wake_at,
    )


def held_by(conn: Connection, counsel: str) -> list[Case]:
    """The open cases that she has, oldest first."""
    return [to_case(row) for row in conn.execute(_HELD_BY, {"who": counsel})]


def one(conn: Connection, case_id: str) -> Case | None:
    row = conn.execute(_ONE, {"case": case_id}).one_or_none()
    return None if row is None else to_case(row)


def save(tx: Tx, changes: Iterable[CaseChange]) -> list[str]:
    """Compare and set, each on its own version; returns the ids of those that somebody else changed first.

    All at once, and one by one only if that shows a loser: losing is rare and rows are many.
    """
    rows = [_row(tx, change) for change in changes]
    if not rows:
        return []
    with tx.conn.begin_nested() as together:
        if tx.conn.execute(_SAVE, rows).rowcount == len(rows):
            return []
        together.rollback()
    return [row["case"] for row in rows if tx.conn.execute(_SAVE, row).rowcount != 1]


def touch(tx: Tx, case_ids: Iterable[str]) -> None:
    """What is told about these has changed, though not the case itself: an offer was shown, say."""
    if ids := list(case_ids):
        tx.conn.execute(_TOUCH, {"cases": ids, "number": tx.changed})


def touch_of_offer(tx: Tx, offer_id: str) -> None:
    """As `touch`, for the case that was offered."""
    tx.conn.execute(_TOUCH_OF_OFFER, {"offer": offer_id, "number": tx.changed})


def _row(tx: Tx, change: CaseChange) -> dict[str, Any]:
    case = change.case
    sets = {"admitted": joined(case.admitted), "ruled_out": joined(case.ruled_out)}
    row = {f"new_{name}": sets.get(name, getattr(case, name)) for name in MUTABLE}
    row |= {"new_needs_access": " ".join(case.needs_access), "new_changed": tx.changed}
    return row | {"case": case.case_id, "from_version": change.from_version}
