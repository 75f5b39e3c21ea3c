"""Published rosters, and what a new one means for the members."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, desc, insert, select, update

from habeas.core.time import Millis
from habeas.store import apply, sessions
from habeas.store.rows import AnyRow
from habeas.store.tables import member, roster
from habeas.store.text import to_json
from habeas.store.tx import Tx

r = roster.c
# Who answers drills stands in no roster.
_MEMBERS = select(member.c.fingerprint, member.c.standing, member.c.role).where(member.c.role != "drill")
_LISTED_STANDINGS = frozenset({"active", "suspended"})
_VERSION, _STAMP, _DOCUMENT, _GROUP_KEY = (
    select(r.version, *columns).order_by(desc(r.version)).limit(1)
    for columns in ((), (r.sha256,), (r.document,), (r.group_key,))
)


_STANDBY = select(r.standby).order_by(desc(r.version))


@dataclass(frozen=True, slots=True)
class ListedMember:
    """A member as the roster names her."""

    role: str
    languages: tuple[str, ...]
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewRoster:
    """`sha256` is what readers pin. `standby`: keys of the desk's groups, JSON. `members` by fingerprint."""

    version: int
    sha256: str
    document: str
    group_key: str
    standby: str
    members: Mapping[str, ListedMember]


def version(conn: Connection) -> int | None:
    """Of the roster in force. It is asked often, and the texts are long."""
    return conn.execute(_VERSION).scalar_one_or_none()


def stamp(conn: Connection) -> AnyRow | None:
    """Version and sha256 of the roster in force."""
    return conn.execute(_STAMP).one_or_none()


def document(conn: Connection) -> AnyRow | None:
    """Version and document of the roster in force."""
    return conn.execute(_DOCUMENT).one_or_none()


def group_key(conn: Connection) -> AnyRow | None:
    """Version and group_key of the roster in force."""
    return conn.execute(_GROUP_KEY).one_or_none()


def standby(conn: Connection) -> list[str]:
    """Sealed keys of the desk's groups: a JSON list for each roster that is kept, the newest first."""
    return list(conn.execute(_STANDBY).scalars())


def publish(tx: Tx, new: NewRoster, now: Millis, most: int) -> None:
    """Store it and set each member's standing: active if it lists her, revoked if it does so no more.

    Who is suspended stays so while it lists her. Whoever is revoked or has another role now loses session,
    duty, offers and cases. Of the rosters the newest `most` stay. Raises LostRace.
    """
    texts = {"sha256": new.sha256, "document": new.document}
    tx.conn.execute(
        insert(roster),
        {
            "version": new.version,
            **texts,
            "group_key": new.group_key,
            "standby": new.standby,
            "published_at": now,
        },
    )
    tx.conn.execute(delete(roster).where(r.version <= new.version - most))
    for row in tx.conn.execute(_MEMBERS).all():
        listed = new.members.get(row.fingerprint)
        if row.standing in _LISTED_STANDINGS and (listed is None or listed.role != row.role):
            _strike_off(tx, row.fingerprint, now)
        if listed is not None:
            _activate(tx, row.fingerprint, listed, suspended=row.standing == "suspended")


def _strike_off(tx: Tx, fingerprint: str, now: Millis) -> None:
    apply.relieve(tx, fingerprint, now)
    sessions.end_all(tx, fingerprint)
    values = {"standing": "revoked", "changed": tx.number}
    tx.conn.execute(update(member).where(member.c.fingerprint == fingerprint).values(values))


def _activate(tx: Tx, fingerprint: str, listed: ListedMember, *, suspended: bool) -> None:
    standing = "suspended" if suspended else "active"
    values = {"role": listed.role, "languages": to_json(listed.languages), "areas": to_json(listed.areas)}
    statement = update(member).where(member.c.fingerprint == fingerprint)
    tx.conn.execute(statement.values({**values, "standing": standing, "changed": tx.number}))
