"""Cases as the core knows them, and as rows."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, select, update

from habeas.core.board import CaseChange
from habeas.core.states import ASSIGNED, UNASSIGNED, Case
from habeas.store.tables import CASE_FIELDS, case_, offer
from habeas.store.tx import Tx

c = case_.c
COLUMNS: tuple[ColumnElement[Any], ...] = tuple(c[name] for name in CASE_FIELDS.names)

_BY_ID = select(*COLUMNS).where(c.case_id == bindparam("case"))
_HELD_BY = (
    select(*COLUMNS)
    .where(c.counsel == bindparam("who"), c.state.in_(sorted(ASSIGNED)))
    .order_by(c.opened_at, c.case_id)
)
_UNASSIGNED_IN = (
    select(*COLUMNS)
    .where(c.state.in_(sorted(UNASSIGNED)), c.area.in_(bindparam("areas", expanding=True)))
    .order_by(c.opened_at, c.case_id)
    .limit(bindparam("most"))
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
# Sets every column whose name is among the values.
_SAVE = update(case_).where(c.case_id == bindparam("case"), c.version == bindparam("from_version"))
to_case = CASE_FIELDS.read


def held_by(conn: Connection, counsel: str) -> list[Case]:
    """The open cases that she has, oldest first."""
    return [to_case(row) for row in conn.execute(_HELD_BY, {"who": counsel})]


def by_id(conn: Connection, case_id: str) -> Case | None:
    row = conn.execute(_BY_ID, {"case": case_id}).one_or_none()
    return None if row is None else to_case(row)


def unassigned_in(conn: Connection, areas: Iterable[str], most: int) -> list[Case]:
    """Cases that nobody has, oldest first."""
    return [to_case(row) for row in conn.execute(_UNASSIGNED_IN, {"areas": list(areas), "most": most})]


def save(tx: Tx, changes: Iterable[CaseChange]) -> list[str]:
    """Compare and set, each on its own version; returns the ids of those that somebody else changed first.

    All in one statement. Only when some have lost, which is rare, each is written by itself.
    """
    rows = [_row(tx, change) for change in changes]
    if not rows:
        return []
    with tx.conn.begin_nested() as savepoint:
        if tx.conn.execute(_SAVE, rows).rowcount == len(rows):
            return []
        savepoint.rollback()
    return [row["case"] for row in rows if tx.conn.execute(_SAVE, row).rowcount != 1]


def touch(tx: Tx, case_ids: Iterable[str]) -> None:
    """What screens show of these cases has changed, though not the case itself: an offer was shown, say."""
    if ids := list(case_ids):
        tx.conn.execute(_TOUCH, {"cases": ids, "number": tx.number})


def touch_of_offer(tx: Tx, offer_id: str) -> None:
    """As `touch`, for the case that was offered."""
    tx.conn.execute(_TOUCH_OF_OFFER, {"offer": offer_id, "number": tx.number})


def _row(tx: Tx, change: CaseChange) -> dict[str, Any]:
    row = CASE_FIELDS.values(change.case) | {"changed": tx.number}
    return row | {"case": row.pop("case_id"), "from_version": change.from_version}
