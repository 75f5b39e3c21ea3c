"""Whose a case or check-in is, and by which code its person ended it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select, update

from habeas.core.checkin import CheckIn, EndCode, code_of, end
from habeas.core.time import DAY_MS, Millis
from habeas.core.transitions import Refusal
from habeas.store import cases, tombstones
from habeas.store.dialect import insert_many
from habeas.store.rows import AnyRow
from habeas.store.tables import case_, check_in, owner
from habeas.store.tombstones import Tombstone
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
    """`ended_by`, the code, is not for the person's ears. `ended_day`, `changed`, `version`, `messages`: as
    they were when she gave it, and all that she is told from then on. `has_case`: a case was opened.
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
    """`code` is None for a wrong secret; `full`: too many of these were tried."""

    code: EndCode | None
    full: bool


class EndLimits(NamedTuple):
    """How many wrong secrets are taken for a case, and how long a repeat of it is answered as before."""

    misses: int
    tombstone_days: int


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
_OF_CASE = _OF.where(o.case_id == bindparam("case"))
_BY_TOKEN = _OF.where(o.token_sha256 == bindparam("token"))
_TAKEN_TOKENS = select(o.token_sha256).where(o.token_sha256.in_(bindparam("tokens", expanding=True)))
_ENDED_OF = _OF.where(o.case_id.in_(bindparam("cases", expanding=True)), o.ended_by.is_not(None))
_END_STATE = (
    select(
        *(o.cancel_sha256, o.duress_sha256, o.misses, o.ended_by),
        *(case_.c.state, case_.c.version, case_.c.messages, check_in.c.number.label("armed")),
        *(case_.c.opened_at, func.coalesce(o.armed_sha256, case_.c.press_sha256).label("content_sha256")),
    )
    .outerjoin(case_, case_.c.case_id == o.case_id)
    .outerjoin(check_in, check_in.c.case_id == o.case_id)
    .where(o.case_id == bindparam("case"))
)
_COUNT_MISS = update(owner).where(o.case_id == bindparam("case")).values(misses=o.misses + 1)
_SET_CODE = (
    update(owner)
    .where(o.case_id == bindparam("case"))
    .values(
        ended_by=bindparam("code"),
        ended_day=bindparam("day"),
        ended_changed=bindparam("number"),
        version=bindparam("version_then"),
        messages=bindparam("messages_then"),
    )
)
_PENDING_ENDS = (
    select(o.case_id, o.ended_by, check_in.c.number)
    .outerjoin(check_in, check_in.c.case_id == o.case_id)
    .where(o.done.is_(False), o.ended_by.in_([code.value for code in EndCode]))
    .limit(bindparam("most"))
)
_SET_DONE = update(owner).where(o.case_id == bindparam("case")).values(done=True)


def add(tx: Tx, new: Iterable[NewOwner]) -> None:
    """All of them are new, and so are their tokens."""
    rows = [
        (owner.case_id, owner.token_sha256, owner.armed_sha256, owner.cancel_sha256, owner.duress_sha256)
        for owner in new
    ]
    insert_many(tx.conn, owner, _COLUMNS, rows)


def of(conn: Connection, case_id: str) -> Owner | None:
    row = conn.execute(_OF_CASE, {"case": case_id}).one_or_none()
    return None if row is None else _to_owner(row)


def by_token(conn: Connection, token_sha256: str) -> Owner | None:
    """Whose the token is: it opens one case or check-in."""
    row = conn.execute(_BY_TOKEN, {"token": token_sha256}).one_or_none()
    return None if row is None else _to_owner(row)


def taken_tokens(conn: Connection, tokens: Iterable[str]) -> set[str]:
    """Those of these hashes that open something already."""
    return set(conn.execute(_TAKEN_TOKENS, {"tokens": list(tokens)}).scalars())


def has_open(conn: Connection, case_id: str) -> bool:
    """A case that is open, and that its person has not ended by either code."""
    row = conn.execute(_OF_CASE, {"case": case_id}).one_or_none()
    return row is not None and row.ended_by is None and row.state not in (None, "closed")


def ended_of(conn: Connection, case_ids: Iterable[str]) -> dict[str, Owner]:
    """Of these, those that their person has ended, by case."""
    rows = conn.execute(_ENDED_OF, {"cases": list(case_ids)})
    return {row.case_id: _to_owner(row) for row in rows}


def record_end_code(
    tx: Tx, case_id: str, secret_sha256: str, now: Millis, limits: EndLimits
) -> EndCodeResult | None:
    """The person gives one of her codes; the first stands, and a closed case hears none. None: no such case.

    For either code the same statements run with the same values but for the code. What follows from it is
    done afterwards (`habeas/store/due_checkins.py`), and changes nothing of what she is told.
    """
    row = tx.conn.execute(_END_STATE, {"case": case_id}).one_or_none()
    if row is None:
        return None
    code = code_of(secret_sha256, row.cancel_sha256, row.duress_sha256)
    if row.misses >= limits.misses:
        return EndCodeResult(None, True)
    if code is None:
        tx.conn.execute(_COUNT_MISS, {"case": case_id})
    elif not isinstance(after := end(_check_in(row), code), Refusal):
        _write_end(tx, case_id, after, row, now)
        _set_tombstone(tx, case_id, row, now, limits.tombstone_days)
    return EndCodeResult(code, False)


def _check_in(row: AnyRow) -> CheckIn:
    """Neither armed nor a case: one that was fine, and is forgotten."""
    return CheckIn(
        armed=row.armed is not None,
        closed=row.armed is None and row.state in (None, "closed"),
        ended_by=None if row.ended_by is None else EndCode(row.ended_by),
    )


def _write_end(tx: Tx, case_id: str, after: CheckIn, row: AnyRow, now: Millis) -> None:
    assert after.ended_by is not None
    values = {
        "case": case_id,
        "code": after.ended_by.value,
        "day": now - now % DAY_MS,
        "number": tx.number,
        "version_then": (row.version or 0) + 1,
        "messages_then": row.messages or 0,
    }
    tx.conn.execute(_SET_CODE, values)
    cases.touch(tx, [case_id])


def _set_tombstone(tx: Tx, case_id: str, row: AnyRow, now: Millis, days: int) -> None:
    opened_at, today = row.opened_at or 0, now - now % DAY_MS
    stone = Tombstone(row.content_sha256 or "", opened_at - opened_at % DAY_MS)
    tombstones.add(tx, case_id, stone, today + days * DAY_MS)


def pending_ends(conn: Connection, most: int) -> list[tuple[str, CheckIn]]:
    """Those ended by a code from which nothing has followed yet, at most `most`."""
    rows = conn.execute(_PENDING_ENDS, {"most": most})
    return [(row.case_id, _pending_end(row)) for row in rows]


def mark_done(tx: Tx, case_id: str) -> None:
    """What follows from the code is done."""
    tx.conn.execute(_SET_DONE, {"case": case_id})


def _pending_end(row: AnyRow) -> CheckIn:
    return CheckIn(armed=row.number is not None, ended_by=EndCode(row.ended_by))


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
