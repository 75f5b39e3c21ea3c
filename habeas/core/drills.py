"""Drills: cases that somebody practises with, and the drill counsel who answers them. A house of their own.

Nobody who could really help is ever asked for a drill, the drill counsel for nothing else, and no human has
to look after one: what the drill counsel does not take is closed.
"""

from collections.abc import Iterable

from msgspec import structs

from habeas.core.actions import Action, AskDesk, Decision, Expire, LapseOffer, NeedsAccess, WithdrawOffer
from habeas.core.board import Board
from habeas.core.matching import nearest
from habeas.core.matching.rule import MatchInput, Proposal
from habeas.core.states import Case, Need


def is_drill(case: Case) -> bool:
    return case.need is Need.drill


def apart(board: Board) -> tuple[Board, Board]:
    """The board without drills, and the drills by themselves."""
    cases = {case_id: case for case_id, case in board.cases.items() if is_drill(case)}
    counsel = {who: one for who, one in board.counsel.items() if one.drill}
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
    return Board(
        cases={case_id: case for case_id, case in board.cases.items() if case_id not in drills.cases},
        offers={offer_id: one for offer_id, one in board.offers.items() if offer_id not in drills.offers},
        counsel={who: one for who, one in board.counsel.items() if who not in drills.counsel},
        travel=board.travel,
    )


def in_turn(inputs: MatchInput) -> Proposal:
    """Each drill to one drill counsel, in the order they came."""
    searches = {search.case.case_id: search for search in inputs.searches}
    free = dict.fromkeys(inputs.panel.free, len(searches) + 1)
    for match in nearest.match(inputs.searches, inputs.panel, free, most=1):
        searches[match.case_id].made.append(match)
    return Proposal()


def unattended(actions: Iterable[Action]) -> list[Action]:
    """The same without a human: a drill that would come to the desk is over, and no card is resealed."""
    told = list(actions)
    over = {one.case_id: one.version for one in told if isinstance(one, AskDesk)}
    kept = [one for one in told if not isinstance(one, NeedsAccess) and _stays(one, over)]
    return [*kept, *(Expire(case_id, version) for case_id, version in over.items())]


def _stays(action: Action, over: dict[str, int]) -> bool:
    return action.case_id not in over or isinstance(action, LapseOffer | WithdrawOffer)


def together(real: Decision, drills: Decision) -> Decision:
    """One decision; what is told of the whole is told of those who really wait."""
    dues = [due for due in (real.wake_at, drills.wake_at) if due is not None]
    return structs.replace(
        real,
        actions=(*real.actions, *unattended(drills.actions)),
        explain={**real.explain, **drills.explain},
        wake_at=min(dues, default=None),
        weighed=real.weighed + drills.weighed,
    )
