"""The rounds of one decision: the rule moves cases until nothing moves any more, and then makes offers."""

from collections.abc import Mapping
from typing import NamedTuple

from habeas.core.apply_actions import foreseen
from habeas.core.board import Board, Offer
from habeas.core.claims import claim, open_cases
from habeas.core.config import Config
from habeas.core.matching.case_search import CaseSearch, search_of
from habeas.core.matching.live_offers import offers_at
from habeas.core.matching.moves import Move, Moves
from habeas.core.matching.panel import Panel, panel_of
from habeas.core.matching.rule import NO_TURNS, DecisionCache, MatchInput, Proposal, Rule
from habeas.core.states import Case
from habeas.core.time import Millis

# A case that is given away or taken back changes who can be given what; a few rounds do, seldom more.
MOST_ROUNDS = 12


class Matching(NamedTuple):
    """moves: who is given away or taken back. inputs, proposal: of the last round, whose offers are noted in
    the searches.
    """

    moves: list[Move]
    inputs: MatchInput
    proposal: Proposal


def run_rounds(
    board: Board,
    now: Millis,
    config: Config,
    rule: Rule,
    cache: DecisionCache | None = None,
    *,
    turns: Mapping[str, int] = NO_TURNS,
) -> Matching:
    """What the rule says of a board on which nothing is over. `turns`: in a flood, the order of its cases."""
    moves, cache = Moves(board), DecisionCache() if cache is None else cache
    cache.begin(board)
    inputs = _inputs(board, now, config, cache, turns=turns)
    proposal = rule(inputs)
    for _ in range(MOST_ROUNDS):
        if proposal.moves:
            moves.take(proposal.moves)
        elif not moves.reopen():
            break
        inputs = _inputs(
            foreseen(board, moves.net(), now), now, config, cache, turns=turns, fixed_ids=moves.fixed_ids
        )
        proposal = rule(inputs)
    return Matching(moves.net(), inputs, proposal)


def _inputs(
    board: Board,
    now: Millis,
    config: Config,
    cache: DecisionCache,
    *,
    turns: Mapping[str, int],
    fixed_ids: frozenset[str] = frozenset(),
) -> MatchInput:
    cases = open_cases(board, now - config.silent_ms)
    live = offers_at(board, {case.case_id: case for case in cases.unassigned}, now)
    panel = panel_of(board, live.offers, now, config.offers_each)
    cache.keep_for(panel)
    searches = [
        _search(case, live.by_case.get(case.case_id, []), panel, now, cache.searches)
        for case in _in_turn(cases.unassigned, turns)
    ]
    assigned = sorted(cases.assigned, key=claim)
    return MatchInput(board, panel, searches, assigned, now, config, fixed_ids, cache, turns)


def _in_turn(cases: list[Case], turns: Mapping[str, int]) -> list[Case]:
    """In the order of their claim; in a flood in that of the line. Who lost her counsel just now is first."""
    ordered = sorted(cases, key=claim)
    return sorted(ordered, key=lambda case: turns.get(case.case_id, -1)) if turns else ordered


def _search(
    case: Case, live_offers: list[Offer], panel: Panel, now: Millis, searches: dict[str, CaseSearch]
) -> CaseSearch:
    """That of an earlier round, unless something has changed or offers were noted in it."""
    search = searches.get(case.case_id)
    if search is None or search.case is not case or search.matches or search.live_offers != live_offers:
        search = searches[case.case_id] = search_of(case, live_offers, panel, now)
    return search
