"""One key of the service's own, made when it is first needed."""

from sqlalchemy import Connection, select

from habeas.store.dialect import insert_new
from habeas.store.tables import service_key
from habeas.store.tx import Tx

_KEY = select(service_key.c.key)


def stored_key(conn: Connection) -> str | None:
    return conn.execute(_KEY).scalar_one_or_none()


def make_key(tx: Tx, key: str) -> str:
    """This one, or the one that was made before."""
    tx.conn.execute(insert_new(service_key), {"name": "key", "key": key})
    return str(tx.conn.execute(_KEY).scalar_one())
