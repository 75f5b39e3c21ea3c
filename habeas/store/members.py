"""Members: their keys, their standing, their duty. Never a name."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, insert, select, update

from habeas.core.board import Counsel
from habeas.core.time import Millis
from habeas.store.rows import AnyRow
from habeas.store.tables import member, passkey
from habeas.store.text import to_json
from habeas.store.tx import Tx


@dataclass(frozen=True, slots=True)
class NewMember:
    """Keys as JSON text of their two coordinates."""

    fingerprint: str
    role: str
    standing: str
    seal_key: str
    sign_key: str
    languages: tuple[str, ...]
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passkey:
    """As WebAuthn gave it, base64url; `sign_count` goes up with each use, if the device counts."""

    credential_id: str
    fingerprint: str
    public_key: str
    sign_count: int


_active = member.c.standing == "active"
_BY_FINGERPRINT = select(member).where(member.c.fingerprint == bindparam("who"))
_PENDING_MEMBERS = select(member).where(member.c.standing == "pending").order_by("enrolled_at", "fingerprint")
_BY_DUTY = select(
    member.c.fingerprint, member.c.areas, (member.c.duty_until > bindparam("now")).label("on_duty")
).where(member.c.role == "counsel", _active)
_LAST_CHANGE = select(func.max(member.c.changed))
_COUNSEL = (member.c.role.in_(("counsel", "drill")), _active, member.c.fingerprint == bindparam("who"))
# Each as it was read, or somebody has set it meanwhile.
_SET_DUTY = (
    update(member)
    .where(
        *_COUNSEL,
        member.c.duty_until.is_not_distinct_from(bindparam("from_until")),
        member.c.duty_committed == bindparam("from_committed"),
    )
    .values(duty_until=bindparam("until"), duty_committed=bindparam("committed"), changed=bindparam("number"))
)
_SET_AREA = (
    update(member)
    .where(*_COUNSEL, member.c.duty_area.is_not_distinct_from(bindparam("from_area")))
    .values(duty_area=bindparam("area"), changed=bindparam("number"))
)
_TOUCH = (
    update(member)
    .where(member.c.fingerprint.in_(bindparam("who", expanding=True)))
    .values(changed=bindparam("number"))
)
_PASSKEY = select(passkey).where(passkey.c.credential_id == bindparam("credential"))
_USE_PASSKEY = (
    update(passkey)
    .where(passkey.c.credential_id == bindparam("credential"), passkey.c.sign_count == bindparam("before"))
    .values(sign_count=bindparam("now"))
)


def by_fingerprint(conn: Connection, fingerprint: str) -> AnyRow | None:
    """The whole row."""
    return conn.execute(_BY_FINGERPRINT, {"who": fingerprint}).one_or_none()


def pending_members(conn: Connection, limit: int) -> list[AnyRow]:
    """Enrolled and in no roster yet, oldest first."""
    return list(conn.execute(_PENDING_MEMBERS.limit(limit)))


def by_duty(conn: Connection, now: Millis) -> list[AnyRow]:
    """Active counsel: fingerprint, as JSON the areas that she serves (none: all), whether she is on duty."""
    return list(conn.execute(_BY_DUTY, {"now": now}))


def last_change(conn: Connection) -> int | None:
    """The transaction that last changed any member."""
    changed: int | None = conn.execute(_LAST_CHANGE).scalar_one()
    return changed


def add(tx: Tx, new: NewMember, now: Millis) -> bool:
    """False when these keys are enrolled already."""
    if by_fingerprint(tx.conn, new.fingerprint) is not None:
        return False
    row: dict[str, object] = {
        "fingerprint": new.fingerprint,
        "role": new.role,
        "standing": new.standing,
        "seal_key": new.seal_key,
        "sign_key": new.sign_key,
        "languages": to_json(new.languages),
        "areas": to_json(new.areas),
        "enrolled_at": now,
        "changed": tx.number,
    }
    tx.conn.execute(insert(member), row)
    return True


def save(tx: Tx, before: Counsel, after: Counsel) -> bool:
    """Compare and set: her duty and where she is, each only if it has changed.

    False when she is no active counsel, or somebody else has set one of them meanwhile; that one stands.
    """
    key = {"who": after.fingerprint, "number": tx.number}
    done = True
    if (before.duty_until, before.committed) != (after.duty_until, after.committed):
        old = {"from_until": before.duty_until, "from_committed": before.committed}
        new = {"until": after.duty_until, "committed": after.committed}
        done = tx.conn.execute(_SET_DUTY, key | old | new).rowcount == 1
    if before.area != after.area:
        areas = {"from_area": before.area, "area": after.area}
        done = tx.conn.execute(_SET_AREA, key | areas).rowcount == 1 and done
    return done


def touch(tx: Tx, fingerprints: Iterable[str]) -> None:
    """What the screens of these members show has changed: their offers or cases."""
    if who := list(fingerprints):
        tx.conn.execute(_TOUCH, {"who": who, "number": tx.number})


def passkey_of(conn: Connection, credential_id: str) -> Passkey | None:
    row = conn.execute(_PASSKEY, {"credential": credential_id}).one_or_none()
    return None if row is None else Passkey(*row)


def add_passkey(tx: Tx, new: Passkey) -> bool:
    """False when this passkey is enrolled already."""
    if passkey_of(tx.conn, new.credential_id) is not None:
        return False
    keys = {"credential_id": new.credential_id, "fingerprint": new.fingerprint}
    tx.conn.execute(insert(passkey), {**keys, "public_key": new.public_key, "sign_count": new.sign_count})
    return True


def use_passkey(tx: Tx, used: Passkey, sign_count: int) -> bool:
    """Store the new count. False when the passkey was used meanwhile: somebody has a copy of it."""
    values = {"credential": used.credential_id, "before": used.sign_count, "now": sign_count}
    return tx.conn.execute(_USE_PASSKEY, values).rowcount == 1
