"""Presses come in: many in one transaction, each once."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from habeas.core.case import Case
from habeas.core.time import Millis
from habeas.store.dialect import insert_many
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


# Columns not named here have their defaults: nothing has happened to the case yet.
_CASE = (
    *("case_id", "token_sha256", "press_sha256", "area", "place_tag", "need", "urgency", "language"),
    *("state", "version", "step", "plan", "plan_from", "rank", "wake_at", "admitted"),
    *("opened_at", "active_at", "changed"),
)
_ENVELOPE = ("case_id", "number", "part", "sealed")
_THERE = select(case_.c.case_id, case_.c.press_sha256, case_.c.opened_at).where(
    case_.c.case_id.in_(bindparam("case_ids", expanding=True))
)


def take_in(tx: Tx, items: list[NewCase]) -> list[Stored]:
    """Store the new ones; the answer for each, in order. At most 500 at once."""
    first = {item.case.case_id: item for item in reversed(items)}
    there = _there(tx, list(first))
    new = [item for case_id, item in first.items() if case_id not in there]
    if new:
        changed = tx.changed
        insert_many(tx.conn, case_, _CASE, [_row(item, changed) for item in new])
        insert_many(tx.conn, envelope, _ENVELOPE, [row for item in new for row in _envelopes(item)])
    return [there.get(item.case.case_id) or _created(item, first) for item in items]


def _there(tx: Tx, case_ids: list[str]) -> dict[str, Stored]:
    rows = tx.conn.execute(_THERE, {"case_ids": case_ids})
    return {case_id: Stored(sha256, opened_at, False) for case_id, sha256, opened_at in rows}


def _created(item: NewCase, first: dict[str, NewCase]) -> Stored:
    winner = first[item.case.case_id]
    return Stored(winner.press_sha256, winner.case.opened_at, winner is item)


def _row(item: NewCase, changed: int) -> tuple[Any, ...]:
    """In the order of _CASE."""
    case = item.case
    return (
        *(case.case_id, item.token_sha256, item.press_sha256, case.area, case.place_tag),
        *(case.need.value, case.urgency.value, case.language, case.state.value, case.version, case.step),
        *(plan_text(case.plan), case.plan_from, case.rank, case.wake_at, joined(case.admitted)),
        *(case.opened_at, case.active_at, changed),
    )


def _envelopes(item: NewCase) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """In the order of _ENVELOPE."""
    case_id = item.case.case_id
    return (case_id, 0, "card", item.card), (case_id, 1, "file", item.file)
