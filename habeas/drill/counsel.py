"""The drill counsel: a robot who answers whoever practises. Asked for nothing else."""

import httpx

from habeas.client.counsel import CounselParty
from habeas.client.responses import Offer
from habeas.client.robot import Pace, Voice
from habeas.client.trust import Practice
from habeas.core.time import Millis

ENGLISH = Voice(
    name="Practice (a robot)",
    hello="This is practice. I am a robot: no lawyer has seen this. Write anything made up.",
    answer="Your message came through. I am a robot and have no advice to give.",
    arrived="A real lawyer would be at the door now. The practice is over; close it whenever you like.",
)
RUSSIAN = Voice(
    name="Учебный вызов (робот)",
    hello="Это учебный вызов. Я робот: ни один адвокат этого не видел. Напишите что-нибудь выдуманное.",
    answer="Сообщение дошло. Я робот и советов не даю.",
    arrived="Настоящий адвокат был бы сейчас у входа. Учебный вызов окончен, его можно закрыть.",
)


def drill_party(http: httpx.AsyncClient, now: Millis) -> CounselParty:
    """With new keys, and no session yet. `now` stands still: it lives a day, and a roster for weeks."""
    party = CounselParty(http, lambda: now)
    party.trust = Practice(party.api, lambda: now)
    return party


def drill_voice(language: str) -> Voice:
    return RUSSIAN if language == "ru" else ENGLISH


async def accept_later(pace: Pace, _: Offer) -> None:
    """It reads before it accepts; nobody else should be first."""
    await pace.sleep(pace.read)
