"""Published rosters, and what a new one means for the members."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, desc, insert, select, update

from habeas.core.time import Millis
from habeas.store import apply
from habeas.store.rows import AnyRow
from habeas.store.tables import member, roster, session
from habeas.store.text import to_json
from habeas.store.tx import Tx

r = roster.c
# Who answers drills stands in no roster.
_MEMBERS = select(member.c.fingerprint, member.c.standing, member.c.role).where(member.c.role != "drill")
_VERSION, _STAMP, _DOCUMENT, _GROUP_KEY = (
    select(r.version, *columns).order_by(desc(r.version)).limit(1)
    for columns in ((), (r.sha256,), (r.document,), (r.group_key,))
)


@dataclass(frozen=True, slots=True)
class Named:
    """A member as the roster names her."""

    role: str
    languages: tuple[str, ...]
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewRoster:
    """`sha256` is what readers pin; `members` by fingerprint."""

    version: int
    sha256: str
    document: str
    group_key: str
    members: Mapping[str, Named]


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


def publish(tx: Tx, new: NewRoster, now: Millis, kept: int) -> None:
    """Store it and set each member's standing: named ones are active, those named no more are revoked.

    Who is revoked, or has another role now, loses session, duty, offers and cases. Raises LostRace.
    """
    row = {"version": new.version, "sha256": new.sha256, "document": new.document}
    tx.conn.execute(insert(roster), {**row, "group_key": new.group_key, "published_at": now})
    tx.conn.execute(delete(roster).where(r.version <= new.version - kept))
    for held in tx.conn.execute(_MEMBERS).all():
        named = new.members.get(held.fingerprint)
        if held.standing == "active" and (named is None or named.role != held.role):
            _strike_off(tx, held.fingerprint, now)
        if named is not None:
            _activate(tx, held.fingerprint, named)


def _strike_off(tx: Tx, fingerprint: str, now: Millis) -> None:
    apply.relieve(tx, fingerprint, now)
    tx.conn.execute(delete(session).where(session.c.fingerprint == fingerprint))
    values = {"standing": "revoked", "changed": tx.changed}
    tx.conn.execute(update(member).where(member.c.fingerprint == fingerprint).values(values))


def _activate(tx: Tx, fingerprint: str, named: Named) -> None:
    values = {"role": named.role, "languages": to_json(named.languages), "areas": to_json(named.areas)}
    statement = update(member).where(member.c.fingerprint == fingerprint)
    tx.conn.execute(statement.values({**values, "standing": "active", "changed": tx.changed}))
