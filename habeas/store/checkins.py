"""Armed check-ins: sealed beforehand, waiting for a sign of life or for their moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from habeas.core import checkin
from habeas.core.checkin import CheckIn, EndCode, fires_at
from habeas.core.time import MINUTE_MS, Millis
from habeas.core.transitions import Refusal, RefusalReason
from habeas.store import owners, tombstones
from habeas.store.envelopes import keys_in
from habeas.store.owners import NewOwner, Owner
from habeas.store.rows import AnyRow
from habeas.store.tables import check_in, owner
from habeas.store.text import to_json
from habeas.store.tx import Tx


@dataclass(frozen=True, slots=True)
class SealedParts:
    """The envelopes of a press."""

    card: str
    file: str
    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class SealedPress:
    """What a press would send: the clear fields and the envelopes."""

    area: str
    need: str
    urgency: str
    language: str
    parts: SealedParts


@dataclass(frozen=True, slots=True)
class Moment:
    """When a sign of life is promised, as the phone numbered it."""

    number: int
    due_at: Millis
    grace_minutes: int


@dataclass(frozen=True, slots=True)
class NewCheckIn:
    """armed_at: to five minutes."""

    owner: NewOwner
    moment: Moment
    sealed: SealedPress
    armed_at: Millis


@dataclass(frozen=True, slots=True)
class ArmedCheckIn:
    """A row of an armed check-in. armed_at: to five minutes."""

    case_id: str
    check_in: CheckIn
    sealed: SealedPress
    armed_sha256: str
    armed_at: Millis


c = check_in.c
_CLEAR_COLUMNS = (c.area, c.need, c.urgency, c.language)
_SEALED_COLUMNS = (c.card, c.file, c.file_keys)
_ROWS = select(
    *(c.case_id, c.number, c.due_at, c.grace_minutes, c.armed_at),
    *(owner.c.ended_by, owner.c.armed_sha256),
    *_CLEAR_COLUMNS,
    *_SEALED_COLUMNS,
).join(owner, owner.c.case_id == c.case_id)
_BY_ID = _ROWS.where(c.case_id == bindparam("case"))
_DUE = (
    _ROWS.where(c.fires_at <= bindparam("now"), owner.c.ended_by.is_(None))
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
            for name in ("number", "due_at", "grace_minutes", "fires_at", "card", "file", "file_keys")
        }
    )
)
_DELETE = delete(check_in).where(c.case_id == bindparam("case"))


def arm(tx: Tx, new: NewCheckIn) -> bool:
    """False when a case or check-in has this id or token already."""
    if owners.of(tx.conn, new.owner.case_id) or owners.by_token(tx.conn, new.owner.token_sha256):
        return False
    if tombstones.of(tx.conn, [new.owner.case_id]):
        return False
    owners.add(tx, [new.owner])
    tx.announce()
    ids = {"case_id": new.owner.case_id, "armed_at": new.armed_at}
    row = {**ids, **_row(new.moment), **_columns(new.sealed)}
    tx.conn.execute(insert(check_in), row)
    return True


def by_id(conn: Connection, case_id: str) -> ArmedCheckIn | None:
    row = conn.execute(_BY_ID, {"case": case_id}).one_or_none()
    return None if row is None else _to_armed(row)


def owner_and_check_in(conn: Connection, case_id: str) -> tuple[Owner | None, ArmedCheckIn | None]:
    """Whose it is, and the check-in if it is still armed: read at one moment."""
    return owners.of(conn, case_id), by_id(conn, case_id)


def extend(tx: Tx, case_id: str, to: Moment, sealed: SealedParts | None) -> Refusal | None:
    """The moment moved; `sealed`: also the envelopes as they are now. A refusal changes nothing."""
    armed = by_id(tx.conn, case_id)
    if armed is None:
        return Refusal(RefusalReason.closed)
    after = checkin.extend(armed.check_in, to.number, to.due_at, to.grace_minutes * MINUTE_MS)
    if isinstance(after, Refusal):
        return after
    parts = _part_columns(sealed or armed.sealed.parts)
    new = {f"new_{name}": value for name, value in {**_row(to), **parts}.items()}
    tx.conn.execute(_MOVE, {"case": case_id, **new})
    tx.announce()
    return None


def due(conn: Connection, now: Millis, most: int) -> list[ArmedCheckIn]:
    """Those for which no sign of life came in time, the longest overdue first."""
    return [_to_armed(row) for row in conn.execute(_DUE, {"now": now, "most": most})]


def next_at(conn: Connection) -> Millis | None:
    """When the next one is overdue."""
    moment: Millis | None = conn.execute(_NEXT).scalar_one()
    return moment


def forget(tx: Tx, case_id: str) -> None:
    """It is a case now, or all was fine."""
    tx.conn.execute(_DELETE, {"case": case_id})


def _row(moment: Moment) -> dict[str, Any]:
    check_in = CheckIn(armed=True, due_at=moment.due_at, grace_ms=moment.grace_minutes * MINUTE_MS)
    return {
        "number": moment.number,
        "due_at": moment.due_at,
        "grace_minutes": moment.grace_minutes,
        "fires_at": fires_at(check_in),
    }


def _columns(sealed: SealedPress) -> dict[str, str]:
    clear = {column.name: getattr(sealed, column.name) for column in _CLEAR_COLUMNS}
    return {**clear, **_part_columns(sealed.parts)}


def _part_columns(parts: SealedParts) -> dict[str, str]:
    return {"card": parts.card, "file": parts.file, "file_keys": to_json(list(parts.keys))}


def _to_armed(row: AnyRow) -> ArmedCheckIn:
    code = None if row.ended_by is None else EndCode(row.ended_by)
    grace_ms = row.grace_minutes * MINUTE_MS
    check_in = CheckIn(armed=True, due_at=row.due_at, grace_ms=grace_ms, number=row.number, ended_by=code)
    parts = SealedParts(row.card, row.file, keys_in(row.file_keys))
    sealed = SealedPress(row.area, row.need, row.urgency, row.language, parts)
    return ArmedCheckIn(row.case_id, check_in, sealed, row.armed_sha256, row.armed_at)
