"""The published directory: the newest only, for nothing follows from an older one."""

from sqlalchemy import Connection, delete, insert, select

from habeas.core.time import Millis
from habeas.store.rows import AnyRow
from habeas.store.tables import directory
from habeas.store.tx import Tx

d = directory.c


def latest(conn: Connection) -> AnyRow | None:
    """Version, sha256 and document of the directory in force."""
    return conn.execute(select(d.version, d.sha256, d.document)).one_or_none()


def publish(tx: Tx, version: int, sha256: str, document: str, now: Millis) -> None:
    """Put it in the place of the one before."""
    tx.conn.execute(delete(directory))
    row = {"version": version, "sha256": sha256, "document": document, "published_at": now}
    tx.conn.execute(insert(directory), row)
