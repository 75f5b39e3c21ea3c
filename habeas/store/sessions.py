"""What is short-lived: sessions, used challenges of passkeys, invitations. Secrets only as hashes."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from habeas.core.time import Millis
from habeas.store import counters
from habeas.store.dialect import insert_new
from habeas.store.rows import AnyRow
from habeas.store.tables import challenge, invitation, member, session
from habeas.store.tx import Tx

ENDS = "sessions"


@dataclass(frozen=True, slots=True)
class Session:
    token_sha256: str
    fingerprint: str
    expires_at: Millis


_MEMBER = (
    select(member.c.fingerprint, member.c.role, member.c.standing)
    .join(session, session.c.fingerprint == member.c.fingerprint)
    .where(session.c.token_sha256 == bindparam("token"), session.c.expires_at > bindparam("now"))
    .where(member.c.standing.in_(("active", "pending")))
)
_END = delete(session).where(session.c.token_sha256 == bindparam("token"))
_NEWEST = (
    select(session.c.token_sha256)
    .where(session.c.fingerprint == bindparam("who"))
    .order_by(session.c.expires_at.desc())
    .limit(bindparam("most"))
)
_END_OLD = delete(session).where(
    session.c.fingerprint == bindparam("who"), session.c.token_sha256.not_in(_NEWEST)
)
_END_ALL = delete(session).where(session.c.fingerprint == bindparam("who"))
_LIVE = select(session.c.token_sha256).where(session.c.token_sha256.in_(bindparam("tokens", expanding=True)))
_INVITATION = select(invitation.c.role).where(
    invitation.c.code_sha256 == bindparam("code"),
    invitation.c.expires_at > bindparam("now"),
    invitation.c.used_at.is_(None),
)
_USE_INVITATION = (
    update(invitation)
    .where(invitation.c.code_sha256 == bindparam("code"))
    .where(invitation.c.expires_at > bindparam("now"), invitation.c.used_at.is_(None))
    .values(used_at=bindparam("now"))
)
_USED_CHALLENGE = select(challenge.c.challenge_id).where(challenge.c.challenge_id == bindparam("id"))


def member_of(conn: Connection, token_sha256: str, now: Millis) -> AnyRow | None:
    """Fingerprint, role and standing of a live session's member; None also for who was put out."""
    return conn.execute(_MEMBER, {"token": token_sha256, "now": now}).one_or_none()


def open_session(tx: Tx, new: Session) -> None:
    row = {"token_sha256": new.token_sha256, "fingerprint": new.fingerprint, "expires_at": new.expires_at}
    tx.conn.execute(insert(session), row)


def end_oldest(tx: Tx, fingerprint: str, most: int) -> None:
    """She keeps her newest `most` sessions."""
    _count_end(tx, tx.conn.execute(_END_OLD, {"who": fingerprint, "most": most}).rowcount)


def end_session(tx: Tx, token_sha256: str) -> None:
    _count_end(tx, tx.conn.execute(_END, {"token": token_sha256}).rowcount)


def end_all(tx: Tx, fingerprint: str) -> None:
    _count_end(tx, tx.conn.execute(_END_ALL, {"who": fingerprint}).rowcount)


def ends(conn: Connection) -> int:
    """How many times sessions were ended before their time: whoever keeps streams looks when it grows."""
    return counters.value(conn, ENDS)


def live(conn: Connection, tokens: Iterable[str]) -> set[str]:
    """Those of these sessions that have not ended."""
    return set(conn.execute(_LIVE, {"tokens": list(tokens)}).scalars())


def _count_end(tx: Tx, ended: int) -> None:
    if ended:
        counters.add(tx, ENDS, 1)
        tx.announce()


def invite(tx: Tx, code_sha256: str, role: str, expires_at: Millis) -> None:
    row = {"code_sha256": code_sha256, "role": role, "expires_at": expires_at}
    tx.conn.execute(insert(invitation), row)


def invited_role(conn: Connection, code_sha256: str, now: Millis) -> str | None:
    """The role that an unused invitation is for."""
    return conn.execute(_INVITATION, {"code": code_sha256, "now": now}).scalar_one_or_none()


def use_invitation(tx: Tx, code_sha256: str, now: Millis) -> bool:
    """Exactly one caller gets True."""
    return tx.conn.execute(_USE_INVITATION, {"code": code_sha256, "now": now}).rowcount == 1


def use_challenge(tx: Tx, challenge_id: str, expires_at: Millis) -> bool:
    """Exactly one caller gets True."""
    row = {"challenge_id": challenge_id, "expires_at": expires_at}
    return tx.conn.execute(insert_new(challenge), row).rowcount == 1


def is_used(conn: Connection, challenge_id: str) -> bool:
    """Whether somebody got in by it."""
    return conn.execute(_USED_CHALLENGE, {"id": challenge_id}).first() is not None
