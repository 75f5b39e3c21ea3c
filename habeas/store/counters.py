"""Numbers that are counted on as things happen, because counting rows would take too long."""

from sqlalchemy import Connection, bindparam, insert, select, update

from habeas.store.tables import counter
from habeas.store.tx import Tx

_VALUE = select(counter.c.value).where(counter.c.name == bindparam("which"))
_ADD = (
    update(counter)
    .where(counter.c.name == bindparam("which"))
    .values(value=counter.c.value + bindparam("more"))
)


def value(conn: Connection, name: str) -> int:
    return int(conn.execute(_VALUE, {"which": name}).scalar_one_or_none() or 0)


def add(tx: Tx, name: str, more: int) -> None:
    """`more` may be below zero."""
    if tx.conn.execute(_ADD, {"which": name, "more": more}).rowcount == 0:
        tx.conn.execute(insert(counter), {"name": name, "value": more})
