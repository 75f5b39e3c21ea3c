"""Sealed messages of a case, in the order in which they came."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, insert, select, update

from habeas.core.time import Millis
from habeas.store import members, owners
from habeas.store.rows import AnyRow
from habeas.store.tables import case_, message
from habeas.store.tx import Tx

m = message.c
PERSON = "person"


@dataclass(frozen=True, slots=True)
class NewMessage:
    """`sender` is PERSON or a member's fingerprint."""

    case_id: str
    message_id: str
    sender: str
    sealed: str


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """Where it stands. `same` is False when another message had this id."""

    seq: int
    at: Millis
    created: bool
    same: bool


_PAGE = (
    select(m.seq, m.message_id, m.sender, m.at, m.sealed)
    .where(m.case_id == bindparam("case"), m.seq > bindparam("after"), m.seq <= bindparam("last"))
    .order_by(m.seq)
    .limit(bindparam("most"))
)
_BY_MESSAGE_ID = select(m.seq, m.at, m.sender, m.sealed).where(
    m.case_id == bindparam("case"), m.message_id == bindparam("message")
)
_CASE = select(case_.c.messages, case_.c.counsel, case_.c.state).where(case_.c.case_id == bindparam("case"))
# Two writers that count to the same number collide on the primary key, and one of them counts again.
_SET_COUNT = (
    update(case_)
    .where(case_.c.case_id == bindparam("case"))
    .values(
        messages=bindparam("seq"),
        active_at=bindparam("now"),
        version=case_.c.version + 1,
        changed=bindparam("number"),
    )
)


def page(conn: Connection, case_id: str, after: int, last: int, most: int) -> list[AnyRow]:
    """At most `most` messages with a seq above `after` and at most `last`; the first message has 1."""
    return list(conn.execute(_PAGE, {"case": case_id, "after": after, "last": last, "most": most}))


def post(tx: Tx, new: NewMessage, now: Millis, most: int) -> PostedMessage | None:
    """Store it once. None when the case is full or closed; from its person also once she has ended it."""
    ids = {"case": new.case_id, "message": new.message_id}
    if (stored := tx.conn.execute(_BY_MESSAGE_ID, ids).one_or_none()) is not None:
        same = (stored.sender, stored.sealed) == (new.sender, new.sealed)
        return PostedMessage(stored.seq, stored.at, False, same)
    case = tx.conn.execute(_CASE, {"case": new.case_id}).one_or_none()
    if case is None or case.state == "closed" or case.messages >= most:
        return None
    if new.sender == PERSON and owners.ended_of(tx.conn, [new.case_id]):
        return None
    seq = int(case.messages) + 1
    _add(tx, new, seq, now)
    members.touch(tx, [case.counsel] if case.counsel else [])
    return PostedMessage(seq, now, True, True)


def _add(tx: Tx, new: NewMessage, seq: int, now: Millis) -> None:
    row = {"case_id": new.case_id, "seq": seq, "message_id": new.message_id, "sender": new.sender}
    tx.conn.execute(insert(message), {**row, "at": now, "sealed": new.sealed})
    tx.conn.execute(_SET_COUNT, {"case": new.case_id, "seq": seq, "now": now, "number": tx.number})
