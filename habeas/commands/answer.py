"""A counsel answers an offer."""

from habeas.commands.context import Context, Member
from habeas.commands.shapes.counsel import CounselCase, Decline, SealedParts


async def shown(ctx: Context, who: Member, offer_id: str) -> None:
    """Her screen has shown the offer; repeated calls keep the first moment. Refused 403, 404."""
    raise NotImplementedError


async def card(ctx: Context, who: Member, offer_id: str) -> SealedParts:
    """Card and reseals of the offered case; marks the offer opened. Refused 403, 404, 409 (offer ended)."""
    raise NotImplementedError


async def accept(ctx: Context, who: Member, offer_id: str) -> CounselCase:
    """Exactly one wins; repeating one's own acceptance gives the same case. Refused 403, 404, 409 (ended)."""
    raise NotImplementedError


async def decline(ctx: Context, who: Member, offer_id: str, body: Decline) -> None:
    """Repeating it changes nothing. Refused 403, 404, 409 (offer ended otherwise)."""
    raise NotImplementedError
