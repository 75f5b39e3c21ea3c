"""Whose a case or check-in is, and what its person said of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from habeas.core.checkin import CheckIn, EndCode, which
from habeas.core.time import DAY_MS, Millis
from habeas.store import cases
from habeas.store.dialect import insert_many
from habeas.store.rows import AnyRow
from habeas.store.tables import case_, check_in, owner
from habeas.store.tx import Tx


@dataclass(frozen=True, slots=True)
class NewOwner:
    """`armed_sha256`: of all that was sent to arm a check-in; None for a press."""

    case_id: str
    token_sha256: str
    cancel_sha256: str
    duress_sha256: str
    armed_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """`said` is not for the person's ears. `ended_day`, `changed`, `version`, `messages`: as they were when
    she said it, and all that she is told from then on. `has_case`: a case was opened.
    """

    case_id: str
    token_sha256: str
    armed_sha256: str | None
    ended_by: EndCode | None
    ended_day: Millis
    changed: int
    version: int
    messages: int
    has_case: bool


@dataclass(frozen=True, slots=True)
class EndCodeResult:
    """`word` is None for a wrong secret; `full`: too many of these were tried."""

    word: EndCode | None
    full: bool


o = owner.c
_COLUMNS = ("case_id", "token_sha256", "armed_sha256", "cancel_sha256", "duress_sha256")
_OWNER = (
    o.case_id,
    o.token_sha256,
    o.armed_sha256,
    o.ended_by,
    o.ended_day,
    o.ended_changed,
    o.version,
    o.messages,
)
_OF = select(*_OWNER, case_.c.state).outerjoin(case_, case_.c.case_id == o.case_id)
_ONE = _OF.where(o.case_id == bindparam("case"))
_ENDED_OF = _OF.where(o.case_id.in_(bindparam("cases", expanding=True)), o.ended_by.is_not(None))
_ASKED = (
    select(
        *(o.cancel_sha256, o.duress_sha256, o.misses, o.ended_by),
        *(case_.c.state, case_.c.version, case_.c.messages, check_in.c.number.label("armed")),
    )
    .outerjoin(case_, case_.c.case_id == o.case_id)
    .outerjoin(check_in, check_in.c.case_id == o.case_id)
    .where(o.case_id == bindparam("case"))
)
_MISSED = update(owner).where(o.case_id == bindparam("case")).values(misses=o.misses + 1)
_SAY = (
    update(owner)
    .where(o.case_id == bindparam("case"))
    .values(
        ended_by=bindparam("word"),
        ended_day=bindparam("day"),
        ended_changed=bindparam("number"),
        version=bindparam("its_version"),
        messages=bindparam("its_messages"),
    )
)
_PENDING_ENDS = (
    select(o.case_id, o.ended_by, check_in.c.due_at, check_in.c.grace_minutes)
    .outerjoin(check_in, check_in.c.case_id == o.case_id)
    .where(o.done.is_(False), o.ended_by.in_([word.value for word in EndCode]))
    .limit(bindparam("most"))
)
_MARK_DONE = update(owner).where(o.case_id == bindparam("case")).values(done=True)


def add(tx: Tx, new: Iterable[NewOwner]) -> None:
    """All of them are new."""
    rows = [
        (one.case_id, one.token_sha256, one.armed_sha256, one.cancel_sha256, one.duress_sha256) for one in new
    ]
    insert_many(tx.conn, owner, _COLUMNS, rows)


def of(conn: Connection, case_id: str) -> Owner | None:
    row = conn.execute(_ONE, {"case": case_id}).one_or_none()
    return None if row is None else _to_owner(row)


def ended_of(conn: Connection, case_ids: Iterable[str]) -> dict[str, Owner]:
    """Of these, those whose person has said her word, by case."""
    rows = conn.execute(_ENDED_OF, {"cases": list(case_ids)})
    return {row.case_id: _to_owner(row) for row in rows}


def record_end_code(
    tx: Tx, case_id: str, secret_sha256: str, now: Millis, most_misses: int
) -> EndCodeResult | None:
    """The person says one of her words; the first stands, and a closed case hears none. None: no such case.

    For either word the same statements run with the same values but for the word: what follows from it is
    done afterwards (`habeas/store/due_checkins.py`), and changes nothing of what she is told.
    """
    row = tx.conn.execute(_ASKED, {"case": case_id}).one_or_none()
    if row is None:
        return None
    word = which(secret_sha256, row.cancel_sha256, row.duress_sha256)
    if row.misses >= most_misses:
        return EndCodeResult(None, True)
    if word is None:
        tx.conn.execute(_MISSED, {"case": case_id})
    elif row.ended_by is None and (row.armed is not None or row.state not in (None, "closed")):
        _say(tx, case_id, word, row, now)
    return EndCodeResult(word, False)


def _say(tx: Tx, case_id: str, word: EndCode, row: AnyRow, now: Millis) -> None:
    day = now - now % DAY_MS
    its = {"its_version": (row.version or 0) + 1, "its_messages": row.messages or 0}
    tx.conn.execute(_SAY, {"case": case_id, "word": word.value, "day": day, "number": tx.changed, **its})
    cases.touch(tx, [case_id])


def pending_ends(conn: Connection, most: int) -> list[tuple[str, CheckIn]]:
    """What was said and not yet heeded, at most `most`."""
    rows = conn.execute(_PENDING_ENDS, {"most": most})
    return [(row.case_id, _said(row)) for row in rows]


def mark_done(tx: Tx, case_id: str) -> None:
    """What follows from the word is done."""
    tx.conn.execute(_MARK_DONE, {"case": case_id})


def _said(row: AnyRow) -> CheckIn:
    return CheckIn(
        armed=row.due_at is not None, due_at=row.due_at or 0, grace_ms=0, ended_by=EndCode(row.ended_by)
    )


def _to_owner(row: AnyRow) -> Owner:
    return Owner(
        case_id=row.case_id,
        token_sha256=row.token_sha256,
        armed_sha256=row.armed_sha256,
        ended_by=None if row.ended_by is None else EndCode(row.ended_by),
        ended_day=row.ended_day or 0,
        changed=row.ended_changed or 0,
        version=row.version or 0,
        messages=row.messages or 0,
        has_case=row.state is not None,
    )
