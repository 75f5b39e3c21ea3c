"""What is short-lived: sessions, challenges of passkey ceremonies, invitations. Secrets only as hashes."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from habeas.core.time import Millis
from habeas.store.rows import AnyRow
from habeas.store.tables import challenge, invitation, member, session
from habeas.store.tx import Tx


@dataclass(frozen=True, slots=True)
class Session:
    token_sha256: str
    fingerprint: str
    expires_at: Millis


@dataclass(frozen=True, slots=True)
class Challenge:
    """`bound_to` is what it may be used for: an invitation's hash, or nothing for a login."""

    challenge_id: str
    purpose: str
    bound_to: str
    challenge: str
    expires_at: Millis


_MEMBER = (
    select(member.c.fingerprint, member.c.role, member.c.standing)
    .join(session, session.c.fingerprint == member.c.fingerprint)
    .where(session.c.token_sha256 == bindparam("token"), session.c.expires_at > bindparam("now"))
    .where(member.c.standing != "revoked")
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
_TAKE = (
    delete(challenge)
    .where(challenge.c.challenge_id == bindparam("id"))
    .returning(challenge.c.purpose, challenge.c.bound_to, challenge.c.challenge, challenge.c.expires_at)
)
_HOW_MANY = select(func.count()).select_from(challenge)
_OLDEST = select(challenge.c.challenge_id).order_by(challenge.c.expires_at).limit(bindparam("some"))
_DROP = delete(challenge).where(challenge.c.challenge_id.in_(_OLDEST))


def member_of(conn: Connection, token_sha256: str, now: Millis) -> AnyRow | None:
    """Fingerprint, role and standing of a live session's member; None also for who was revoked."""
    return conn.execute(_MEMBER, {"token": token_sha256, "now": now}).one_or_none()


def open_session(tx: Tx, new: Session) -> None:
    row = {"token_sha256": new.token_sha256, "fingerprint": new.fingerprint, "expires_at": new.expires_at}
    tx.conn.execute(insert(session), row)


def end_oldest(tx: Tx, fingerprint: str, most: int) -> None:
    """She keeps her newest `most` sessions."""
    tx.conn.execute(_END_OLD, {"who": fingerprint, "most": most})


def end_session(tx: Tx, token_sha256: str) -> None:
    tx.conn.execute(_END, {"token": token_sha256})


def invite(tx: Tx, code_sha256: str, role: str, expires_at: Millis) -> None:
    row = {"code_sha256": code_sha256, "role": role, "expires_at": expires_at}
    tx.conn.execute(insert(invitation), row)


def invited_role(conn: Connection, code_sha256: str, now: Millis) -> str | None:
    """The role that an unused invitation is for."""
    return conn.execute(_INVITATION, {"code": code_sha256, "now": now}).scalar_one_or_none()


def use_invitation(tx: Tx, code_sha256: str, now: Millis) -> bool:
    """Exactly one caller gets True."""
    return tx.conn.execute(_USE_INVITATION, {"code": code_sha256, "now": now}).rowcount == 1


def add_challenge(tx: Tx, new: Challenge, most: int) -> None:
    """At most `most` are open: the oldest give way."""
    surplus = tx.conn.execute(_HOW_MANY).scalar_one() - most + 1
    if surplus > 0:
        tx.conn.execute(_DROP, {"some": surplus})
    row = {"challenge_id": new.challenge_id, "purpose": new.purpose, "bound_to": new.bound_to}
    tx.conn.execute(insert(challenge), {**row, "challenge": new.challenge, "expires_at": new.expires_at})


def take_challenge(tx: Tx, challenge_id: str, purpose: str, bound_to: str, now: Millis) -> str | None:
    """The challenge, which is gone with this: also when it is expired or was made for something else."""
    row = tx.conn.execute(_TAKE, {"id": challenge_id}).one_or_none()
    if row is None or row.expires_at <= now or (row.purpose, row.bound_to) != (purpose, bound_to):
        return None
    return str(row.challenge)
