"""What a rule of matching is given, and what it proposes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from habeas.core.actions import Outlook, Promise, Retract
from habeas.core.board import Board
from habeas.core.config import Config
from habeas.core.matching.case_search import CaseSearch
from habeas.core.matching.panel import CounselSet, Panel
from habeas.core.ranks import is_proven
from habeas.core.states import Case, State
from habeas.core.time import Millis
from habeas.core.whereabouts import case_places

NO_TURNS: Mapping[str, int] = {}


@dataclass(slots=True)
class DecisionCache:
    """What was worked out earlier, each with all that it was worked out from.

    Most rounds move a few cases, and everything else is as it was; most decisions come after a single press,
    and thousands of cases at the desk are as they were. An entry counts while what it came from is the same.
    Much hangs on who serves which area, has room and speaks what: when that changes, what hangs on it is
    dropped. Whoever keeps a cache for the next decision keeps it for the same config and rule.
    """

    panel_key: tuple[object, ...] = ()
    searches: dict[str, CaseSearch] = field(default_factory=dict)
    journeys: dict[str, tuple[list[tuple[Case, str]], Any]] = field(default_factory=dict)
    agendas: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)

    def begin(self, board: Board) -> None:
        """A new decision. Only searches at the desk outlast the last one: no step of a plan ends there."""
        self.searches = {
            case_id: search
            for case_id, search in self.searches.items()
            if search.case.state is State.desk and case_id in board.cases
        }
        for part in (self.journeys, self.agendas, self.weights):
            part.clear()

    def keep_for(self, panel: Panel) -> None:
        """What follows is asked of this panel."""
        panel_key = (panel.roomy, panel.everywhere, panel.by_area, panel.speakers)
        if panel_key != self.panel_key:
            self.panel_key = panel_key
            self.searches.clear()
            self.agendas.clear()


@dataclass(frozen=True, slots=True)
class MatchInput:
    """searches: of the cases that nobody has; assigned_cases: those that somebody has. Both in the order of
    their claim.

    fixed_ids: cases that came back, in this decision, to who had them; they are not moved any more.
    turns: in a flood, the order of those whom nobody has, by case id.
    """

    board: Board
    panel: Panel
    searches: list[CaseSearch]
    assigned_cases: list[Case]
    now: Millis
    config: Config
    fixed_ids: frozenset[str] = frozenset()
    cache: DecisionCache = field(default_factory=DecisionCache)
    turns: Mapping[str, int] = field(default_factory=dict)

    def case_places(self) -> dict[str, str]:
        """By case id, where each is taken to be."""
        return case_places(chain((search.case for search in self.searches), self.assigned_cases))

    def is_flooded(self) -> bool:
        return bool(self.turns)

    def is_unproven(self, case: Case) -> bool:
        """In a flood she comes after those who show something of themselves."""
        return self.is_flooded() and not is_proven(case)

    def weight(self, case: Case) -> float:
        """What reaching her in time is worth; more for who was told that somebody comes, and lost her."""
        lost = case.was_promised and case.counsel is None
        return self._plain_weight(case) * (self.config.lost_counsel_factor if lost else 1.0)

    def is_urgent(self, case: Case) -> bool:
        """Goes before others that have no promise."""
        return self._plain_weight(case) >= self.config.urgent_weight

    def _plain_weight(self, case: Case) -> float:
        """Reckoned once a decision."""
        weights = self.cache.weights
        if case.case_id not in weights:
            weights[case.case_id] = self.config.weights.of(case)
        return weights[case.case_id]


@dataclass(slots=True)
class Proposal:
    """Either moves, or offers when there are none. Offers are noted in the searches of the input.

    moves: cases to give to who is at the place or coming, and promises that will not hold. attendants: by the
    key of a place, who is there or coming and can be given more. look_again: somebody is at a place, or may
    still come. silent_ids: cases of who is overdue for so long that nobody counts on her. looks: how many
    pairs of place and counsel were looked at.
    """

    moves: list[Promise | Retract] = field(default_factory=list)
    outlook: Outlook = field(default_factory=Outlook)
    attendants: Mapping[str, CounselSet] = field(default_factory=dict)
    look_again: bool = False
    silent_ids: frozenset[str] = frozenset()
    looks: int = 0


Rule = Callable[[MatchInput], Proposal]
