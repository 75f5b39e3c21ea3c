"""Messages: sealed to the other side and to oneself, each sender's in an unbroken chain."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from habeas.client.seal.body import MessageBody
from habeas.client.seal.card import listed
from habeas.client.seal.jose import open_slot, seal
from habeas.client.seal.keys import Party, Recipient
from habeas.client.seal.signature import Expected, Link, check, check_link, read, signed
from habeas.sealed.envelope import Part
from habeas.sealed.ids import Point, digest
from habeas.sealed.refused import Reason, Refused
from habeas.sealed.roster import Roster

PERSON = "person"


class Received(Struct, frozen=True):
    """A message as the service hands it out; `sender` is "person" or a fingerprint, as the service says."""

    seq: int
    sender: str
    sealed: str


class Opened(Struct, frozen=True):
    """One message of a thread. `body` is None when it was refused; `gap`: one before it is missing."""

    seq: int
    sender: str
    body: MessageBody | None
    refused: Reason | None = None
    gap: bool = False


def seal_message(
    author: Party, case: str, to: Sequence[Recipient], *, link: Link, roster_version: int, body: MessageBody
) -> tuple[str, Link]:
    """An envelope for these recipients and the author; where the author's chain goes on. Raises TooLong."""
    slots = [(author.kid, author.seal_public), *((one.kid, one.key) for one in to if one.kid != author.kid)]
    kids = tuple(kid for kid, _ in slots)
    jws = signed(Part.message, Expected(case, author.kid, kids, link), roster_version, body, author.sign_key)
    sealed = seal(jws, slots)
    return sealed, after(link, sealed)


def after(link: Link, sealed: str) -> Link:
    """Where a chain goes on after this envelope."""
    return Link(link.sequence + 1, digest(sealed))


def open_message(
    reader: Party, case: str, sealed: str, *, sender: str, key: Point, link: Link | None
) -> MessageBody:
    """What a message says. `sender` and `key` are who it must be from. Raises Refused."""
    jws, kids = open_slot(sealed, Part.message, reader.kid, reader.seal_key)
    header, body = read(jws, Part.message)
    check(jws, header, key, Expected(case, sender, kids, link))
    said: MessageBody = body
    return said


def open_thread(
    reader: Party,
    case: str,
    messages: Sequence[Received],
    *,
    person_key: Point,
    roster: Roster,
    links: Mapping[str, Link],
) -> tuple[dict[str, Link], list[Opened]]:
    """Open messages in the order of the service; returns where each chain goes on, and what was said.

    A message before which one is missing is shown and marked; one that comes again or breaks its sender's
    chain is refused, and so is what is not signed by whom the service names. `links` start with the person's.
    """
    going, opened = dict(links), []
    for message in messages:
        sender = case if message.sender == PERSON else message.sender
        link = going.get(sender, Link(0, None))
        try:
            key = person_key if sender == case else listed(roster, sender).sign_key
            one, going[sender] = _next(reader, case, (sender, key), message, link)
        except Refused as error:
            one = Opened(message.seq, sender, None, error.reason)
            if error.reason is Reason.not_a_recipient:
                going[sender] = after(link, message.sealed)
        opened.append(one)
    return going, opened


def _next(
    reader: Party, case: str, author: tuple[str, Point], message: Received, link: Link
) -> tuple[Opened, Link]:
    jws, kids = open_slot(message.sealed, Part.message, reader.kid, reader.seal_key)
    header, body = read(jws, Part.message)
    sender, key = author
    check(jws, header, key, Expected(case, sender, kids, None))
    gap = header.sequence > link.sequence
    if not gap:
        check_link(header, link)
    here = Link(header.sequence, None)
    return Opened(message.seq, sender, body, None, gap), after(here, message.sealed)
