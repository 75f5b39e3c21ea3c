"""Messages, sealed to the other side and to their author. Each sender's messages form an unbroken chain."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from habeas.client.seal.body import MessageBody
from habeas.client.seal.card import find_member
from habeas.client.seal.jose import open_slot, seal
from habeas.client.seal.keys import Keys, Recipient
from habeas.client.seal.signature import Binding, Link, check, check_link, read, sign_part
from habeas.sealed.envelope import Part
from habeas.sealed.ids import Point, digest
from habeas.sealed.refusal import Reason, Refused
from habeas.sealed.roster import Roster

PERSON = "person"


class SealedMessage(Struct, frozen=True):
    """A message as the service delivers it. `sender`: "person" or a fingerprint, by the service's word."""

    seq: int
    sender: str
    sealed: str


class ThreadMessage(Struct, frozen=True):
    """One message, opened. `body` None: it was refused, and why. `gap`: a message before it is missing."""

    seq: int
    sender: str
    body: MessageBody | None
    refused: Reason | None = None
    gap: bool = False


def seal_message(
    author: Keys, case: str, to: Sequence[Recipient], *, link: Link, roster_version: int, body: MessageBody
) -> tuple[str, Link]:
    """An envelope for these recipients and the author, and her next link. Raises TooLong."""
    others = [(recipient.kid, recipient.key) for recipient in to if recipient.kid != author.kid]
    slots = [(author.kid, author.seal_public), *others]
    kids = tuple(kid for kid, _ in slots)
    jws = sign_part(
        Part.message, Binding(case, author.kid, kids, link), roster_version, body, author.sign_key
    )
    sealed = seal(jws, slots)
    return sealed, next_link(link, sealed)


def next_link(link: Link, sealed: str) -> Link:
    """The link of the message after this envelope."""
    return Link(link.sequence + 1, digest(sealed))


def open_message(
    reader: Keys, case: str, sealed: str, *, sender: str, key: Point, link: Link | None
) -> MessageBody:
    """The body of a message. `sender` and `key`: whom it must be from. Raises Refused."""
    jws, kids = open_slot(sealed, Part.message, reader.kid, reader.seal_key)
    header, body = read(jws, Part.message)
    check(jws, header, key, Binding(case, sender, kids, link))
    message: MessageBody = body
    return message


def open_thread(
    reader: Keys,
    case: str,
    messages: Sequence[SealedMessage],
    *,
    person_key: Point,
    roster: Roster,
    links: Mapping[str, Link],
) -> tuple[dict[str, Link], list[ThreadMessage]]:
    """Open messages in the order of the service; returns each sender's next link, and the messages.

    A message after a gap is opened and marked. One that is repeated, that breaks its sender's chain or is not
    signed by the sender whom the service names is refused. `links`: each sender's next link, by key id.
    """
    links, opened = dict(links), []
    for message in messages:
        sender = case if message.sender == PERSON else message.sender
        link = links.get(sender, Link(0, None))
        try:
            key = person_key if sender == case else find_member(roster, sender).sign_key
            result, links[sender] = _open_next(reader, case, (sender, key), message, link)
        except Refused as error:
            result = ThreadMessage(message.seq, sender, None, error.reason)
            if error.reason is Reason.not_a_recipient:
                links[sender] = next_link(link, message.sealed)
        opened.append(result)
    return links, opened


def _open_next(
    reader: Keys, case: str, author: tuple[str, Point], message: SealedMessage, link: Link
) -> tuple[ThreadMessage, Link]:
    jws, kids = open_slot(message.sealed, Part.message, reader.kid, reader.seal_key)
    header, body = read(jws, Part.message)
    sender, key = author
    check(jws, header, key, Binding(case, sender, kids, None))
    gap = header.sequence > link.sequence
    if not gap:
        check_link(header, link)
    own_link = Link(header.sequence, None)
    return ThreadMessage(message.seq, sender, body, None, gap), next_link(own_link, message.sealed)
