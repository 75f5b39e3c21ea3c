"""Who opened or did what, written in the transaction that did it."""

from sqlalchemy import Connection, bindparam, insert, select

from habeas.core.time import Millis
from habeas.store import story
from habeas.store.rows import AnyRow
from habeas.store.tables import audit
from habeas.store.tx import Tx

FILE_OPENED = "file_opened"
COUNSEL_OPENED = "counsel_opened"
HANDED_BACK = "handed_back"
REFUSED_ENTRY = "refused_entry"
ASSIGNED = "assigned"
CLOSED = "closed"
RESEALED = "resealed"
WORDS_OPENED = "words_opened"
WORDS_MISSED = "words_missed"

# What changes the case; the rest only looks at it.
_ACTS = frozenset({HANDED_BACK, REFUSED_ENTRY, ASSIGNED, CLOSED, RESEALED})

a = audit.c
_ANY = (
    select(a.entry)
    .where(a.case_id == bindparam("case"), a.by == bindparam("who"), a.action == bindparam("what"))
    .limit(1)
)
_NEWEST = select(a.at, a.by, a.action, a.case_id, a.reason).order_by(a.at.desc(), a.entry.desc())


def write(
    tx: Tx,
    at: Millis,
    by: str,
    action: str,
    *,
    case_id: str | None,
    reason: str | None = None,
) -> None:
    """An act that has changed the case is written after it, and carries the id of the event that it was."""
    event_id = story.last_event_id(tx.conn, case_id) if case_id and action in _ACTS else None
    row = {"at": at, "by": by, "action": action, "case_id": case_id, "reason": reason, "event_id": event_id}
    tx.conn.execute(insert(audit), row)


def newest(conn: Connection, most: int) -> list[AnyRow]:
    """Newest first."""
    return list(conn.execute(_NEWEST.limit(most)))


def written(conn: Connection, by: str, action: str, case_id: str) -> bool:
    """Whether this is in the log already."""
    return conn.execute(_ANY, {"who": by, "what": action, "case": case_id}).first() is not None
