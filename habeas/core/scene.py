"""What a rule of matching is given, and what it proposes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from habeas.core.actions import Outlook, Promise, Retract
from habeas.core.board import Board
from habeas.core.case import Case
from habeas.core.config import Config
from habeas.core.panel import Names, Panel
from habeas.core.time import Millis
from habeas.core.turn import Turn


@dataclass(frozen=True, slots=True)
class Scene:
    """turns: the cases that nobody has, in the order of their claim; assigned: those that somebody has.

    over: cases that came back, in this decision, to where they were; they are not moved any more.
    """

    board: Board
    panel: Panel
    turns: list[Turn]
    assigned: list[Case]
    now: Millis
    config: Config
    over: frozenset[str] = frozenset()
    _weights: dict[str, float] = field(default_factory=dict)

    def weight(self, case: Case) -> float:
        """What reaching her in time is worth; more for who was told that somebody comes, and lost her."""
        lost = case.was_told and case.counsel is None
        return self._plain_weight(case) * (self.config.lost_again if lost else 1.0)

    def is_pressing(self, case: Case) -> bool:
        """Goes before others that have no promise."""
        return self._plain_weight(case) >= self.config.urgent_weight

    def _plain_weight(self, case: Case) -> float:
        """Reckoned once a decision."""
        known = self._weights.get(case.case_id)
        if known is None:
            known = self._weights[case.case_id] = self.config.weights.of(case)
        return known


@dataclass(slots=True)
class Proposal:
    """Either moves, or, when there are none, offers: those are noted in the turns.

    moves: cases to give to who is at the place or coming, promises that will not hold. comes: who is at each
    place (by key) or coming, and can be given more. expected: somebody is at a place, or may still come.
    silent: cases of who is overdue for so long that nobody counts on her. weighed: pairs of place and counsel
    looked at.
    """

    moves: list[Promise | Retract] = field(default_factory=list)
    outlook: Outlook = field(default_factory=Outlook)
    comes: Mapping[str, Names] = field(default_factory=dict)
    expected: bool = False
    silent: frozenset[str] = frozenset()
    weighed: int = 0


Rule = Callable[[Scene], Proposal]
