"""The demo's drill counsel: it answers when nobody does, and never before a visitor had a fair chance."""

from collections.abc import Awaitable, Callable
from functools import partial

from habeas.client.counsel import CounselParty
from habeas.client.responses import Offer
from habeas.client.robot import play
from habeas.demo.lines import counsel_voice
from habeas.demo.pace import Pace

VisitorHas = Callable[[str], Awaitable[bool]]
"""Whether a visitor could take this case."""


async def play_robot(party: CounselParty, visitor_has: VisitorHas, pace: Pace) -> None:
    """As `play`, for `party`."""
    await play(party, counsel_voice, pace, partial(_let_visitors_first, visitor_has, pace))


async def _let_visitors_first(visitor_has: VisitorHas, pace: Pace, offer: Offer) -> None:
    await pace.sleep(pace.alone)
    waited_s = pace.alone
    while waited_s < pace.visitor and await visitor_has(offer.case_id):
        await pace.sleep(1)
        waited_s += 1
