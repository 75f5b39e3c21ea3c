"""Armed check-ins: sealed beforehand, waiting for a sign of life or for their moment."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from habeas.core.checkin import CheckIn, EndCode, extended, fires_at
from habeas.core.time import MINUTE_MS, Millis
from habeas.core.transitions import Refusal, RefusalReason
from habeas.store import owners
from habeas.store.owners import NewOwner, Owner
from habeas.store.rows import AnyRow
from habeas.store.tables import check_in, owner
from habeas.store.tx import Tx


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a press would send: the clear fields and the two envelopes."""

    area: str
    need: str
    urgency: str
    language: str
    card: str
    file: str


@dataclass(frozen=True, slots=True)
class Moment:
    """When a sign of life is promised, as the phone numbered it."""

    number: int
    due_at: Millis
    grace_minutes: int


@dataclass(frozen=True, slots=True)
class NewCheckIn:
    owner: NewOwner
    moment: Moment
    sealed: Sealed


@dataclass(frozen=True, slots=True)
class Armed:
    """A row of an armed check-in."""

    case_id: str
    one: CheckIn
    sealed: Sealed
    armed_sha256: str


c = check_in.c
_SEALED = (c.area, c.need, c.urgency, c.language, c.card, c.file)
_ARMED = select(
    *(c.case_id, c.number, c.due_at, c.grace_minutes),
    *(owner.c.ended_by, owner.c.armed_sha256),
    *_SEALED,
).join(owner, owner.c.case_id == c.case_id)
_ONE = _ARMED.where(c.case_id == bindparam("case"))
_DUE = (
    _ARMED.where(c.fires_at <= bindparam("now"), owner.c.ended_by.is_(None))
    .order_by(c.fires_at, c.case_id)
    .limit(bindparam("most"))
)
_NEXT = select(func.min(c.fires_at))
_MOVE = (
    update(check_in)
    .where(c.case_id == bindparam("case"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in ("number", "due_at", "grace_minutes", "fires_at", "card", "file")
        }
    )
)
_FORGET = delete(check_in).where(c.case_id == bindparam("case"))


def arm(tx: Tx, new: NewCheckIn) -> bool:
    """False when a case or check-in has this id already."""
    if owners.of(tx.conn, new.owner.case_id) is not None:
        return False
    owners.add(tx, [new.owner])
    tx.announce()
    tx.conn.execute(insert(check_in), {"case_id": new.owner.case_id, **_row(new.moment), **_of(new.sealed)})
    return True


def by_id(conn: Connection, case_id: str) -> Armed | None:
    row = conn.execute(_ONE, {"case": case_id}).one_or_none()
    return None if row is None else _to_armed(row)


def standing(conn: Connection, case_id: str) -> tuple[Owner | None, Armed | None]:
    """What its person said, and what is still armed, at one moment."""
    return owners.of(conn, case_id), by_id(conn, case_id)


def extend(tx: Tx, case_id: str, to: Moment, sealed: tuple[str, str] | None) -> Refusal | None:
    """The moment moved; `sealed`: also card and file as they are sealed now. A refusal changes nothing."""
    armed = by_id(tx.conn, case_id)
    if armed is None:
        return Refusal(RefusalReason.closed)
    after = extended(armed.one, to.number, to.due_at, to.grace_minutes * MINUTE_MS)
    if isinstance(after, Refusal):
        return after
    card, file = sealed or (armed.sealed.card, armed.sealed.file)
    new = {f"new_{name}": value for name, value in {**_row(to), "card": card, "file": file}.items()}
    tx.conn.execute(_MOVE, {"case": case_id, **new})
    tx.announce()
    return None


def due(conn: Connection, now: Millis, most: int) -> list[Armed]:
    """Those for which no sign of life came in time, the longest overdue first."""
    return [_to_armed(row) for row in conn.execute(_DUE, {"now": now, "most": most})]


def next_at(conn: Connection) -> Millis | None:
    """When the next one is overdue."""
    moment: Millis | None = conn.execute(_NEXT).scalar_one()
    return moment


def forget(tx: Tx, case_id: str) -> None:
    """It is a case now, or all was fine."""
    tx.conn.execute(_FORGET, {"case": case_id})


def _row(moment: Moment) -> dict[str, Any]:
    its = CheckIn(armed=True, due_at=moment.due_at, grace_ms=moment.grace_minutes * MINUTE_MS)
    return {
        "number": moment.number,
        "due_at": moment.due_at,
        "grace_minutes": moment.grace_minutes,
        "fires_at": fires_at(its),
    }


def _of(sealed: Sealed) -> dict[str, str]:
    return {column.name: getattr(sealed, column.name) for column in _SEALED}


def _to_armed(row: AnyRow) -> Armed:
    said = None if row.ended_by is None else EndCode(row.ended_by)
    grace_ms = row.grace_minutes * MINUTE_MS
    its = CheckIn(armed=True, due_at=row.due_at, grace_ms=grace_ms, number=row.number, ended_by=said)
    sealed = Sealed(*(getattr(row, column.name) for column in _SEALED))
    return Armed(row.case_id, its, sealed, row.armed_sha256)
