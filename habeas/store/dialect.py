"""The few statements that the databases spell differently."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Table, insert
from sqlalchemy.dialects import sqlite

# How many rows one statement carries at most: SQLite takes 32,766 parameters, a case has some twenty.
ROWS_AT_ONCE = 1_000


def insert_new(table: Table) -> Insert:
    """Insert, leaving alone what is there already."""
    return sqlite.insert(table).on_conflict_do_nothing()


def insert_many(
    conn: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert at most ROWS_AT_ONCE rows by one statement; `columns` stand in the table's order.

    The database is called once for all rows: presses that come by the thousand share one interpreter with
    everything else, and each call lets go of it and has to wait for it again. Columns without any value are
    left out: most of a new case.
    """
    present = [
        (name, values)
        for name, values in zip(columns, zip(*rows, strict=True), strict=True)
        if values.count(None) < len(rows)
    ]
    statement = _spelt(conn.dialect, table, tuple(name for name, _ in present), len(rows))
    values = chain.from_iterable(zip(*(values for _, values in present), strict=True))
    conn.exec_driver_sql(statement, tuple(values))


@lru_cache(maxsize=64)
def _spelt(dialect: Dialect, table: Table, columns: tuple[str, ...], number: int) -> str:
    compiled = insert(table).compile(dialect=dialect, column_keys=list(columns))
    if tuple(compiled.positiontup or ()) != columns:
        raise ValueError("name the columns in the order of the table")
    group = f"({', '.join('?' * len(columns))})"
    return str(compiled).replace(group, ", ".join([group] * number))
