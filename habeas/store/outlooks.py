"""How many of those who wait will be reached in time, as last decided: one row, written when it differs."""

from sqlalchemy import Connection, delete, insert, select

from habeas.core.actions import Outlook
from habeas.core.time import Millis
from habeas.store.tables import outlook
from habeas.store.tx import Tx

_LAST = select(outlook.c.waiting, outlook.c.reachable)
_LAST_CHANGE = select(outlook.c.changed)


def last(conn: Connection) -> Outlook | None:
    """None before the first decision."""
    row = conn.execute(_LAST).one_or_none()
    return None if row is None else Outlook(*row)


def changed_after(conn: Connection, since: int) -> bool:
    """Whether it was written after transaction `since`."""
    changed = conn.execute(_LAST_CHANGE).scalar_one_or_none()
    return changed is not None and changed > since


def write(tx: Tx, now: Outlook, at: Millis) -> None:
    if now != last(tx.conn):
        tx.conn.execute(delete(outlook))
        row = {"at": at, "waiting": now.waiting, "reachable": now.reachable, "changed": tx.number}
        tx.conn.execute(insert(outlook), row)
