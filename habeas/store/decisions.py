"""What the clerk decided, written piece by piece: each piece whole or not at all, case by case."""

from collections.abc import Mapping
from dataclasses import dataclass

from habeas.core.actions import Outlook, Why
from habeas.core.board import Board, Changes
from habeas.core.time import Millis
from habeas.core.visitors import Visitors
from habeas.store import apply, members, outlooks, visitors
from habeas.store.tx import Tx


@dataclass(frozen=True, slots=True)
class Piece:
    """`explain`: why each new offer is made, by offer id.

    With the last piece also what is told of the whole, if it differs: how all looks, who visits which place,
    and `ringing`: whose offer is of a place where more or fewer wait than her screen says.
    """

    changes: Changes
    explain: Mapping[str, Why]
    outlook: Outlook | None = None
    visitors: Visitors | None = None
    ringing: frozenset[str] = frozenset()


def write(tx: Tx, before: Board, piece: Piece, now: Millis) -> list[str]:
    """The cases that somebody else changed first: nothing of these is written."""
    lost = apply.commit(tx, before, piece.changes, now, piece.explain)
    if piece.outlook is not None:
        outlooks.write(tx, piece.outlook, now)
    if piece.visitors is not None:
        visitors.write(tx, piece.visitors)
    members.touch(tx, piece.ringing)
    return lost
