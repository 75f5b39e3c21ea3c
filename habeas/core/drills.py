"""Drills: cases that somebody practises with, and the drill counsel who answers them. A house of their own.

Nobody who could really help is ever asked for a drill, the drill counsel for nothing else, and no human has
to look after one: what the drill counsel does not take is closed.
"""

from collections.abc import Iterable

from msgspec import structs

from habeas.core.actions import Action, AskDesk, Decision, Expire, LapseOffer, NeedsAccess, WithdrawOffer
from habeas.core.board import Board
from habeas.core.matching import MatchInput, Proposal, match_nearest
from habeas.core.states import Case, Need


def is_drill(case: Case) -> bool:
    return case.need is Need.drill


def split_board(board: Board) -> tuple[Board, Board]:
    """The board without drills, and the drills by themselves."""
    cases = {case_id: case for case_id, case in board.cases.items() if is_drill(case)}
    counsel = {fingerprint: row for fingerprint, row in board.counsel.items() if row.drill}
    if not cases and not counsel:
        return board, Board()
    offers = {
        offer_id: offer
        for offer_id, offer in board.offers.items()
        if (offer.case_id in cases if offer.case_id in board.cases else offer.counsel in counsel)
    }
    drills = Board(cases=cases, offers=offers, counsel=counsel, travel=board.travel)
    return _without(board, drills), drills


def _without(board: Board, drills: Board) -> Board:
    return structs.replace(
        board,
        cases={key: case for key, case in board.cases.items() if key not in drills.cases},
        offers={key: offer for key, offer in board.offers.items() if key not in drills.offers},
        counsel={key: row for key, row in board.counsel.items() if key not in drills.counsel},
    )


def drill_rule(inputs: MatchInput) -> Proposal:
    """Each drill to one drill counsel, in the order they came."""
    searches = {search.case.case_id: search for search in inputs.searches}
    free = dict.fromkeys(inputs.panel.free, len(searches) + 1)
    for match in match_nearest(inputs.searches, inputs.panel, free, most=1):
        searches[match.case_id].matches.append(match)
    return Proposal()


def without_humans(actions: Iterable[Action]) -> list[Action]:
    """A drill that would come to the desk is over instead, and no card is resealed."""
    actions = list(actions)
    over = {action.case_id: action.version for action in actions if isinstance(action, AskDesk)}
    rest = [action for action in actions if not isinstance(action, NeedsAccess) and _stays(action, over)]
    return [*rest, *(Expire(case_id, version) for case_id, version in over.items())]


def _stays(action: Action, over: dict[str, int]) -> bool:
    return action.case_id not in over or isinstance(action, LapseOffer | WithdrawOffer)


def join_decisions(real: Decision, drills: Decision) -> Decision:
    """One decision. Outlook and visitors are those of who really waits."""
    dues = [due for due in (real.wake_at, drills.wake_at) if due is not None]
    return structs.replace(
        real,
        actions=(*real.actions, *without_humans(drills.actions)),
        reasons={**real.reasons, **drills.reasons},
        wake_at=min(dues, default=None),
        looks=real.looks + drills.looks,
    )
