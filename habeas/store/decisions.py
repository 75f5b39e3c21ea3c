"""What the clerk decided, written piece by piece: each piece whole or not at all, case by case."""

from dataclasses import dataclass

from habeas.core.actions import Action, Outlook
from habeas.core.board import Board, Changes
from habeas.core.story import Source, decision_lines
from habeas.core.time import Millis
from habeas.core.visitors import Visitors
from habeas.store import apply, members, outlooks, story, visitors
from habeas.store.tx import Tx


@dataclass(frozen=True, slots=True)
class Piece:
    """`actions`: what the decision does to these cases.

    With the last piece also what is told of the whole, if it differs: how all looks, who visits which place,
    and `ringing`: whose offer is of a place where more or fewer wait than her screen says.
    """

    changes: Changes
    actions: tuple[Action, ...] = ()
    outlook: Outlook | None = None
    visitors: Visitors | None = None
    ringing: frozenset[str] = frozenset()


def write(tx: Tx, before: Board, piece: Piece, source: Source, now: Millis) -> list[str]:
    """The cases that somebody else changed first: nothing of these is written."""
    lost = apply.commit(tx, before, piece.changes, now, source)
    done = [action for action in piece.actions if action.case_id not in lost]
    story.write(tx, decision_lines(source, done), now)
    if piece.outlook is not None:
        outlooks.write(tx, piece.outlook, now)
    if piece.visitors is not None:
        visitors.write(tx, piece.visitors)
    members.touch(tx, piece.ringing)
    return lost
