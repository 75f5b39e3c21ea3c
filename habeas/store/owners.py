"""Whose a case or check-in is, and what its person said of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from habeas.core.checkin import CheckIn, Word, which
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
    """`said` is not for the person's ears. `said_day`, `changed`, `version`, `messages`: as they were when
    she said it, and all that she is told from then on. `has_case`: a case was opened.
    """

    case_id: str
    token_sha256: str
    armed_sha256: str | None
    said: Word | None
    said_day: Millis
    changed: int
    version: int
    messages: int
    has_case: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """`word` is None for a wrong secret; `full`: too many of these were tried."""

    word: Word | None
    full: bool


o = owner.c
_COLUMNS = ("case_id", "token_sha256", "armed_sha256", "cancel_sha256", "duress_sha256")
_OWNER = (
    o.case_id,
    o.token_sha256,
    o.armed_sha256,
    o.said,
    o.said_day,
    o.said_changed,
    o.version,
    o.messages,
)
_OF = select(*_OWNER, case_.c.state).outerjoin(case_, case_.c.case_id == o.case_id)
_ONE = _OF.where(o.case_id == bindparam("case"))
_SAID_OF = _OF.where(o.case_id.in_(bindparam("cases", expanding=True)), o.said.is_not(None))
_ASKED = (
    select(
        *(o.cancel_sha256, o.duress_sha256, o.misses, o.said),
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
        said=bindparam("word"),
        said_day=bindparam("day"),
        said_changed=bindparam("number"),
        version=bindparam("its_version"),
        messages=bindparam("its_messages"),
    )
)
_UNSETTLED = (
    select(o.case_id, o.said, check_in.c.due_at, check_in.c.grace_minutes)
    .outerjoin(check_in, check_in.c.case_id == o.case_id)
    .where(o.settled.is_(False), o.said.in_([word.value for word in Word]))
    .limit(bindparam("most"))
)
_SETTLED = update(owner).where(o.case_id == bindparam("case")).values(settled=True)


def add(tx: Tx, new: Iterable[NewOwner]) -> None:
    """All of them are new."""
    rows = [
        (one.case_id, one.token_sha256, one.armed_sha256, one.cancel_sha256, one.duress_sha256) for one in new
    ]
    insert_many(tx.conn, owner, _COLUMNS, rows)


def of(conn: Connection, case_id: str) -> Owner | None:
    row = conn.execute(_ONE, {"case": case_id}).one_or_none()
    return None if row is None else _to_owner(row)


def said_of(conn: Connection, case_ids: Iterable[str]) -> dict[str, Owner]:
    """Of these, those whose person has said her word, by case."""
    rows = conn.execute(_SAID_OF, {"cases": list(case_ids)})
    return {row.case_id: _to_owner(row) for row in rows}


def hear(tx: Tx, case_id: str, secret_sha256: str, now: Millis, most_misses: int) -> Heard | None:
    """The person says one of her words; the first stands, and a closed case hears none. None: no such case.

    For either word the same statements run with the same values but for the word: what follows from it is
    done afterwards (`habeas/store/watch.py`), and changes nothing of what she is told.
    """
    row = tx.conn.execute(_ASKED, {"case": case_id}).one_or_none()
    if row is None:
        return None
    word = which(secret_sha256, row.cancel_sha256, row.duress_sha256)
    if row.misses >= most_misses:
        return Heard(None, True)
    if word is None:
        tx.conn.execute(_MISSED, {"case": case_id})
    elif row.said is None and (row.armed is not None or row.state not in (None, "closed")):
        _say(tx, case_id, word, row, now)
    return Heard(word, False)


def _say(tx: Tx, case_id: str, word: Word, row: AnyRow, now: Millis) -> None:
    day = now - now % DAY_MS
    its = {"its_version": (row.version or 0) + 1, "its_messages": row.messages or 0}
    tx.conn.execute(_SAY, {"case": case_id, "word": word.value, "day": day, "number": tx.changed, **its})
    cases.touch(tx, [case_id])


def unsettled(conn: Connection, most: int) -> list[tuple[str, CheckIn]]:
    """What was said and not yet heeded, at most `most`."""
    rows = conn.execute(_UNSETTLED, {"most": most})
    return [(row.case_id, _said(row)) for row in rows]


def settle(tx: Tx, case_id: str) -> None:
    """What follows from the word is done."""
    tx.conn.execute(_SETTLED, {"case": case_id})


def _said(row: AnyRow) -> CheckIn:
    return CheckIn(armed=row.due_at is not None, due_at=row.due_at or 0, grace_ms=0, said=Word(row.said))


def _to_owner(row: AnyRow) -> Owner:
    return Owner(
        case_id=row.case_id,
        token_sha256=row.token_sha256,
        armed_sha256=row.armed_sha256,
        said=None if row.said is None else Word(row.said),
        said_day=row.said_day or 0,
        changed=row.said_changed or 0,
        version=row.version or 0,
        messages=row.messages or 0,
        has_case=row.state is not None,
    )
