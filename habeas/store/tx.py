"""One writing transaction, as store functions see it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, update

from habeas.store.tables import counter

_BUMP = (
    update(counter)
    .where(counter.c.name == "changed")
    .values(value=counter.c.value + 1)
    .returning(counter.c.value)
)


class Tx:
    """`conn` executes; `changed` is this transaction's number, drawn when it is first needed.

    Every row that live streams follow carries it. The update holds the counter's row until the commit, so
    numbers become visible in order, on any database.
    """

    def __init__(self, conn: Connection) -> None:
        self.conn = conn
        self._changed: int | None = None

    @property
    def changed(self) -> int:
        if self._changed is None:
            self._changed = int(self.conn.execute(_BUMP).scalar_one())
        return self._changed

    def announce(self) -> None:
        """No row carries the number, but other processes must look: they follow it."""
        self._changed = self.changed

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What raises inside is taken back, the number drawn inside as well."""
        before = self._changed
        self.conn.exec_driver_sql("SAVEPOINT job")
        try:
            yield
        except BaseException:
            self.conn.exec_driver_sql("ROLLBACK TO SAVEPOINT job")
            self._changed = before
            raise
        finally:
            self.conn.exec_driver_sql("RELEASE SAVEPOINT job")
