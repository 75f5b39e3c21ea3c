"""The board of a simulated day in a real database: saved after every step, read back as after a restart."""

import asyncio
from collections import Counter
from pathlib import Path

from msgspec import structs

from habeas.core.board import Board, Changes, changes
from habeas.core.states import ASSIGNED
from habeas.core.time import Millis
from habeas.store import apply, members
from habeas.store import board as rows
from habeas.store.engine import Store
from habeas.store.intake import NewCase, open_cases
from habeas.store.migrate import migrate
from habeas.store.tx import Tx

UNUSED = "x" * 43


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
        """New cases as presses come in, all else as decisions and happenings are written."""
        self._loop.run_until_complete(self._store.write(_save, before, after, now))

    def load(self, board: Board) -> Board:
        """What stands in the database; capacity and roads are settings and not rows."""
        board_delta = self._loop.run_until_complete(self._store.read(rows.board_delta, None))
        loads = Counter(case.counsel for case in board_delta.cases if case.state in ASSIGNED)
        return structs.replace(
            board,
            cases={one.case_id: one for one in board_delta.cases},
            offers={one.offer_id: one for one in board_delta.offers},
            counsel={
                one.fingerprint: structs.replace(
                    one, load=loads[one.fingerprint], capacity=board.counsel[one.fingerprint].capacity
                )
                for one in board_delta.counsel
            },
        )

    def close(self) -> None:
        self._store.close()
        self._loop.close()


def _enrol(tx: Tx, board: Board) -> None:
    for one in board.counsel.values():
        languages = tuple(sorted(one.languages))
        members.add(tx, members.NewMember(one.fingerprint, "counsel", "active", "{}", "{}", languages, ()), 0)


def _save(tx: Tx, before: Board, after: Board, now: Millis) -> None:
    whole = changes(before, after)
    new = [one.case for one in whole.cases if one.from_version == 0]
    if new:
        open_cases(tx, [NewCase(case, UNUSED, "", "") for case in new])
    later = tuple(one for one in whole.cases if one.from_version > 0)
    lost = apply.commit(tx, before, Changes(later, whole.offers, whole.counsel), now)
    if lost:
        raise AssertionError(f"somebody else wrote {lost}")
