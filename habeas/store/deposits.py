"""Files that wait behind call words. Nobody here can open them, nor say whose they are."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, func, select, update

from habeas.core.time import HOUR_MS, Millis
from habeas.store import audit
from habeas.store.audit import AuditAction
from habeas.store.dialect import insert_new
from habeas.store.rows import AnyRow
from habeas.store.tables import audit as log
from habeas.store.tables import deposit
from habeas.store.tx import Tx


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
    .values(sealed=bindparam("text"), expires_at=bindparam("until"))
)
_DROP = delete(deposit).where(d.lookup_id == bindparam("lookup"))
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


def put(tx: Tx, new: Deposit, most: int) -> tuple[Deposit | None, bool]:
    """The deposit under these words, else its token's (None: no room for another), and whether it is new."""
    words = tx.conn.execute(_BY_LOOKUP_ID, {"lookup": new.lookup_id}).one_or_none()
    stored = words or tx.conn.execute(_BY_OWNER, {"owner": new.owner_sha256}).one_or_none()
    if stored is not None:
        return _deposit(stored), False
    if int(tx.conn.execute(_COUNT).scalar_one()) >= most:
        return None, False
    row = {"lookup_id": new.lookup_id, "owner_sha256": new.owner_sha256}
    tx.conn.execute(insert_new(deposit), {**row, "sealed": new.sealed, "expires_at": new.expires_at})
    return new, True


def change(tx: Tx, lookup_id: str, sealed: str, expires_at: Millis) -> None:
    tx.conn.execute(_CHANGE, {"lookup": lookup_id, "text": sealed, "until": expires_at})


def drop(tx: Tx, lookup_id: str) -> None:
    tx.conn.execute(_DROP, {"lookup": lookup_id})


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
