"""The board after a decision: what the shell commits, and what the simulator goes on with."""

from collections.abc import Iterable

from msgspec import structs

from habeas.core import case as cases
from habeas.core.actions import (
    Action,
    AdvanceStep,
    AskDesk,
    Expire,
    LapseOffer,
    MakeOffer,
    NeedsAccess,
    Wake,
    WithdrawOffer,
)
from habeas.core.board import Board, Offer, OfferState
from habeas.core.case import CLOCK, Case, Closed, Disposition, Refusal, SentToDesk
from habeas.core.draft import Draft
from habeas.core.time import Millis


def apply_actions(board: Board, actions: Iterable[Action], now: Millis) -> Board:
    """The board with one decision carried out. Each case it touches is one version on.

    An action on a case that has moved on since is void, so applying a decision twice changes nothing.
    """
    draft = Draft(board)
    touched: set[str] = set()
    for action in actions:
        if _still_valid(board, action):
            _carry_out(draft, action, now)
            touched.add(action.case_id)
    for case_id in touched & draft.cases.keys():
        version = board.cases[case_id].version + 1
        draft.cases[case_id] = structs.replace(draft.cases[case_id], version=version)
    return draft.board()


def _still_valid(board: Board, action: Action) -> bool:
    """An offer of a case that the board has left out may still be withdrawn."""
    case = board.cases.get(action.case_id)
    if case is None:
        return isinstance(action, WithdrawOffer)
    return case.version == action.version


def _carry_out(draft: Draft, action: Action, now: Millis) -> None:
    match action:
        case MakeOffer():
            draft.offers[action.offer_id] = _offer(action, now)
        case LapseOffer(offer_id):
            _lapse(draft, draft.offers[offer_id])
        case WithdrawOffer(offer_id):
            draft.end_offer(draft.offers[offer_id], OfferState.withdrawn)
        case _:
            draft.put_case(_case_after(draft.cases[action.case_id], action, now))


def _offer(action: MakeOffer, now: Millis) -> Offer:
    return Offer(
        offer_id=action.offer_id,
        case_id=action.case_id,
        counsel=action.counsel,
        round=action.version,
        made_at=now,
        expires_at=action.expires_at,
    )


def _lapse(draft: Draft, offer: Offer) -> None:
    draft.end_offer(offer, OfferState.lapsed)
    case = draft.cases[offer.case_id]
    draft.cases[offer.case_id] = structs.replace(case, asked=case.asked | {offer.counsel})


def _case_after(case: Case, action: AdvanceStep | AskDesk | NeedsAccess | Wake | Expire, now: Millis) -> Case:
    match action:
        case AdvanceStep(step=step, ends_at=ends_at):
            return structs.replace(case, step=step, step_ends_at=ends_at)
        case AskDesk(reason=reason):
            return _certain(cases.apply(case, SentToDesk(reason), now))
        case NeedsAccess(counsel=counsel):
            return structs.replace(case, needs_access=counsel)
        case Wake(at=at):
            return structs.replace(case, wake_at=at)
        case Expire():
            return _certain(cases.apply(case, Closed(Disposition.expired, CLOCK, as_desk=True), now))


def _certain(result: Case | Refusal) -> Case:
    """Decided on this very version, so a refusal is a fault of the deciding, not of anybody's timing."""
    if isinstance(result, Refusal):
        raise AssertionError(f"decided what cannot be: {result}")
    return result
