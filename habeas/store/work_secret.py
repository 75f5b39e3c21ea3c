"""The secret that nonces for work follow from: drawn once, and the same for all processes on one database."""

from collections.abc import Callable

from sqlalchemy import Connection, select

from habeas.store.dialect import insert_new
from habeas.store.tables import counter
from habeas.store.tx import Tx

NAME = "work_secret"
# A number that a database keeps as it is: 63 bits.
BYTES = 8
_SECRET = select(counter.c.value).where(counter.c.name == NAME)


def secret(conn: Connection) -> int | None:
    value: int | None = conn.execute(_SECRET).scalar_one_or_none()
    return value


def draw(tx: Tx, random: Callable[[int], bytes]) -> int:
    """The one that is there, or a new one."""
    value = int.from_bytes(random(BYTES)) >> 1
    tx.conn.execute(insert_new(counter), {"name": NAME, "value": value})
    return int(tx.conn.execute(_SECRET).scalar_one())
