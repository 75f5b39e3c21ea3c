"""Matching: who is sent where. A room behind one door, which is `Rule`.

For who decides: `run_rounds` asks a rule what is to be done with the cases of a board, `outcomes_of` says
what follows for each of them, `offers_at` which offers are still out. `house_rule` is the rule of the house.
Who decides again and again keeps a `DecisionCache`.

For who writes a rule: a rule is given a `MatchInput` and returns a `Proposal`. It notes a `Match` in the
`CaseSearch` of a case, and each match becomes an offer. `places_of`, `match_nearest`, `why_nearest` and
`best_pairs` are tools for it.
"""

from habeas.core.matching.assign import best_pairs
from habeas.core.matching.case_search import CaseSearch, Match
from habeas.core.matching.house import house_rule
from habeas.core.matching.live_offers import offers_at
from habeas.core.matching.nearest import match_nearest, why_nearest
from habeas.core.matching.outcomes import outcomes_of
from habeas.core.matching.places import Place, places_of
from habeas.core.matching.promises import NOW_MINUTES
from habeas.core.matching.rounds import run_rounds
from habeas.core.matching.rule import NO_TURNS, DecisionCache, MatchInput, Proposal, Rule

__all__ = [
    "NOW_MINUTES",
    "NO_TURNS",
    "CaseSearch",
    "DecisionCache",
    "Match",
    "MatchInput",
    "Place",
    "Proposal",
    "Rule",
    "best_pairs",
    "house_rule",
    "match_nearest",
    "offers_at",
    "outcomes_of",
    "places_of",
    "run_rounds",
    "why_nearest",
]
