"""The published directory: the newest only, for nothing follows from an older one."""

from sqlalchemy import Connection, delete, insert, select

from habeas.core.time import Millis
from habeas.store.rows import AnyRow
from habeas.store.tables import directory
from habeas.store.tx import Tx

d = directory.c


def version(conn: Connection) -> int | None:
    """Of the directory in force."""
    return conn.execute(select(d.version)).scalar_one_or_none()


def stamp(conn: Connection) -> AnyRow | None:
    """Version and sha256 of the directory in force."""
    return conn.execute(select(d.version, d.sha256)).one_or_none()


def document(conn: Connection) -> AnyRow | None:
    """Version and document of the directory in force."""
    return conn.execute(select(d.version, d.document)).one_or_none()


def publish(tx: Tx, version: int, sha256: str, document: str, now: Millis) -> None:
    """Put it in the place of the one before."""
    tx.conn.execute(delete(directory))
    row = {"version": version, "sha256": sha256, "document": document, "published_at": now}
    tx.conn.execute(insert(directory), row)
