"""Offers that are out at a moment: which of them stay live, and what ends the others."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from habeas.core.actions import Action, LapseOffer, TakeHeld, WithdrawOffer
from habeas.core.board import LIVE, Board, Offer, OfferState
from habeas.core.duty import on_duty
from habeas.core.states import Case
from habeas.core.time import Millis


@dataclass(slots=True)
class LiveOffers:
    """offers: those that stay live; by_case: the same. endings: what ends all others."""

    offers: list[Offer] = field(default_factory=list)
    by_case: dict[str, list[Offer]] = field(default_factory=dict)
    endings: list[Action] = field(default_factory=list)


def offers_at(board: Board, unassigned: Mapping[str, Case], now: Millis) -> LiveOffers:
    """`unassigned`: the cases that nobody has, by id."""
    result = LiveOffers()
    live = (offer for offer in board.offers.values() if offer.state in LIVE)
    for offer in sorted(live, key=lambda offer: offer.offer_id):
        ending = _ending(offer, board, unassigned, now)
        if ending is not None:
            result.endings.append(ending)
        else:
            result.offers.append(offer)
            result.by_case.setdefault(offer.case_id, []).append(offer)
    for case_id, offers in result.by_case.items():
        if (best := _counts_now(offers, now)) is not None:
            result.endings.append(TakeHeld(best.offer_id, case_id, unassigned[case_id].version))
    return result


def _ending(offer: Offer, board: Board, unassigned: Mapping[str, Case], now: Millis) -> Action | None:
    case, counsel = board.cases.get(offer.case_id), board.counsel.get(offer.counsel)
    version = case.version if case else 0
    if offer.case_id in unassigned and offer.state is OfferState.open and offer.expires_at <= now:
        return LapseOffer(offer.offer_id, offer.case_id, version)
    if offer.case_id not in unassigned or counsel is None or not on_duty(counsel, now):
        return WithdrawOffer(offer.offer_id, offer.case_id, version)
    return None


def _counts_now(offers: list[Offer], now: Millis) -> Offer | None:
    """The held yes that need not wait any longer: its time is up, or nobody nearer is asked."""
    held_offers = [offer for offer in offers if offer.state is OfferState.held]
    if not held_offers:
        return None
    best = min(held_offers, key=lambda offer: (offer.hold_ms, offer.expires_at, offer.offer_id))
    open_offers = [offer for offer in offers if offer.state is OfferState.open]
    over = best.expires_at <= now or all(offer.hold_ms >= best.hold_ms for offer in open_offers)
    return best if over else None
