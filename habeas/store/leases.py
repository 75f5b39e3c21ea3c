"""Who may run the loops: a lease by its name, taken and kept by compare-and-set.

Time says when another process may take it. The epoch, which grows with each taking, says who may write: a
holder that slept past its time finds another epoch in the row, in the transaction of its own write.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, or_, select, update

from habeas.core.time import Millis
from habeas.store.dialect import insert_new
from habeas.store.tables import lease as table
from habeas.store.tx import Tx

row = table.c
_UNTIL = select(row.until).where(row.name == bindparam("lease"))
_TAKE = (
    update(table)
    .where(row.name == bindparam("lease"))
    .where(or_(row.until <= bindparam("now"), row.until > bindparam("latest")))
    .values(holder=bindparam("new_holder"), epoch=row.epoch + 1, until=bindparam("new_until"))
    .returning(row.epoch)
)
_IS_EPOCH = (row.name == bindparam("lease"), row.epoch == bindparam("lease_epoch"))
_MOVE = update(table).where(*_IS_EPOCH).values(until=bindparam("new_until"))
_CHECK = select(row.epoch).where(*_IS_EPOCH)


class LeaseLost(Exception):
    """Another process has taken the lease; nothing was written."""


@dataclass(frozen=True, slots=True)
class Lease:
    """One holding of a lease, from its taking until another takes it."""

    name: str
    epoch: int


def free_in(conn: Connection, name: str, now: Millis, span: Millis) -> Millis:
    """For how long it is taken; 0 when it is free."""
    until = conn.execute(_UNTIL, {"lease": name}).scalar_one_or_none()
    return 0 if until is None or until > _latest(now, span) else max(0, until - now)


def take(tx: Tx, name: str, holder: str, now: Millis, span: Millis) -> Lease | None:
    """Take it for `span` from `now`; None while another holds it."""
    tx.conn.execute(insert_new(table), {"name": name, "holder": holder, "epoch": 0, "until": 0})
    times = {"now": now, "latest": _latest(now, span), "new_until": now + span}
    epoch = tx.conn.execute(_TAKE, {"lease": name, "new_holder": holder, **times}).scalar_one_or_none()
    return None if epoch is None else Lease(name, epoch)


def keep(tx: Tx, lease: Lease, until: Millis) -> None:
    """Hold it longer. Raises LeaseLost."""
    if not _move(tx, lease, until):
        raise LeaseLost


def release(tx: Tx, lease: Lease) -> None:
    """Anybody may take it from now on; one that was lost stays as it is."""
    _move(tx, lease, 0)


def check(tx: Tx, lease: Lease) -> None:
    """Whoever calls this first in a transaction writes as the holder, or not at all. Raises LeaseLost."""
    if tx.conn.execute(_CHECK, {"lease": lease.name, "lease_epoch": lease.epoch}).first() is None:
        raise LeaseLost


def _move(tx: Tx, lease: Lease, until: Millis) -> bool:
    values = {"lease": lease.name, "lease_epoch": lease.epoch, "new_until": until}
    return tx.conn.execute(_MOVE, values).rowcount == 1


def _latest(now: Millis, span: Millis) -> Millis:
    """No holder holds it for longer than `span`: what ends far later was written before a clock went back."""
    return now + 2 * span
