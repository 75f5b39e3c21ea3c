"""Card, file and reseal: opened by a member, handed on to another."""

from collections.abc import Sequence

from msgspec import Struct

from habeas.client.seal.body import Card, CardBody, FileBody, ResealBody, card_of
from habeas.client.seal.jose import open_slot, open_under, seal
from habeas.client.seal.keys import Member
from habeas.client.seal.signature import Expected, Link, check, read, signed
from habeas.sealed.envelope import Part, measure
from habeas.sealed.ids import PublicKey, case_id, digest
from habeas.sealed.refused import Reason, Refused
from habeas.sealed.roster import Member as Listed
from habeas.sealed.roster import Roster


class Sealed(Struct, frozen=True):
    """An envelope as the service hands it out; `part` is card, reseal or file."""

    number: int
    part: str
    sealed: str


class OpenedCard(Struct, frozen=True):
    """What a member holds of a case. `resealed_by`: who let her in, or None if the phone itself did."""

    case_id: str
    card: Card
    sign_key: PublicKey
    seal_key: PublicKey
    file_key: str
    card_hash: str
    jws: str
    resealed_by: str | None


def open_card(member: Member, case: str, envelopes: Sequence[Sealed], roster: Roster) -> OpenedCard:
    """The card of a case, from the phone's own envelope or one re-sealed to this member.

    The first that holds is taken. Raises Refused: not_a_recipient, or what was wrong with the first.
    """
    card = next((one for one in envelopes if one.part == Part.card), None)
    if card is None:
        raise Refused(Reason.not_a_recipient)
    original = Expected(case, case, measure(card.sealed, Part.card), Link(0, None))
    refused = Refused(Reason.not_a_recipient)
    for envelope in envelopes:
        try:
            jws, holder = _from(member, envelope, digest(card.sealed), case, roster)
            body = _own_card(jws, original)
            keys = (body.sign_key, body.seal_key, body.file_key)
            return OpenedCard(case, card_of(body), *keys, digest(card.sealed), jws, holder)
        except Refused as error:
            refused = refused if refused.reason is not Reason.not_a_recipient else error
    raise refused


def _from(
    member: Member, envelope: Sealed, card_hash: str, case: str, roster: Roster
) -> tuple[str, str | None]:
    """The person's signed card out of one envelope, and who re-sealed it if anybody did."""
    if envelope.part == Part.card:
        return open_slot(envelope.sealed, Part.card, member.kid, member.seal_key)[0], None
    if envelope.part != Part.reseal:
        raise Refused(Reason.not_a_recipient)
    outer, kids = open_slot(envelope.sealed, Part.reseal, member.kid, member.seal_key)
    header, body = read(outer, Part.reseal)
    holder = listed(roster, header.sender)
    check(outer, header, holder.sign_key, Expected(case, holder.fingerprint, kids, Link(0, card_hash)))
    return body.card, holder.fingerprint


def _own_card(jws: str, expected: Expected) -> CardBody:
    """The card, once it is certain that the case's own person signed it for these readers."""
    header, body = read(jws, Part.card)
    if case_id(body.sign_key) != expected.case_id:
        raise Refused(Reason.case_id)
    check(jws, header, body.sign_key, expected)
    assert isinstance(body, CardBody)
    return body


def open_file(opened: OpenedCard, sealed: str) -> tuple[FileBody, Link]:
    """The file of an opened card, and where the person's messages go on. Raises Refused."""
    jws = open_under(sealed, Part.file, opened.file_key)
    header, body = read(jws, Part.file)
    case = opened.case_id
    check(jws, header, opened.sign_key, Expected(case, case, (), Link(1, opened.card_hash)))
    return body, Link(2, digest(sealed))


def reseal(member: Member, opened: OpenedCard, to: Sequence[Listed], roster_version: int) -> str:
    """An envelope that lets others into a card which this member holds, and says that she did."""
    slots = [(one.fingerprint, one.seal_key) for one in to if one.fingerprint != member.kid]
    slots.insert(0, (member.kid, member.seal_public))
    kids = tuple(kid for kid, _ in slots)
    expected = Expected(opened.case_id, member.kid, kids, Link(0, opened.card_hash))
    return seal(signed(Part.reseal, expected, roster_version, ResealBody(opened.jws), member.sign_key), slots)


def listed(roster: Roster, fingerprint: str) -> Listed:
    """A member of the roster. Raises Refused (unknown_sender)."""
    for member in roster.members:
        if member.fingerprint == fingerprint:
            return member
    raise Refused(Reason.unknown_sender)
