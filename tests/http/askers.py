"""Who asks in the tests of the description, with real names for what she asks about: a case, an offer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import token_bytes

from habeas.client.counsel import CounselParty
from habeas.client.member import COOKIE, MemberParty
from habeas.client.person import PersonParty
from habeas.client.seal.body import Card, FileBody, TextBody
from habeas.client.seal.call_words import DepositBody, WordsSecret, seal_deposit
from habeas.client.seal.card import reseal
from habeas.client.seal.ending import end_secret
from habeas.client.seal.keys import recipients
from habeas.client.seal.message import seal_message
from habeas.client.seal.press import Clear, Moment
from habeas.client.seal.signature import Link
from habeas.commands.context import Member
from habeas.commands.desk import assign
from habeas.commands.duty import set_duty
from habeas.commands.invite import invite
from habeas.commands.shapes import common
from habeas.commands.shapes.counsel import SetDuty
from habeas.commands.shapes.desk import Assign
from habeas.core.checkin import STEP_MS
from habeas.core.time import DAY_MS, HOUR_MS
from habeas.sealed.ids import b64
from tests.fakes.world import CLEAR, World

ELSEWHERE = Clear("south", "detained", "now", "en")


@dataclass(frozen=True)
class Asker:
    """`real`: values that exist, by the name of a parameter or of a member of the body."""

    headers: Mapping[str, str]
    real: Mapping[str, object]
    cookies: Mapping[str, str] = field(default_factory=dict)


async def anybody(world: World) -> Asker:
    """Nobody in particular, with an invitation and a sealed press in her hand."""
    http = await world.http()
    invitation = await invite(world.ctx, common.Role.counsel, 1)
    begun = await http.post(
        "/v1/enrolment/options", json={"invitation": invitation}, headers={"origin": world.origin}
    )
    person = await world.person()
    sealed = await person.seal(CLEAR, Card(), FileBody())
    derived = WordsSecret(b64(token_bytes(32)), b64(token_bytes(32)))
    left = {"lookup_id": derived.lookup_id, "owner_sha256": person.keys.token_sha256}
    left["sealed"] = seal_deposit(derived, DepositBody())
    real = {**sealed.fields, **moments(world), **left, "area": "centre", "part": 0, "invitation": invitation}
    real["number"] = 1
    return Asker({"origin": world.origin}, {**real, "challenge_id": begun.json()["challenge_id"]})


async def person(world: World) -> Asker:
    """Her case was accepted, and she wrote something."""
    counsel = await on_duty(world)
    asking = await accepted(world, counsel)
    await asking.say("They ask me to sign")
    await off_duty(world, counsel)
    assert asking.sealed is not None
    headers = {"authorization": f"Bearer {asking.keys.token}"}
    secret = end_secret(asking.keys.token, asking.codes.fine)
    real = {"sealed": message(asking), "secret": secret, "number": 1}
    return Asker(headers, {**asking.sealed.fields, **real})


async def armed(world: World) -> Asker:
    """Her check-in stands, and she has left a file behind call words by the same token."""
    asking = await world.person()
    await asking.arm(CLEAR, Moment(int(str(moments(world)["due_at"]))))
    derived = WordsSecret(b64(token_bytes(32)), b64(token_bytes(32)))
    body = {"sealed": seal_deposit(derived, DepositBody()), "expires_at": moments(world)["expires_at"]}
    left = {"lookup_id": derived.lookup_id, "owner_sha256": asking.keys.token_sha256}
    await asking.api.post("/v1/call-words", {**left, **body})
    headers = {"authorization": f"Bearer {asking.keys.token}"}
    assert asking.sealed is not None
    return Asker(headers, {**asking.sealed.fields, **moments(world), **left, **body, "number": 1})


def moments(world: World) -> dict[str, object]:
    """Such as can be agreed on."""
    now = world.clock.now()
    day = (now // DAY_MS + 9) * DAY_MS
    return {"due_at": now - now % STEP_MS + HOUR_MS, "grace_minutes": 15, "expires_at": day}


async def counsel(world: World) -> Asker:
    """One case is offered to her; another, at another place, the desk gave her."""
    asking = await on_duty(world)
    await pressed(world)
    (offer,) = (await asking.view()).offers
    hers = await pressed(world, ELSEWHERE)
    by_hand = Member(asking.fingerprint, common.Role.desk)
    await assign(world.ctx, by_hand, hers.case_id, Assign(asking.fingerprint))
    await hers.say("They ask me to sign")
    await off_duty(world, asking)
    duty = {"area": "centre", "until": world.clock.now() + HOUR_MS}
    real = {"case_id": hers.case_id, "offer_id": offer.offer_id, "sealed": message(hers), **duty}
    return member(world, asking, real)


async def dispatcher(world: World) -> Asker:
    """A counsel has the case, and could be given it again."""
    before = world.enrolled
    asking, comes = await world.dispatcher(), await world.counsel()
    await world.publish(without=before)
    await world.on_duty(comes)
    theirs = await accepted(world, comes)
    await off_duty(world, comes)
    opened = await asking.open_card(theirs.case_id)
    listed = [one for one in asking.trust.roster.members if one.fingerprint == comes.fingerprint]
    sealed = reseal(asking.keys, opened, listed, asking.trust.roster.version)
    written = await asking.write_down(sealed, [comes.fingerprint], asked=True)
    said = {"text": await asking.confirm_roster(), "texts": [written]}
    real = {
        "case_id": theirs.case_id,
        "counsel": comes.fingerprint,
        "sealed": sealed,
        "area": "centre",
        **said,
    }
    return member(world, asking, real)


async def on_duty(world: World) -> CounselParty:
    """In a roster of her own: nobody of an earlier scene is asked in her place."""
    before = world.enrolled
    made = await world.counsel()
    await world.publish(without=before)
    await world.on_duty(made)
    return made


async def off_duty(world: World, counsel: CounselParty) -> None:
    """By the command itself, so that the next one is alone on duty."""
    await set_duty(world.ctx, Member(counsel.fingerprint, common.Role.counsel), SetDuty(False))


async def pressed(world: World, clear: Clear = CLEAR) -> PersonParty:
    made = await world.person()
    await made.press(clear)
    await world.settle()
    return made


async def accepted(world: World, counsel: CounselParty) -> PersonParty:
    made = await pressed(world)
    (offer,) = (await counsel.view()).offers
    await counsel.accept(offer)
    await world.settle()
    return made


def message(author: PersonParty) -> str:
    """Sealed to who could open the card."""
    to = recipients(author.trust.roster.members)
    said = TextBody("Hello")
    return seal_message(author.keys, author.case_id, to, link=Link(2, None), roster_version=1, body=said)[0]


def member(world: World, party: MemberParty, real: Mapping[str, object]) -> Asker:
    session = party.api.http.cookies[COOKIE]
    return Asker({"origin": world.origin}, real, {COOKIE: session})
