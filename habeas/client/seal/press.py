"""A press: what a person's phone seals. A member opens it with card.py; messages are in message.py."""

import json
from collections.abc import Sequence
from random import Random, SystemRandom
from secrets import token_bytes

from msgspec import Struct, structs

from habeas.client.seal.body import Card, CardBody, FileBody, e5
from habeas.client.seal.ending import CODES, Codes, end_hashes
from habeas.client.seal.file_key import fill_slots, seal_keys
from habeas.client.seal.jose import seal, seal_under
from habeas.client.seal.keys import PersonKeys
from habeas.client.seal.signature import Binding, Link, TooLong, sign_part
from habeas.sealed.envelope import Part
from habeas.sealed.ids import Point, b64, digest
from habeas.sealed.roster import Member, Role, Roster
from habeas.sealed.sizes import COUNSEL_SLOTS, DESK_SLOTS, PRESS_BYTES, SLOTS


class Clear(Struct, frozen=True):
    """What the server may read of a press."""

    area: str
    need: str
    urgency: str
    language: str


class Moment(Struct, frozen=True):
    """When a sign of life is due: milliseconds since the epoch, in whole five minutes; so is the grace."""

    due_at: int
    grace_minutes: int = 15


class SealedPress(Struct, frozen=True):
    """`body`: what is sent, to the byte. `recipients`: the members with a slot. `link`: the person's next.

    `file_key`: for whoever accepts and holds none of the keys that were sent along.
    """

    fields: dict[str, object]
    body: bytes
    recipients: tuple[str, ...]
    link: Link
    file_key: str


def draw(roster: Roster, clear: Clear, duty: Sequence[str], random: Random | None = None) -> list[Member]:
    """The members whom a card is sealed to: at most 14 counsel and 3 dispatchers.

    Counsel on duty for the area come first, then those who serve the area, then those who speak the language;
    lots decide within each group.
    """
    members = (random or SystemRandom()).sample(roster.members, len(roster.members))
    counsel = [member for member in members if member.role is Role.counsel]
    desk = [member for member in members if member.role is Role.desk]
    ranking = [member for member in counsel if member.fingerprint in duty]
    ranking += [member for member in counsel if clear.area in member.areas]
    ranking += [member for member in counsel if clear.language in member.languages]
    first = list({member.fingerprint: member for member in ranking}.values())
    return first[:COUNSEL_SLOTS] + desk[:DESK_SLOTS]


def seal_press(
    person: PersonKeys,
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
    members = draw(roster, clear, duty)
    slots = _slots([(member.fingerprint, member.seal_key) for member in members])
    file_key = b64(token_bytes(32))
    sealed_card = _card(person, roster, slots, card_body(person, card))
    binding = Binding(person.kid, person.kid, (), Link(1, digest(sealed_card)))
    sealed_file = seal_under(sign_part(Part.file, binding, roster.version, file, person.sign_key), file_key)
    fields = {
        "case_id": person.kid,
        "token_sha256": person.token_sha256,
        **end_hashes(person.token, codes),
        **(structs.asdict(moment) if moment else {}),
        **structs.asdict(clear),
        "roster_version": roster.version,
        "card": sealed_card,
        "file": sealed_file,
        "keys": seal_keys(file_key, members, roster),
    }
    recipients = tuple(member.fingerprint for member in members)
    return SealedPress(fields, press_body(fields), recipients, Link(2, digest(sealed_file)), file_key)


def press_body(fields: dict[str, object]) -> bytes:
    """The press as it is sent: JSON, padded with spaces to the one size. Raises TooLong."""
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
    if len(text) > PRESS_BYTES:
        raise TooLong(len(text) - PRESS_BYTES)
    return text.ljust(PRESS_BYTES)


def card_body(person: PersonKeys, card: Card) -> CardBody:
    """A card as it is signed."""
    return CardBody(
        person.sign_public,
        person.seal_public,
        card.place,
        card.where,
        card.what,
        card.needs,
        e5(card.lat),
        e5(card.lon),
        card.accuracy_m,
        card.for_,
    )


def _card(person: PersonKeys, roster: Roster, slots: list[tuple[str, Point]], body: CardBody) -> str:
    kids = tuple(kid for kid, _ in slots)
    binding = Binding(person.kid, person.kid, kids, Link(0, None))
    return seal(sign_part(Part.card, binding, roster.version, body, person.sign_key), slots)


def _slots(real: Sequence[tuple[str, Point]]) -> list[tuple[str, Point]]:
    """The 17 slots of a card in a random order. Decoys take the free ones, so every card has one size."""
    return fill_slots(real, SLOTS)
