"""The drill counsel among the members: one at most, with keys that live as long as the process."""

from msgspec import structs
from sqlalchemy import Connection, bindparam, delete, select, update

from habeas.core.board import Counsel
from habeas.core.time import Millis
from habeas.store import apply, members, sessions
from habeas.store.members import NewMember
from habeas.store.rows import AnyRow
from habeas.store.tables import member
from habeas.store.tx import Tx

_drill, _active = member.c.role == "drill", member.c.standing == "active"
_ON_DUTY = select(member).where(_drill, _active, member.c.duty_until > bindparam("now"))
_ALL = select(member.c.fingerprint, member.c.standing).where(_drill)


def drill_counsel(conn: Connection, now: Millis) -> AnyRow | None:
    """The whole row of who answers drills now."""
    return conn.execute(_ON_DUTY, {"now": now}).one_or_none()


def strike_off(tx: Tx, now: Millis) -> None:
    """Nobody answers drills from now on. Raises LostRace."""
    living = [who for who, standing in tx.conn.execute(_ALL).all() if standing != "revoked"]
    if not living:
        return
    # The row of who is struck off tells whoever has the board in memory; it goes when the next one is.
    tx.conn.execute(delete(member).where(_drill, member.c.fingerprint.not_in(living)))
    for fingerprint in living:
        sessions.end_all(tx, fingerprint)
        apply.relieve(tx, fingerprint, now)
        values = {"standing": "revoked", "changed": tx.number}
        tx.conn.execute(update(member).where(member.c.fingerprint == fingerprint).values(values))


def take_over(tx: Tx, new: NewMember, until: Millis, now: Millis) -> None:
    """`new` answers drills until `until`; whoever did before is struck off. Raises LostRace."""
    strike_off(tx, now)
    members.add(tx, new, now)
    off_duty = Counsel(fingerprint=new.fingerprint)
    members.save(tx, off_duty, structs.replace(off_duty, duty_until=until))
