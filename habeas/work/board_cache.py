"""The board as the clerk has it before it: read whole once, then kept up with what changed."""

from collections import Counter
from typing import TypeVar

from msgspec import structs

from habeas.commands.settings import Settings
from habeas.core.board import LIVE, Board, Counsel, Offer
from habeas.core.states import ASSIGNED, OPEN, Case
from habeas.store.board import BoardDelta

V = TypeVar("V")
_NOBODY = Counsel(fingerprint="")


class BoardCache:
    """`since` is the number of the last transaction that it knows; None before the first reading."""

    def __init__(self, settings: Settings) -> None:
        self.since: int | None = None
        self._capacity = settings.capacity
        self._travel = settings.ways
        self._cases: dict[str, Case] = {}
        self._offers: dict[str, Offer] = {}
        self._counsel: dict[str, Counsel] = {}

    def take(self, board_delta: BoardDelta) -> bool:
        """What has ended leaves the board. False when all of it was known: the clerk's own writing."""
        self.since = board_delta.changed
        told = [
            *[_keep(self._cases, one.case_id, one, one.state in OPEN) for one in board_delta.cases],
            *[_keep(self._offers, one.offer_id, one, one.state in LIVE) for one in board_delta.offers],
            *[_keep(self._counsel, one.fingerprint, one, True) for one in board_delta.counsel],
            *[self._counsel.pop(gone, None) is not None for gone in board_delta.gone],
        ]
        return any(told)

    def adopt(self, after: Board) -> None:
        """What was decided has been written as it was decided."""
        self._cases = {one.case_id: one for one in after.cases.values() if one.state in OPEN}
        self._offers = {one.offer_id: one for one in after.offers.values() if one.state in LIVE}
        self._counsel = {who: _bare(one) for who, one in after.counsel.items()}

    def board(self) -> Board:
        """A snapshot; loads are counted from the cases."""
        loads = Counter(case.counsel for case in self._cases.values() if case.state in ASSIGNED)
        return Board(
            cases=dict(self._cases),
            offers=dict(self._offers),
            counsel={
                who: structs.replace(one, load=loads[who], capacity=self._capacity)
                for who, one in self._counsel.items()
            },
            travel=self._travel,
        )


def _bare(one: Counsel) -> Counsel:
    """As she is stored: without load and capacity."""
    return structs.replace(one, load=_NOBODY.load, capacity=_NOBODY.capacity)


def _keep(kept: dict[str, V], key: str, row: V, is_open: bool) -> bool:
    """Whether that was news."""
    if not is_open:
        return kept.pop(key, None) is not None
    before, kept[key] = kept.get(key), row
    return before != row
