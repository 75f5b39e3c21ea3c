"""What dispatchers sign for each other. Their browsers judge it; here it is kept and handed out."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from habeas.core.time import Millis
from habeas.store.dialect import insert_new
from habeas.store.rows import AnyRow
from habeas.store.tables import access_log, sighting
from habeas.store.tx import Tx


@dataclass(frozen=True, slots=True)
class NewEntry:
    """One entry of a log. `at`: when it came."""

    fingerprint: str
    log: str
    sequence: int
    reseal_sha256: str
    at: Millis
    text: str


s, e = sighting.c, access_log.c
_SIGHTINGS = select(s.text).where(s.expires_at > bindparam("now")).order_by(s.fingerprint)
_LATER = (
    update(sighting)
    .where(s.fingerprint == bindparam("who"), s.at <= bindparam("moment"))
    .values(at=bindparam("moment"), text=bindparam("signed"), expires_at=bindparam("until"))
)
_IN_PLACE = select(e.text).where(
    e.fingerprint == bindparam("who"), e.log == bindparam("device"), e.sequence == bindparam("number")
)
_AFTER = (
    select(e.entry, e.text).where(e.entry > bindparam("after")).order_by(e.entry).limit(bindparam("most"))
)
_OF_RESEAL = select(e.entry).where(e.fingerprint == bindparam("who"), e.reseal_sha256 == bindparam("sha256"))


def sightings(conn: Connection, now: Millis) -> list[str]:
    """The last of each dispatcher, while it counts."""
    return list(conn.execute(_SIGHTINGS, {"now": now}).scalars())


def put_sighting(tx: Tx, fingerprint: str, at: Millis, text: str, expires_at: Millis) -> None:
    """In the place of her earlier one; a later one stays."""
    row = {"fingerprint": fingerprint, "at": at, "text": text, "expires_at": expires_at}
    tx.conn.execute(insert_new(sighting), row)
    tx.conn.execute(_LATER, {"who": fingerprint, "moment": at, "signed": text, "until": expires_at})


def put_entry(tx: Tx, new: NewEntry) -> str:
    """The text in this place of the log: another one, if that was there first."""
    row = {name: getattr(new, name) for name in NewEntry.__slots__}
    tx.conn.execute(insert_new(access_log), row)
    place = {"who": new.fingerprint, "device": new.log, "number": new.sequence}
    return str(tx.conn.execute(_IN_PLACE, place).scalar_one())


def entries(conn: Connection, after: int, most: int) -> list[AnyRow]:
    """Number and text, in the order in which they came."""
    return list(conn.execute(_AFTER, {"after": after, "most": most}))


def has_entry(conn: Connection, fingerprint: str, reseal_sha256: str) -> bool:
    """Whether this dispatcher wrote the reseal down."""
    return conn.execute(_OF_RESEAL, {"who": fingerprint, "sha256": reseal_sha256}).first() is not None
