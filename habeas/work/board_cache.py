"""The board as the clerk has it before it: read whole once, then kept up with what changed."""

from collections import Counter
from typing import TypeVar

from msgspec import structs

from habeas.core.board import LIVE, Board, Counsel, Offer, without_ended
from habeas.core.ranks import Like, sink_like
from habeas.core.states import ASSIGNED, OPEN, Case, State
from habeas.core.story import Causes
from habeas.core.travel import Travel
from habeas.store.board import BoardDelta

Row = TypeVar("Row")
_BLANK = Counsel(fingerprint="")


class BoardCache:
    """From rows to the board that is decided on, and back. Rows of counsel have neither load nor capacity:
    the load is counted from the cases, the capacity is a setting.

    since: the number of the last transaction that it knows; None before the first reading. causes: what was
    new in the last delta. lot: a number that strangers do not know.
    """

    def __init__(self, capacity: int, travel: Travel, lot: int = 0) -> None:
        self.since: int | None = None
        self.causes = Causes()
        self._capacity = capacity
        self._travel = travel
        self._cases: dict[str, Case] = {}
        self._offers: dict[str, Offer] = {}
        self._counsel: dict[str, Counsel] = {}
        self._unreal: frozenset[Like] = frozenset()
        self._lot = lot

    def take(self, delta: BoardDelta) -> bool:
        """What has ended leaves the board. False when nothing was new: it was the clerk's own writing."""
        is_first, self.since = self.since is None, delta.changed
        self._unreal |= delta.unreal
        for case in delta.cases:
            if case.state is State.closed and (before := self._cases.get(case.case_id)):
                self._unreal = sink_like(self._unreal, before, case, case.closed_at or 0)
        cases = [case for case in delta.cases if _put(self._cases, case.case_id, case, case.state in OPEN)]
        counsel = [row for row in delta.counsel if _put(self._counsel, row.fingerprint, row, True)]
        offers = [_put(self._offers, offer.offer_id, offer, offer.state in LIVE) for offer in delta.offers]
        departures = [self._counsel.pop(member, None) is not None for member in delta.gone]
        # A first reading cannot tell what is new, but for presses that nothing has happened to yet.
        fresh = tuple(case for case in cases if case.version == 1)
        self.causes = Causes(fresh) if is_first else Causes(tuple(cases), tuple(counsel))
        return bool(cases or counsel) or any(offers) or any(departures)

    def adopt(self, after: Board) -> None:
        """What was decided has been written as it was decided."""
        board = without_ended(after)
        self._cases, self._offers = dict(board.cases), dict(board.offers)
        self._counsel = {fingerprint: _as_stored(row) for fingerprint, row in board.counsel.items()}

    def board(self) -> Board:
        """A snapshot."""
        loads = Counter(case.counsel for case in self._cases.values() if case.state in ASSIGNED)
        counsel = {
            fingerprint: structs.replace(row, load=loads[fingerprint], capacity=self._capacity)
            for fingerprint, row in self._counsel.items()
        }
        return Board(
            cases=dict(self._cases),
            offers=dict(self._offers),
            counsel=counsel,
            travel=self._travel,
            unreal=self._unreal,
            lot=self._lot,
        )


def _as_stored(row: Counsel) -> Counsel:
    """Without load and capacity."""
    return structs.replace(row, load=_BLANK.load, capacity=_BLANK.capacity)


def _put(rows: dict[str, Row], key: str, row: Row, is_open: bool) -> bool:
    """Whether that was news."""
    if not is_open:
        return rows.pop(key, None) is not None
    before, rows[key] = rows.get(key), row
    return before != row
