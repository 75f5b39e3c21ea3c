"""Offers that are out at a moment: which stand, and what ends the others."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from habeas.core.actions import Action, LapseOffer, TakeHeld, WithdrawOffer
from habeas.core.board import LIVE, Board, Offer, OfferState
from habeas.core.duty import on_duty
from habeas.core.states import Case
from habeas.core.time import Millis


@dataclass(slots=True)
class Ringing:
    """standing: open or held; by_case: the same. ended: what settles all others."""

    standing: list[Offer] = field(default_factory=list)
    by_case: dict[str, list[Offer]] = field(default_factory=dict)
    ended: list[Action] = field(default_factory=list)


def ringing(board: Board, waiting: Mapping[str, Case], now: Millis) -> Ringing:
    """`waiting`: the cases that nobody has, by id."""
    found = Ringing()
    live = (offer for offer in board.offers.values() if offer.state in LIVE)
    for offer in sorted(live, key=lambda offer: offer.offer_id):
        end = _end(offer, board, waiting, now)
        if end is not None:
            found.ended.append(end)
        else:
            found.standing.append(offer)
            found.by_case.setdefault(offer.case_id, []).append(offer)
    for case_id, standing in found.by_case.items():
        if (best := _counts_now(standing, now)) is not None:
            found.ended.append(TakeHeld(best.offer_id, case_id, waiting[case_id].version))
    return found


def _end(offer: Offer, board: Board, waiting: Mapping[str, Case], now: Millis) -> Action | None:
    case, one = board.cases.get(offer.case_id), board.counsel.get(offer.counsel)
    version = case.version if case else 0
    if offer.case_id in waiting and offer.state is OfferState.open and offer.expires_at <= now:
        return LapseOffer(offer.offer_id, offer.case_id, version)
    if offer.case_id not in waiting or one is None or not on_duty(one, now):
        return WithdrawOffer(offer.offer_id, offer.case_id, version)
    return None


def _counts_now(standing: list[Offer], now: Millis) -> Offer | None:
    """The held yes that need not wait any longer: its time is up, or nobody nearer is asked."""
    held = [offer for offer in standing if offer.state is OfferState.held]
    if not held:
        return None
    best = min(held, key=lambda offer: (offer.hold_ms, offer.expires_at, offer.offer_id))
    asked = [offer for offer in standing if offer.state is OfferState.open]
    over = best.expires_at <= now or all(offer.hold_ms >= best.hold_ms for offer in asked)
    return best if over else None
