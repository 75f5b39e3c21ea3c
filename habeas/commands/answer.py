"""A counsel answers an offer."""

from habeas.commands import access, attend, errors
from habeas.commands.change import change, raise_if_refused
from habeas.commands.context import Context, Member
from habeas.commands.shapes.counsel import Acceptance, Decline, SealedPart, SealedParts
from habeas.core.access import Action
from habeas.core.board import LIVE, Offer, OfferState
from habeas.core.board_events import OfferAccepted, OfferDeclined
from habeas.core.time import Millis
from habeas.core.transitions import Refusal
from habeas.store import apply, cases, envelopes, offers
from habeas.store.tx import Tx


async def mark_shown(ctx: Context, who: Member, offer_id: str) -> None:
    """Her screen has shown the offer; repeated calls keep the first moment. Refused 403, 404."""
    await access.counsel_offer(ctx, who, offer_id, Action.shown)
    await change(ctx, offers.mark_shown, offer_id, ctx.now())


async def card(ctx: Context, who: Member, offer_id: str) -> SealedParts:
    """Card and reseals of the offered case; marks the offer opened. Refused 403, 404, 409 (offer ended)."""
    await access.counsel_offer(ctx, who, offer_id, Action.card)
    return await change(ctx, _open_card, offer_id, who.fingerprint, ctx.now())


async def accept(ctx: Context, who: Member, offer_id: str) -> Acceptance:
    """Exactly one counsel wins; she may repeat it and gets the same answer. Refused 403, 404, 409 (ended).

    While somebody much nearer is asked for the same case, the yes is held for a moment.
    """
    await access.counsel_offer(ctx, who, offer_id, Action.accept)
    refusal, offer = await change(ctx, _accept, offer_id, who.fingerprint, ctx.now())
    raise_if_refused(refusal)
    if offer is None:
        raise errors.not_found()
    if offer.state is OfferState.held:
        return Acceptance(None, offer.expires_at)
    return Acceptance(await attend.read(ctx, offer.case_id), None)


async def decline(ctx: Context, who: Member, offer_id: str, body: Decline) -> None:
    """Repeating it changes nothing. Refused 403, 404, 409 (offer ended otherwise)."""
    await access.counsel_offer(ctx, who, offer_id, Action.decline)
    board_event = OfferDeclined(offer_id, who.fingerprint)
    raise_if_refused(await change(ctx, _decline, board_event, body.reason.value, ctx.now()))


def _open_card(tx: Tx, offer_id: str, counsel: str, now: Millis) -> SealedParts:
    """The offer is read again: it may have ended since access was judged."""
    offer = offers.by_id(tx.conn, offer_id)
    case = cases.by_id(tx.conn, offer.case_id) if offer else None
    if offer is None or case is None or offer.state not in LIVE or offer.expires_at <= now:
        raise errors.conflict("late", "The offer no longer stands.")
    if counsel not in case.admitted:
        raise errors.conflict("not-admitted", "The card was not sealed to your key.")
    offers.mark_opened(tx, offer_id, now)
    return SealedParts([SealedPart(*row) for row in envelopes.cards(tx.conn, case.case_id)], [], [])


def _accept(tx: Tx, offer_id: str, counsel: str, now: Millis) -> tuple[Refusal | None, Offer | None]:
    refusal = apply.apply_stored(tx, OfferAccepted(offer_id, counsel), now)
    if refusal is None:
        offers.mark_shown(tx, offer_id, now)  # who answers has seen it
    return refusal, offers.by_id(tx.conn, offer_id)


def _decline(tx: Tx, board_event: OfferDeclined, reason: str, now: Millis) -> Refusal | None:
    refusal = apply.apply_stored(tx, board_event, now)
    if refusal is None:
        offers.mark_shown(tx, board_event.offer_id, now)
        offers.give_reason(tx, board_event.offer_id, reason)
    return refusal
