"""What people do, in one line each."""

from habeas.client.seal.body import TextBody
from habeas.client.seal.keys import Recipient
from habeas.client.seal.message import seal_message
from habeas.client.seal.signature import Link
from habeas.commands import answer, counsel_view
from habeas.commands.context import Member
from habeas.commands.shapes.counsel import CounselCase, OfferView
from tests.fakes.town import Pressed, Town


async def offers_to(town: Town, who: Member) -> list[OfferView]:
    return (await counsel_view.counsel_view(town.ctx, who)).offers


async def offered(town: Town, among: list[Member]) -> tuple[Member, OfferView]:
    """Who of them has the one open offer."""
    found = [(who, offer) for who in among for offer in await offers_to(town, who)]
    assert len(found) == 1
    return found[0]


async def accepted(town: Town, who: Member) -> CounselCase:
    """Let the clerk offer, and accept what she is offered."""
    await town.settle()
    (offer,) = await offers_to(town, who)
    acceptance = await answer.accept(town.ctx, who, offer.offer_id)
    assert acceptance.case is not None
    await town.settle()
    return acceptance.case


def text_to(town: Town, pressed: Pressed, who: Member, text: str) -> str:
    """A sealed message from counsel to the person."""
    to = Recipient(pressed.case_id, pressed.keys.seal_public)
    sealed, _ = seal_message(
        town.keys[who.fingerprint],
        pressed.case_id,
        [to],
        link=Link(0, None),
        roster_version=1,
        body=TextBody(text),
    )
    return sealed
