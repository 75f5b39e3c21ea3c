"""Files that wait behind call words. Nobody here can open them, nor say whose they are."""

from dataclasses import dataclass

from sqlalchemy import Connection, String, bindparam, delete, func, insert, or_, select, update

from habeas.core.time import HOUR_MS, Millis
from habeas.store import audit, counters
from habeas.store.audit import AuditAction
from habeas.store.rows import AnyRow
from habeas.store.tables import audit as log
from habeas.store.tables import deposit
from habeas.store.tx import Tx

NUMBER = "deposits"


@dataclass(frozen=True, slots=True)
class Deposit:
    lookup_id: str
    owner_sha256: str
    sealed: str
    expires_at: Millis


@dataclass(frozen=True, slots=True)
class LookUp:
    """`sealed` is None for a miss; `full`: she has missed too often lately, and nothing was looked up."""

    sealed: str | None
    full: bool


d = deposit.c
_BY_LOOKUP_ID = select(d.lookup_id, d.owner_sha256, d.sealed, d.expires_at).where(
    d.lookup_id == bindparam("lookup")
)
_BY_OWNER = select(d.lookup_id, d.owner_sha256, d.sealed, d.expires_at).where(
    d.owner_sha256 == bindparam("owner")
)
_COUNT = select(func.count()).select_from(deposit)
_CHANGE = (
    update(deposit)
    .where(d.lookup_id == bindparam("lookup"))
    .values(
        sealed=func.coalesce(bindparam("text", type_=String), d.sealed),
        expires_at=bindparam("until"),
        confirmed=or_(d.confirmed, d.left_day < bindparam("today")),
    )
)
_DROP = delete(deposit).where(d.lookup_id == bindparam("lookup"))
_DAYS = select(d.left_day, d.confirmed, func.count().label("number")).group_by(d.confirmed, d.left_day)
_FULLEST = _DAYS.order_by(d.confirmed, func.count().desc(), d.left_day.desc()).limit(1)
_OF_DAY = (d.left_day == bindparam("day"), d.confirmed == bindparam("was_confirmed"))
_BY_LOT = select(d.lookup_id).where(*_OF_DAY).order_by(func.random()).limit(bindparam("some"))
_GIVE_WAY = delete(deposit).where(d.lookup_id.in_(_BY_LOT))
_PURGE = delete(deposit).where(d.left_day == bindparam("day"), d.confirmed.is_(False))
_MISSES = select(func.count()).where(
    log.c.at > bindparam("since"), log.c.by == bindparam("who"), log.c.action == AuditAction.words_missed
)


def by_lookup_id(conn: Connection, lookup_id: str, now: Millis) -> Deposit | None:
    """None also when it has had its time and waits for the janitor."""
    row = conn.execute(_BY_LOOKUP_ID, {"lookup": lookup_id}).one_or_none()
    return None if row is None or row.expires_at <= now else _deposit(row)


def by_owner(conn: Connection, owner_sha256: str, now: Millis) -> Deposit | None:
    """What the token with this hash opens; None also when it has had its time."""
    row = conn.execute(_BY_OWNER, {"owner": owner_sha256}).one_or_none()
    return None if row is None or row.expires_at <= now else _deposit(row)


def put(tx: Tx, new: Deposit, today: Millis, most: int) -> tuple[Deposit, bool]:
    """The deposit under these words, else its token's, and whether it is new. Where there are `most`, others
    give way.
    """
    words = tx.conn.execute(_BY_LOOKUP_ID, {"lookup": new.lookup_id}).one_or_none()
    stored = words or tx.conn.execute(_BY_OWNER, {"owner": new.owner_sha256}).one_or_none()
    if stored is not None:
        return _deposit(stored), False
    if counters.value(tx.conn, NUMBER) >= most:
        _give_way(tx, most)
    row = {"lookup_id": new.lookup_id, "owner_sha256": new.owner_sha256, "left_day": today}
    tx.conn.execute(insert(deposit), {**row, "sealed": new.sealed, "expires_at": new.expires_at})
    counters.add(tx, NUMBER, 1)
    return new, True


def change(tx: Tx, lookup_id: str, sealed: str | None, expires_at: Millis, today: Millis) -> None:
    """Who comes back on another day shows that somebody is there. `sealed`: None leaves it as it is."""
    values = {"lookup": lookup_id, "text": sealed, "until": expires_at, "today": today}
    tx.conn.execute(_CHANGE, values)


def drop(tx: Tx, lookup_id: str) -> None:
    counters.add(tx, NUMBER, -tx.conn.execute(_DROP, {"lookup": lookup_id}).rowcount)


def days(conn: Connection) -> list[AnyRow]:
    """How many were left on each day, apart those whose owner came back."""
    return list(conn.execute(_DAYS.order_by(d.left_day, d.confirmed)))


def purge(tx: Tx, day: Millis) -> int:
    """Delete those that were left on that day and to which nobody came back; returns how many."""
    purged = int(tx.conn.execute(_PURGE, {"day": day}).rowcount)
    counters.add(tx, NUMBER, -purged)
    return purged


def recount(tx: Tx) -> None:
    """Others delete what has had its time."""
    number = int(tx.conn.execute(_COUNT).scalar_one())
    counters.add(tx, NUMBER, number - counters.value(tx.conn, NUMBER))


def _give_way(tx: Tx, most: int) -> None:
    """A hundredth of the room, by lot, of the day on which most were left: a flood buries itself, and nobody
    who came before or after it. Those to which somebody came back are the last to go.
    """
    fullest = tx.conn.execute(_FULLEST).one_or_none()
    if fullest is not None:
        some = {"day": fullest.left_day, "was_confirmed": fullest.confirmed, "some": most // 100 + 1}
        counters.add(tx, NUMBER, -tx.conn.execute(_GIVE_WAY, some).rowcount)


def look_up(tx: Tx, lookup_id: str, who: str, now: Millis, most_misses: int) -> LookUp:
    """A dispatcher heard the words. Hit or miss, it is in the audit log, and never what was looked for."""
    misses = {"since": now - HOUR_MS, "who": who}
    if int(tx.conn.execute(_MISSES, misses).scalar_one()) >= most_misses:
        return LookUp(None, True)
    found = by_lookup_id(tx.conn, lookup_id, now)
    action = AuditAction.words_missed if found is None else AuditAction.words_opened
    audit.write(tx, now, who, action, case_id=None)
    return LookUp(None if found is None else found.sealed, False)


def _deposit(row: AnyRow) -> Deposit:
    return Deposit(row.lookup_id, row.owner_sha256, row.sealed, row.expires_at)
