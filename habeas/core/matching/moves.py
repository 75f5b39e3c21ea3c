"""What one decision gives away and takes back; of a case that goes from hand to hand, only where it ends."""

from collections.abc import Iterable

from habeas.core.actions import Promise, Retract
from habeas.core.board import Board

Move = Promise | Retract


class Moves:
    """Rounds of moves on one board. A case that comes back to where it was stays there and is `over`.

    So nobody is told that she does not come and then that she does, and who decides again goes the same ways
    to the same end.
    """

    def __init__(self, board: Board) -> None:
        self._board = board
        self._known: dict[tuple[str, str | None], Move | None] = {}
        self._at: dict[str, str | None] = {}
        self._moved_since = False
        self._ways: dict[str, set[str | None]] = {}
        self._over: set[str] = set()

    def take(self, moves: Iterable[Move]) -> None:
        """One more round."""
        others = False
        for move in moves:
            name, to = move.case_id, move.counsel if isinstance(move, Promise) else None
            here = self._at.setdefault(name, self._board.cases[name].counsel)
            self._known.setdefault((name, here), None)
            self._known.setdefault((name, to), move)
            way = self._ways.setdefault(name, {here})
            if to in way:
                self._over.add(name)
            others |= to not in way
            way.add(to)
            self._at[name] = to
        self._moved_since |= others and bool(self._over)

    def anew(self) -> bool:
        """Others have moved since a case was let be: look at all again. False: nothing has changed."""
        if not self._moved_since:
            return False
        self._moved_since = False
        self._ways.clear()
        self._over.clear()
        return True

    @property
    def over(self) -> frozenset[str]:
        """Cases that are not moved any more."""
        return frozenset(self._over)

    def net(self) -> list[Move]:
        """The moves that count, on the board as it was."""
        ends = (self._known[name, at] for name, at in self._at.items())
        return [end for end in ends if end is not None]
