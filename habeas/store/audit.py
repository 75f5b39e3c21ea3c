"""Who opened or did what, written in the transaction that did it."""

from enum import StrEnum

from sqlalchemy import Connection, bindparam, insert, select

from habeas.core.time import Millis
from habeas.store import story
from habeas.store.rows import AnyRow
from habeas.store.tables import audit
from habeas.store.tx import Tx

# Who did it where no member did: whoever runs the service, by its command line.
OPERATOR = "operator"


class AuditAction(StrEnum):
    """What was done."""

    file_opened = "file_opened"
    counsel_opened = "counsel_opened"
    handed_back = "handed_back"
    refused_entry = "refused_entry"
    assigned = "assigned"
    closed = "closed"
    many_closed = "many_closed"
    resealed = "resealed"
    words_opened = "words_opened"
    words_missed = "words_missed"
    suspend_proposed = "suspend_proposed"
    suspended = "suspended"
    lift_proposed = "lift_proposed"
    lifted = "lifted"


# What changes the case; the rest only looks at it.
_ACTS = frozenset(
    {
        AuditAction.handed_back,
        AuditAction.refused_entry,
        AuditAction.assigned,
        AuditAction.closed,
        AuditAction.resealed,
    }
)

a = audit.c
_ENTRY = (
    select(a.entry)
    .where(a.case_id == bindparam("case"), a.by == bindparam("who"), a.action == bindparam("what"))
    .limit(1)
)
_NEWEST = select(a.at, a.by, a.action, a.case_id, a.reason).order_by(a.entry.desc())


def write(
    tx: Tx,
    at: Millis,
    by: str,
    action: AuditAction,
    *,
    case_id: str | None,
    reason: str | None = None,
) -> None:
    """An act that has changed the case is written after it, and carries the id of the event that it was."""
    event_id = story.last_event_id(tx.conn, case_id) if case_id and action in _ACTS else None
    row = {"at": at, "by": by, "action": action.value, "case_id": case_id, "reason": reason}
    tx.conn.execute(insert(audit), {**row, "event_id": event_id})


def newest(conn: Connection, most: int) -> list[AnyRow]:
    """Newest first."""
    return list(conn.execute(_NEWEST.limit(most)))


def is_written(conn: Connection, by: str, action: AuditAction, case_id: str) -> bool:
    """Whether this is in the log already."""
    return conn.execute(_ENTRY, {"who": by, "what": action.value, "case": case_id}).first() is not None
