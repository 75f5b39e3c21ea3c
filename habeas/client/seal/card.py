"""Card and file as a member opens them, and the reseal that lets other members into a card."""

from collections.abc import Sequence

from msgspec import Struct

from habeas.client.seal.body import Card, CardBody, FileBody, ResealBody, card_of
from habeas.client.seal.jose import open_slot, open_under, seal
from habeas.client.seal.keys import MemberKeys
from habeas.client.seal.signature import Binding, Link, check, read, sign_part
from habeas.sealed.envelope import Part, measure
from habeas.sealed.ids import PublicKey, case_id, digest
from habeas.sealed.refusal import Reason, Refused
from habeas.sealed.roster import Member, Roster


class SealedPart(Struct, frozen=True):
    """An envelope as the service delivers it; `part` is card, reseal or file."""

    number: int
    part: str
    sealed: str


class OpenedCard(Struct, frozen=True):
    """What a member knows of a case. `resealed_by`: who let her in; None if the person's phone did."""

    case_id: str
    card: Card
    sign_key: PublicKey
    seal_key: PublicKey
    card_hash: str
    jws: str
    resealed_by: str | None


def open_card(member: MemberKeys, case: str, envelopes: Sequence[SealedPart], roster: Roster) -> OpenedCard:
    """The card of a case: from the phone's own envelope, or from the first reseal that opens for this member.

    Raises Refused: not_a_recipient, or the reason against the first envelope that she is a recipient of.
    """
    card = next((envelope for envelope in envelopes if envelope.part == Part.card), None)
    if card is None:
        raise Refused(Reason.not_a_recipient)
    original = Binding(case, case, measure(card.sealed, Part.card), Link(0, None))
    refused = Refused(Reason.not_a_recipient)
    for envelope in envelopes:
        try:
            jws, holder = _person_jws(member, envelope, digest(card.sealed), case, roster)
            body = _check_card(jws, original)
            keys = (body.sign_key, body.seal_key)
            return OpenedCard(case, card_of(body), *keys, digest(card.sealed), jws, holder)
        except Refused as error:
            refused = refused if refused.reason is not Reason.not_a_recipient else error
    raise refused


def _person_jws(
    member: MemberKeys, envelope: SealedPart, card_hash: str, case: str, roster: Roster
) -> tuple[str, str | None]:
    """The person's JWS in one envelope, and the member who resealed it, if one did."""
    if envelope.part == Part.card:
        return open_slot(envelope.sealed, Part.card, member.kid, member.seal_key)[0], None
    if envelope.part != Part.reseal:
        raise Refused(Reason.not_a_recipient)
    outer, kids = open_slot(envelope.sealed, Part.reseal, member.kid, member.seal_key)
    header, body = read(outer, Part.reseal)
    holder = find_member(roster, header.sender)
    check(outer, header, holder.sign_key, Binding(case, holder.fingerprint, kids, Link(0, card_hash)))
    return body.card, holder.fingerprint


def _check_card(jws: str, binding: Binding) -> CardBody:
    """The card, if the person of this very case signed it for these readers. Raises Refused."""
    header, body = read(jws, Part.card)
    if case_id(body.sign_key) != binding.case_id:
        raise Refused(Reason.case_id)
    check(jws, header, body.sign_key, binding)
    assert isinstance(body, CardBody)
    return body


def file_link(sealed: str) -> Link:
    """The link that the person's messages follow, by the file's envelope alone."""
    return Link(2, digest(sealed))


def open_file(opened: OpenedCard, sealed: str, file_key: str) -> FileBody:
    """The file of an opened card. Raises Refused."""
    jws = open_under(sealed, Part.file, file_key)
    header, body = read(jws, Part.file)
    case = opened.case_id
    check(jws, header, opened.sign_key, Binding(case, case, (), Link(1, opened.card_hash)))
    assert isinstance(body, FileBody)
    return body


def reseal(member: MemberKeys, opened: OpenedCard, to: Sequence[Member], roster_version: int) -> str:
    """An envelope that lets others into a card that this member can open, signed by her."""
    others = [(other.fingerprint, other.seal_key) for other in to if other.fingerprint != member.kid]
    slots = [(member.kid, member.seal_public), *others]
    kids = tuple(kid for kid, _ in slots)
    binding = Binding(opened.case_id, member.kid, kids, Link(0, opened.card_hash))
    return seal(
        sign_part(Part.reseal, binding, roster_version, ResealBody(opened.jws), member.sign_key), slots
    )


def find_member(roster: Roster, fingerprint: str) -> Member:
    """A member of the roster. Raises Refused (unknown_sender)."""
    for member in roster.members:
        if member.fingerprint == fingerprint:
            return member
    raise Refused(Reason.unknown_sender)
