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
    """`conn` executes; `number` is this transaction's number, drawn when it is first needed.

    Every row that live streams follow carries it. The update holds the counter's row until the commit, so
    numbers become visible in order, on any database.
    """

    def __init__(self, conn: Connection) -> None:
        self.conn = conn
        self._number: int | None = None

    @property
    def number(self) -> int:
        if self._number is None:
            self._number = int(self.conn.execute(_BUMP).scalar_one())
        return self._number

    def announce(self) -> None:
        """No row carries the number, but other processes must look: they follow it."""
        self._number = self.number

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What raises inside is taken back, the number drawn inside as well."""
        before = self._number
        self.conn.exec_driver_sql("SAVEPOINT job")
        try:
            yield
        except BaseException:
            self.conn.exec_driver_sql("ROLLBACK TO SAVEPOINT job")
            self._number = before
            raise
        finally:
            self.conn.exec_driver_sql("RELEASE SAVEPOINT job")
