"""All that is SQLite's own: how a database file is opened, and how what was deleted is made to vanish."""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

WAIT_MS = 5_000
# While the log is being emptied nobody can write: readers are waited for only so long.
FLUSH_WAIT_MS = 100

PRAGMAS = (
    "journal_mode=WAL",  # readers never wait for the writer
    "synchronous=FULL",  # a commit is on disk when it returns
    "secure_delete=ON",  # deleted bytes are overwritten, not only unlinked
    "foreign_keys=ON",
    f"busy_timeout={WAIT_MS}",
    "temp_store=MEMORY",
    "wal_autocheckpoint=4000",  # pages: the log is copied home every 16 MB, not in every few commits
    "cache_size=-8000",  # kibibytes
)


def open_engine(url: str, *, write: bool) -> Engine:
    """An engine whose transactions begin as said here: the driver's own guesses would break savepoints."""
    engine = create_engine(url, hide_parameters=True)  # an error that is logged must not carry rows
    begin = "BEGIN IMMEDIATE" if write else "BEGIN"

    @event.listens_for(engine, "connect")
    def _set_up(dbapi_connection: Any, _record: Any) -> None:
        dbapi_connection.isolation_level = None
        for pragma in PRAGMAS:
            dbapi_connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(conn: Connection) -> None:
        conn.exec_driver_sql(begin)

    return engine


def flush_deleted(engine: Engine) -> bool:
    """Empty the write-ahead log, where deleted text would live on. False when a reader stood in the way."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA busy_timeout={FLUSH_WAIT_MS}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (busy, *_) = cursor.fetchone() or (1,)
        cursor.execute(f"PRAGMA busy_timeout={WAIT_MS}")
    finally:
        raw.close()
    return bool(busy == 0)
