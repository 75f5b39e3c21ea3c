"""The raw limit: rows of a press's size into SQLite, in batches, each flushed to disk, and nothing else."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

BATCH = 64
TABLES = (
    "create table case_ (case_id text primary key, row text not null)",
    "create table envelope (case_id text, number integer, sealed text, primary key (case_id, number))",
)
ROW, CARD, FILE, KEYS = "r" * 950, "c" * 6_000, "f" * 2_200, "k" * 2_600


def rows_a_second(folder: Path, presses: int) -> float:
    """How many presses' rows a second, committed 64 together."""
    with closing(sqlite3.connect(folder / "raw.db", isolation_level=None)) as database:
        database.execute("pragma journal_mode=wal")
        database.execute("pragma synchronous=full")
        for table in TABLES:
            database.execute(table)
        began = time.perf_counter()
        for start in range(0, presses, BATCH):
            _insert(database, [f"{number:022}" for number in range(start, start + BATCH)])
        return presses / (time.perf_counter() - began)


def _insert(database: sqlite3.Connection, ids: list[str]) -> None:
    database.execute("begin immediate")
    database.executemany("insert into case_ values (?, ?)", [(one, ROW) for one in ids])
    sealed = [(one, number, text) for one in ids for number, text in enumerate((CARD, FILE, KEYS))]
    database.executemany("insert into envelope values (?, ?, ?)", sealed)
    database.execute("commit")
