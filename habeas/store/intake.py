"""Presses come in: many in one transaction, each once."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from habeas.core.case import Case
from habeas.core.time import Millis
from habeas.store.dialect import insert_new
from habeas.store.rows import AnyRow
from habeas.store.tables import case_, envelope
from habeas.store.text import joined, plan_text
from habeas.store.tx import Tx


@dataclass(frozen=True, slots=True)
class NewCase:
    """`press_sha256` is the hash of all that was sent: the same again is a repeat."""

    case: Case
    token_sha256: str
    press_sha256: str
    card: str
    file: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What stands in the database now: `created` by this press or before it."""

    press_sha256: str
    opened_at: Millis
    created: bool


# Returning makes SQLAlchemy send many rows in one statement; a case that was there comes not back.
_INSERT = insert_new(case_).returning(case_.c.case_id)
_SEAL = insert_new(envelope).returning(envelope.c.number)
_THERE = select(case_.c.case_id, case_.c.press_sha256, case_.c.opened_at).where(
    case_.c.case_id.in_(bindparam("case_ids", expanding=True))
)


def take_in(tx: Tx, items: list[NewCase]) -> list[Stored]:
    """Store the new ones; the answer for each, in order."""
    first = {item.case.case_id: item for item in reversed(items)}
    changed = tx.changed
    rows = [_row(item, changed) for item in first.values()]
    created = set(tx.conn.execute(_INSERT, rows).scalars())
    if created:
        tx.conn.execute(_SEAL, [row for case_id in created for row in _envelopes(first[case_id])]).all()
    there = _there(tx, {item.case.case_id for item in items} - created)
    return [_answer(item, first, created, there) for item in items]


def _there(tx: Tx, case_ids: set[str]) -> dict[str, AnyRow]:
    if not case_ids:
        return {}
    return {row.case_id: row for row in tx.conn.execute(_THERE, {"case_ids": list(case_ids)})}


def _answer(item: NewCase, first: dict[str, NewCase], created: set[str], there: dict[str, AnyRow]) -> Stored:
    case_id = item.case.case_id
    if case_id in created:
        winner = first[case_id]
        return Stored(winner.press_sha256, winner.case.opened_at, winner is item)
    return Stored(there[case_id].press_sha256, there[case_id].opened_at, False)


def _row(item: NewCase, changed: int) -> dict[str, object]:
    """Columns not named here have their defaults: nothing has happened to the case yet."""
    case = item.case
    return {
        "case_id": case.case_id,
        "token_sha256": item.token_sha256,
        "press_sha256": item.press_sha256,
        "area": case.area,
        "need": case.need.value,
        "urgency": case.urgency.value,
        "language": case.language,
        "state": case.state.value,
        "version": case.version,
        "step": case.step,
        "plan": plan_text(case.plan),
        "plan_from": case.plan_from,
        "rank": case.rank,
        "wake_at": case.wake_at,
        "admitted": joined(case.admitted),
        "opened_at": case.opened_at,
        "active_at": case.active_at,
        "changed": changed,
    }


def _envelopes(item: NewCase) -> tuple[dict[str, object], dict[str, object]]:
    case_id = item.case.case_id
    return (
        {"case_id": case_id, "number": 0, "part": "card", "sealed": item.card},
        {"case_id": case_id, "number": 1, "part": "file", "sealed": item.file},
    )
