"""The board of a simulated day in a real database: saved after every step, read back as after a restart."""

import asyncio
from pathlib import Path

from habeas.core.board import Board, Changes, changes
from habeas.core.time import Millis
from habeas.store import apply, members
from habeas.store import board as rows
from habeas.store.engine import Store
from habeas.store.intake import NewCase, open_cases
from habeas.store.migrate import migrate
from habeas.store.tx import Tx
from habeas.work.board_cache import BoardCache

NO_HASH = "x" * 43


class SqliteBoard:
    """One SQLite file. `save` and `load` are what `FaultyWorld` calls `saved` and `restart`."""

    def __init__(self, file: Path) -> None:
        url = f"sqlite:///{file}"
        migrate(url)
        self._store = Store(url)
        self._loop = asyncio.new_event_loop()

    def enrol(self, board: Board) -> None:
        """The counsel of the day as members, once."""
        self._loop.run_until_complete(self._store.write(_enrol, board))

    def save(self, before: Board, after: Board, now: Millis) -> None:
        """New cases as presses come in, all else as decisions and events are written."""
        self._loop.run_until_complete(self._store.write(_save, before, after, now))

    def load(self, board: Board) -> Board:
        """What a clerk who has just begun makes of the rows; capacity and roads are settings."""
        (capacity,) = {counsel.capacity for counsel in board.counsel.values()}
        cache = BoardCache(capacity, board.travel)
        cache.take(self._loop.run_until_complete(self._store.read(rows.board_delta, None)))
        return cache.board()

    def close(self) -> None:
        self._store.close()
        self._loop.close()


def _enrol(tx: Tx, board: Board) -> None:
    for counsel in board.counsel.values():
        languages = tuple(sorted(counsel.languages))
        new = members.NewMember(counsel.fingerprint, "counsel", "active", "{}", "{}", languages, ())
        members.add(tx, new, 0)


def _save(tx: Tx, before: Board, after: Board, now: Millis) -> None:
    whole = changes(before, after)
    presses = [change.case for change in whole.cases if change.from_version == 0]
    if presses:
        open_cases(tx, [NewCase(case, NO_HASH, "", "", ()) for case in presses])
    later = tuple(change for change in whole.cases if change.from_version > 0)
    lost = apply.commit(tx, before, Changes(later, whole.offers, whole.counsel), now)
    if lost:
        raise AssertionError(f"somebody else wrote {lost}")
