"""Sealed messages of a case, in the order in which they came."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, insert, select, update

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


class NoRoom(StrEnum):
    """Why nothing was stored."""

    closed = "closed"
    full = "full"


class Budget(NamedTuple):
    """What each side of a case may store: neither can take the other's room."""

    messages: int
    bytes: int


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
_SIDE = select(func.count(), func.coalesce(func.sum(func.length(m.sealed)), 0)).where(
    m.case_id == bindparam("case"), (m.sender == PERSON) == bindparam("is_person")
)
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


def post(tx: Tx, new: NewMessage, now: Millis, budget: Budget) -> PostedMessage | NoRoom:
    """Store it once. For its person the case is closed once she has ended it."""
    ids = {"case": new.case_id, "message": new.message_id}
    if (stored := tx.conn.execute(_BY_MESSAGE_ID, ids).one_or_none()) is not None:
        same = (stored.sender, stored.sealed) == (new.sender, new.sealed)
        return PostedMessage(stored.seq, stored.at, False, same)
    case = tx.conn.execute(_CASE, {"case": new.case_id}).one_or_none()
    if case is None or case.state == "closed":
        return NoRoom.closed
    if new.sender == PERSON and owners.ended_of(tx.conn, [new.case_id]):
        return NoRoom.closed
    if not _fits(tx, new, budget):
        return NoRoom.full
    seq = int(case.messages) + 1
    _add(tx, new, seq, now)
    members.touch(tx, [case.counsel] if case.counsel else [])
    return PostedMessage(seq, now, True, True)


def _fits(tx: Tx, new: NewMessage, budget: Budget) -> bool:
    side = {"case": new.case_id, "is_person": new.sender == PERSON}
    number, stored = tx.conn.execute(_SIDE, side).one()
    return bool(number < budget.messages and stored + len(new.sealed) <= budget.bytes)


def _add(tx: Tx, new: NewMessage, seq: int, now: Millis) -> None:
    row = {"case_id": new.case_id, "seq": seq, "message_id": new.message_id, "sender": new.sender}
    tx.conn.execute(insert(message), {**row, "at": now, "sealed": new.sealed})
    tx.conn.execute(_SET_COUNT, {"case": new.case_id, "seq": seq, "now": now, "number": tx.number})
