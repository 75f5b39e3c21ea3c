"""What a rule of matching is given, and what it proposes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from habeas.core.actions import Outlook, Promise, Retract
from habeas.core.board import Board
from habeas.core.config import Config
from habeas.core.matching.case_search import CaseSearch
from habeas.core.matching.panel import Names, Panel
from habeas.core.states import Case
from habeas.core.time import Millis


@dataclass(slots=True)
class DecisionCache:
    """What was worked out earlier in the same decision, with all it was worked out from.

    Most rounds move a few cases: everything else is as it was. An entry counts while what it came from is
    the same; `roomy`, on which much hangs, makes that void when it changes.
    """

    roomy: Names = frozenset()
    searches: dict[str, CaseSearch] = field(default_factory=dict)
    journeys: dict[str, tuple[list[Case], Any]] = field(default_factory=dict)
    agendas: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)

    def hold_for(self, roomy: Names) -> None:
        if roomy != self.roomy:
            self.roomy = roomy
            self.searches.clear()
            self.agendas.clear()


@dataclass(frozen=True, slots=True)
class MatchInput:
    """turns: the cases that nobody has, in the order of their claim; assigned: those that somebody has.

    over: cases that came back, in this decision, to where they were; they are not moved any more.
    """

    board: Board
    panel: Panel
    searches: list[CaseSearch]
    assigned: list[Case]
    now: Millis
    config: Config
    over: frozenset[str] = frozenset()
    known: DecisionCache = field(default_factory=DecisionCache)

    def weight(self, case: Case) -> float:
        """What reaching her in time is worth; more for who was told that somebody comes, and lost her."""
        lost = case.was_promised and case.counsel is None
        return self._plain_weight(case) * (self.config.lost_counsel_factor if lost else 1.0)

    def is_pressing(self, case: Case) -> bool:
        """Goes before others that have no promise."""
        return self._plain_weight(case) >= self.config.urgent_weight

    def _plain_weight(self, case: Case) -> float:
        """Reckoned once a decision."""
        weights = self.known.weights
        if case.case_id not in weights:
            weights[case.case_id] = self.config.weights.of(case)
        return weights[case.case_id]


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


Rule = Callable[[MatchInput], Proposal]
