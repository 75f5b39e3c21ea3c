"""The story of a case: what happened, line by line, in the transaction that did it. Deleted with the case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, insert, select

from habeas.core import ids
from habeas.core.states import Case
from habeas.core.story import Line
from habeas.core.time import Millis
from habeas.store.dialect import insert_many
from habeas.store.tables import case_, story
from habeas.store.tx import Tx

s = story.c
_FIELDS = (s.case_id, s.kind, s.counsel, s.detail, s.event_id, s.decision_id, s.offer_id)
_FIRST = ("case_id", "at", "kind", "event_id")
_OF_CASE = select(s.at, *_FIELDS).where(s.case_id == bindparam("case")).order_by(s.entry)
_BY_PREFIX = (
    select(case_.c.case_id)
    .where(func.substr(case_.c.case_id, 1, bindparam("length")) == bindparam("beginning"))
    .limit(5)
)
_LAST = (
    select(s.event_id)
    .where(s.case_id == bindparam("case"), s.decision_id.is_(None))
    .order_by(s.entry.desc())
    .limit(1)
)
_EVENTS = (
    select(s.at, *_FIELDS)
    .where(s.event_id.in_(bindparam("events", expanding=True)), s.decision_id.is_(None))
    .order_by(s.entry)
)


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A line and its moment; of a closed case the day."""

    at: Millis
    line: Line


def open_cases(tx: Tx, cases: Sequence[Case]) -> None:
    """The first line of each."""
    insert_many(tx.conn, story, _FIRST, [_first(case) for case in cases])


def _first(case: Case) -> tuple[object, ...]:
    """In the order of _FIRST."""
    kind = "pressed" if case.due_at is None else "alarm"
    return case.case_id, case.opened_at, kind, ids.event_id(case.case_id, case.version)


def write(tx: Tx, lines: Iterable[Line], now: Millis) -> None:
    rows = [{**_row(line), "at": now} for line in lines]
    if rows:
        tx.conn.execute(insert(story), rows)


def of_case(conn: Connection, case_id: str, most: int) -> list[StoredLine]:
    """In the order in which it happened."""
    return _read(conn, _OF_CASE.limit(most), {"case": case_id})


def cases_beginning(conn: Connection, beginning: str) -> list[str]:
    """A few of the cases whose ids begin so."""
    return list(conn.execute(_BY_PREFIX, {"beginning": beginning, "length": len(beginning)}).scalars())


def last_event_id(conn: Connection, case_id: str) -> str | None:
    return conn.execute(_LAST, {"case": case_id}).scalar_one_or_none()


def of_events(conn: Connection, event_ids: Iterable[str]) -> list[StoredLine]:
    """The lines of these events, whichever case they are of."""
    return _read(conn, _EVENTS, {"events": sorted(event_ids)})


def _row(line: Line) -> dict[str, object]:
    return {column.name: getattr(line, column.name) for column in _FIELDS}


def _read(conn: Connection, statement: object, values: dict[str, object]) -> list[StoredLine]:
    names = [column.name for column in _FIELDS]
    rows = conn.execute(statement, values)  # type: ignore[call-overload]
    return [StoredLine(at, Line(**dict(zip(names, rest, strict=True)))) for at, *rest in rows]
