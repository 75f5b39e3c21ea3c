"""The board after a decision: what the shell commits, and what the simulator goes on with."""

from collections.abc import Iterable
from typing import Any

from msgspec import structs

from habeas.core.actions import (
    Action,
    AdvanceStep,
    AskDesk,
    Expire,
    LapseOffer,
    MakeOffer,
    NeedsAccess,
    Promise,
    Retract,
    TakeHeld,
    Tell,
    Wake,
    WithdrawOffer,
)
from habeas.core.apply import apply
from habeas.core.board import Board, Offer, OfferState
from habeas.core.draft import Draft
from habeas.core.states import Case, Disposition
from habeas.core.time import Millis
from habeas.core.transitions import (
    CLOCK,
    Accepted,
    CaseEvent,
    Closed,
    Promised,
    Refusal,
    Retracted,
    SentToDesk,
)


def apply_actions(board: Board, actions: Iterable[Action], now: Millis) -> Board:
    """The board with one decision carried out. Each case it touches is one version on.

    An action on a case that has moved on since is void, so applying a decision twice changes nothing.
    """
    return _carried_out(board, actions, now, versions_on=1)


def foreseen(board: Board, actions: Iterable[Action], now: Millis) -> Board:
    """The same at the versions of before: what the rest of one decision is built on."""
    return _carried_out(board, actions, now, versions_on=0)


def _carried_out(board: Board, actions: Iterable[Action], now: Millis, versions_on: int) -> Board:
    draft = Draft(board)
    touched: set[str] = set()
    for action in actions:
        if _still_valid(board, action):
            _carry_out(draft, action, now)
            touched.add(action.case_id)
    for case_id in touched & draft.cases.keys():
        version = board.cases[case_id].version + versions_on
        draft.cases[case_id] = structs.replace(draft.cases[case_id], version=version)
    return draft.board() if touched else board


def _still_valid(board: Board, action: Action) -> bool:
    """An offer of a case that the board has left out may still be withdrawn."""
    case = board.cases.get(action.case_id)
    if case is None:
        return isinstance(action, WithdrawOffer)
    return case.version == action.version


def _carry_out(draft: Draft, action: Action, now: Millis) -> None:
    match action:
        case MakeOffer():
            draft.put_offer(_offer(action, now))
        case LapseOffer(offer_id):
            _lapse(draft, draft.offers[offer_id])
        case WithdrawOffer(offer_id):
            draft.end_offer(draft.offers[offer_id], OfferState.withdrawn)
        case TakeHeld(offer_id):
            _take_held(draft, draft.offers[offer_id], now)
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
        hold_ms=action.hold_ms,
    )


def _take_held(draft: Draft, offer: Offer, now: Millis) -> None:
    draft.end_offer(offer, OfferState.accepted)
    draft.put_case(_certain(apply(draft.cases[offer.case_id], Accepted(offer.counsel), now)))


def _lapse(draft: Draft, offer: Offer) -> None:
    draft.end_offer(offer, OfferState.lapsed)
    case = draft.cases[offer.case_id]
    draft.cases[offer.case_id] = structs.replace(case, ruled_out=case.ruled_out | {offer.counsel})


_CaseAction = Promise | Retract | AskDesk | Expire
_CaseNote = AdvanceStep | NeedsAccess | Wake | Tell


def _case_after(case: Case, action: _CaseAction | _CaseNote, now: Millis) -> Case:
    if isinstance(action, _CaseNote):
        return structs.replace(case, **_note_fields(action))
    match action:
        case Promise(counsel=counsel, expected_at=expected_at):
            event: CaseEvent = Promised(counsel, expected_at)
        case Retract():
            event = Retracted()
        case AskDesk(reason=reason):
            event = SentToDesk(reason)
        case Expire():
            event = Closed(Disposition.expired, CLOCK, as_desk=True)
    return _certain(apply(case, event, now))


def _note_fields(action: _CaseNote) -> dict[str, Any]:
    match action:
        case AdvanceStep(step=step, ends_at=ends_at):
            return {"step": step, "step_ends_at": ends_at}
        case NeedsAccess(counsel=counsel):
            return {"needs_access": counsel}
        case Wake(at=at):
            return {"wake_at": at}
        case Tell(missing=missing):
            return {"missing": missing}


def _certain(result: Case | Refusal) -> Case:
    """Decided on this very version, so a refusal is a fault of the deciding, not of anybody's timing."""
    if isinstance(result, Refusal):
        raise AssertionError(f"decided what cannot be: {result}")
    return result
