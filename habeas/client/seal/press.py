"""Press: what a person's phone seals. The other halves stand in seal_card.py and seal_message.py."""

import json
from collections.abc import Sequence
from random import Random, SystemRandom
from secrets import token_bytes

from msgspec import Struct, structs

from habeas.client.seal.body import Card, CardBody, FileBody, e5
from habeas.client.seal.ending import CODES, Codes, end_hashes
from habeas.client.seal.jose import new_key, public, seal, seal_under
from habeas.client.seal.keys import Person
from habeas.client.seal.signature import Expected, Link, TooLong, signed
from habeas.sealed.envelope import Part
from habeas.sealed.ids import Point, b64, digest
from habeas.sealed.roster import Member as Listed
from habeas.sealed.roster import Role, Roster
from habeas.sealed.sizes import COUNSEL_SLOTS, DESK_SLOTS, PRESS_BYTES, SLOTS


class Clear(Struct, frozen=True):
    """What the server may read of a press."""

    area: str
    need: str
    urgency: str
    language: str


class Moment(Struct, frozen=True):
    """When a sign of life is promised: milliseconds since the epoch, and minutes; multiples of five."""

    due_at: int
    grace_minutes: int = 15


class SealedPress(Struct, frozen=True):
    """`body` is what is sent, to the byte; `recipients` the members with real slots; `link` the person's."""

    fields: dict[str, object]
    body: bytes
    recipients: tuple[str, ...]
    link: Link


def draw(roster: Roster, clear: Clear, duty: Sequence[str], random: Random | None = None) -> list[Listed]:
    """Whom a card is sealed to: at most 14 counsel and 3 of the desk, by lot.

    Counsel on duty for the area come first, then those who serve the area, then those who speak the language.
    """
    members = (random or SystemRandom()).sample(roster.members, len(roster.members))
    counsel = [one for one in members if one.role is Role.counsel]
    desk = [one for one in members if one.role is Role.desk]
    ranked = [one for one in counsel if one.fingerprint in duty]
    ranked += [one for one in counsel if clear.area in one.areas]
    ranked += [one for one in counsel if clear.language in one.languages]
    return list({one.fingerprint: one for one in ranked}.values())[:COUNSEL_SLOTS] + desk[:DESK_SLOTS]


def seal_press(
    person: Person,
    roster: Roster,
    clear: Clear,
    *,
    duty: Sequence[str],
    card: Card,
    file: FileBody,
    codes: Codes = CODES,
    moment: Moment | None = None,
) -> SealedPress:
    """A whole press, ready to send; with a moment, a check-in. Raises TooLong when a text does not fit."""
    drawn = draw(roster, clear, duty)
    slots = _slots([(one.fingerprint, one.seal_key) for one in drawn])
    file_key = b64(token_bytes(32))
    sealed_card = _card(person, roster, slots, card_body(person, file_key, card))
    expected = Expected(person.kid, person.kid, (), Link(1, digest(sealed_card)))
    sealed_file = seal_under(signed(Part.file, expected, roster.version, file, person.sign_key), file_key)
    fields = {
        "case_id": person.kid,
        "token_sha256": person.token_sha256,
        **end_hashes(person.token, codes),
        **(structs.asdict(moment) if moment else {}),
        **structs.asdict(clear),
        "roster_version": roster.version,
        "card": sealed_card,
        "file": sealed_file,
    }
    recipients = tuple(one.fingerprint for one in drawn)
    return SealedPress(fields, press_body(fields), recipients, Link(2, digest(sealed_file)))


def press_body(fields: dict[str, object]) -> bytes:
    """The press as it is sent: JSON filled up with spaces to one size. Raises TooLong."""
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
    if len(text) > PRESS_BYTES:
        raise TooLong(len(text) - PRESS_BYTES)
    return text.ljust(PRESS_BYTES)


def card_body(person: Person, file_key: str, card: Card) -> CardBody:
    """A card as it is signed."""
    return CardBody(
        person.sign_public,
        person.seal_public,
        file_key,
        card.place,
        card.where,
        card.what,
        card.needs,
        e5(card.lat),
        e5(card.lon),
        card.accuracy_m,
        card.for_,
    )


def _card(person: Person, roster: Roster, slots: list[tuple[str, Point]], body: CardBody) -> str:
    kids = tuple(kid for kid, _ in slots)
    expected = Expected(person.kid, person.kid, kids, Link(0, None))
    return seal(signed(Part.card, expected, roster.version, body, person.sign_key), slots)


def _slots(real: Sequence[tuple[str, Point]]) -> list[tuple[str, Point]]:
    """All slots of a card, in an order that tells nothing. Decoys fill what is free, so the size is one."""
    decoys = [(b64(token_bytes(16)), public(new_key())) for _ in range(SLOTS - len(real))]
    slots: list[tuple[str, Point]] = [*real, *decoys]
    SystemRandom().shuffle(slots)
    return slots
