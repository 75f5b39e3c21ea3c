"""Members who are put out at once, until the next roster says more or they are let in again."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from habeas.core.time import Millis
from habeas.store import apply, sessions
from habeas.store.rows import AnyRow
from habeas.store.tables import member, suspension
from habeas.store.tx import Tx


@dataclass(frozen=True, slots=True)
class Proposal:
    """A dispatcher wants a member suspended, or with `lift` let in again; a second one must agree."""

    fingerprint: str
    lift: bool
    by: str
    expires_at: Millis


s = suspension.c
_SUSPENDED_MEMBERS = select(member.c.fingerprint, member.c.role).where(member.c.standing == "suspended")
_STANDS = (s.expires_at > bindparam("now"), member.c.role == "desk", member.c.standing == "active")
_PROPOSALS = select(s.fingerprint, s.lift, s.by, s.expires_at).join(member, member.c.fingerprint == s.by)
_OF_MEMBER = _PROPOSALS.where(s.fingerprint == bindparam("who"), *_STANDS)
_DELETE = delete(suspension).where(s.fingerprint == bindparam("who"))
_SET_STANDING = (
    update(member)
    .where(member.c.fingerprint == bindparam("who"), member.c.standing == bindparam("before"))
    .values(standing=bindparam("after"), changed=bindparam("number"))
)


def suspended_members(conn: Connection) -> list[AnyRow]:
    """Fingerprint and role of all who are."""
    return list(conn.execute(_SUSPENDED_MEMBERS.order_by(member.c.fingerprint)))


def proposals(conn: Connection, now: Millis) -> list[Proposal]:
    """Those that wait for a second dispatcher."""
    rows = conn.execute(_PROPOSALS.where(*_STANDS).order_by(s.fingerprint), {"now": now})
    return [Proposal(*row) for row in rows]


def proposal(conn: Connection, fingerprint: str, now: Millis) -> Proposal | None:
    """What one dispatcher wants for her; None also when that dispatcher is none any more."""
    row = conn.execute(_OF_MEMBER, {"who": fingerprint, "now": now}).one_or_none()
    return None if row is None else Proposal(*row)


def propose(tx: Tx, new: Proposal) -> None:
    """In the place of what was proposed for her before."""
    tx.conn.execute(_DELETE, {"who": new.fingerprint})
    row = {"fingerprint": new.fingerprint, "lift": new.lift, "by": new.by, "expires_at": new.expires_at}
    tx.conn.execute(insert(suspension), row)


def suspend(tx: Tx, fingerprint: str, now: Millis) -> None:
    """An active member's sessions, duty, offers and cases end now. Raises LostRace."""
    apply.relieve(tx, fingerprint, now)
    sessions.end_all(tx, fingerprint)
    _set_standing(tx, fingerprint, "active", "suspended")


def lift(tx: Tx, fingerprint: str) -> None:
    """She may sign in again. Suspended is only who stands in the roster in force."""
    _set_standing(tx, fingerprint, "suspended", "active")


def _set_standing(tx: Tx, fingerprint: str, before: str, after: str) -> None:
    tx.conn.execute(_DELETE, {"who": fingerprint})
    values = {"who": fingerprint, "before": before, "after": after, "number": tx.number}
    tx.conn.execute(_SET_STANDING, values)
