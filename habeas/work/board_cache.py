"""The board as the clerk has it before it: read whole once, then kept up with what changed."""

from collections import Counter
from typing import TypeVar

from msgspec import structs

from habeas.commands.settings import Settings
from habeas.core.board import LIVE, Board, Counsel, Offer
from habeas.core.states import ASSIGNED, OPEN, Case
from habeas.core.story import Causes
from habeas.store.board import BoardDelta

V = TypeVar("V")
_DEFAULTS = Counsel(fingerprint="")


class BoardCache:
    """`since` is the number of the last transaction that it knows; None before the first reading.

    `causes`: what was new in the last delta.
    """

    def __init__(self, settings: Settings) -> None:
        self.since: int | None = None
        self.causes = Causes()
        self._capacity = settings.capacity
        self._travel = settings.ways
        self._cases: dict[str, Case] = {}
        self._offers: dict[str, Offer] = {}
        self._counsel: dict[str, Counsel] = {}

    def take(self, board_delta: BoardDelta) -> bool:
        """What has ended leaves the board. False when all of it was known: the clerk's own writing."""
        is_first, self.since = self.since is None, board_delta.changed
        cases = [one for one in board_delta.cases if _keep(self._cases, one.case_id, one, one.state in OPEN)]
        counsel = [one for one in board_delta.counsel if _keep(self._counsel, one.fingerprint, one, True)]
        offers = [_keep(self._offers, one.offer_id, one, one.state in LIVE) for one in board_delta.offers]
        gone = [self._counsel.pop(one, None) is not None for one in board_delta.gone]
        # Of a whole board nobody knows what of it was new, but for presses that nothing has happened to yet.
        fresh = tuple(case for case in cases if case.version == 1)
        self.causes = Causes(fresh) if is_first else Causes(tuple(cases), tuple(counsel))
        return bool(cases or counsel) or any(offers) or any(gone)

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
    return structs.replace(one, load=_DEFAULTS.load, capacity=_DEFAULTS.capacity)


def _keep(kept: dict[str, V], key: str, row: V, is_open: bool) -> bool:
    """Whether that was news."""
    if not is_open:
        return kept.pop(key, None) is not None
    before, kept[key] = kept.get(key), row
    return before != row
