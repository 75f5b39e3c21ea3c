"""What one decision gives away and takes back; of a case that goes from hand to hand, only where it ends."""

from collections.abc import Iterable

from habeas.core.actions import Promise, Retract
from habeas.core.board import Board

Move = Promise | Retract


class Moves:
    """Rounds of moves on one board. A case that comes back to who had it stays there: it is fixed.

    So nobody is told that her counsel does not come and then that she does; and who decides again goes the
    same ways to the same end. Example: the case goes from ann to bea, and the next round wants it back with
    ann. It stays with ann, and no action is made of it.
    """

    def __init__(self, board: Board) -> None:
        self._board = board
        # By case and holder: the move that brings it there on the board as it was (None: it began there).
        self._moves: dict[tuple[str, str | None], Move | None] = {}
        self._holder: dict[str, str | None] = {}
        self._holders: dict[str, set[str | None]] = {}
        self._fixed_ids: set[str] = set()
        self._moved_since = False

    def take(self, moves: Iterable[Move]) -> None:
        """One more round."""
        has_news = False
        for move in moves:
            case_id, holder = move.case_id, move.counsel if isinstance(move, Promise) else None
            before = self._holder.setdefault(case_id, self._board.cases[case_id].counsel)
            self._moves.setdefault((case_id, before), None)
            self._moves.setdefault((case_id, holder), move)
            holders = self._holders.setdefault(case_id, {before})
            if holder in holders:
                self._fixed_ids.add(case_id)
            has_news |= holder not in holders
            holders.add(holder)
            self._holder[case_id] = holder
        self._moved_since |= has_news and bool(self._fixed_ids)

    def reopen(self) -> bool:
        """Others have moved since a case was fixed: look at all again. False: nothing has changed."""
        if not self._moved_since:
            return False
        self._moved_since = False
        self._holders.clear()
        self._fixed_ids.clear()
        return True

    @property
    def fixed_ids(self) -> frozenset[str]:
        """Cases that are not moved any more."""
        return frozenset(self._fixed_ids)

    def net(self) -> list[Move]:
        """The moves that count, on the board as it was."""
        ends = (self._moves[case_id, holder] for case_id, holder in self._holder.items())
        return [end for end in ends if end is not None]
