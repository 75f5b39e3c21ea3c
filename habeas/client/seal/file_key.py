"""The key of a case's file, in few hands: whole, or in two shares of which each alone says nothing."""

from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum
from random import SystemRandom
from secrets import token_bytes

from jwcrypto.jwk import JWK
from msgspec import Struct

from habeas.client.seal.jose import new_key, open_slot, public, seal
from habeas.client.seal.keys import Keys, MemberKeys
from habeas.sealed.envelope import Part, measure
from habeas.sealed.ids import Point, PublicKey, b64, digest, standby_id, unb64
from habeas.sealed.refusal import Reason, Refused
from habeas.sealed.roster import Group, Member, Role, Roster
from habeas.sealed.sizes import GIVEN_KEY_SLOTS, KEY_BYTES, KEY_SLOTS

Slots = list[tuple[str, Point]]


class Label(StrEnum):
    """What is in a `key` envelope: the key itself, or the share of one desk group."""

    whole = "whole"
    a = "a"
    b = "b"


class KeyMissing(Exception):
    """A file that this member cannot open by herself."""


class StandbyKey(Struct, frozen=True):
    """The key pair of a desk group, as its members hold it."""

    group: Group
    kid: str
    private: JWK


class GivenKey(Struct, frozen=True):
    """A key that somebody gave this member after the press."""

    label: Label
    sealed: str


class SealedStandby(Struct, frozen=True):
    """The private half of a group's standby key, sealed to the group."""

    group: Group
    seal_key: PublicKey
    sealed: str


def seal_keys(file_key: str, drawn: Sequence[Member], roster: Roster) -> list[str]:
    """The three keys of a press: for two counsel by lot of those drawn, and for the desk."""
    counsel = [member for member in drawn if member.role is Role.counsel]
    holders = SystemRandom().sample(counsel, min(len(counsel), KEY_SLOTS[0]))
    desk = [member for member in drawn if member.role is Role.desk]
    plain = [(file_key, _slots_of(holders)), *_desk_keys(file_key, desk, roster)]
    return [
        seal(text, fill_slots(slots, count)) for (text, slots), count in zip(plain, KEY_SLOTS, strict=True)
    ]


def give(file_key: str, to: Member, giver: Keys) -> str:
    """One more `key` envelope: for her, and for who gives it."""
    return seal(file_key, fill_slots(_slots_of([to]), GIVEN_KEY_SLOTS, giver))


def fill_slots(
    real: Sequence[tuple[str, Point]], count: int, giver: Keys | None = None
) -> list[tuple[str, Point]]:
    """So many slots in a random order; decoys take the free ones, so that the size is always the same."""
    slots = [*real]
    if giver is not None and giver.kid not in {kid for kid, _ in real}:
        slots.append((giver.kid, giver.seal_public))
    slots += [(b64(token_bytes(16)), public(new_key())) for _ in range(count - len(slots))]
    SystemRandom().shuffle(slots)
    return slots


def split(file_key: str) -> tuple[str, str]:
    """Two shares: one is random, and the other is what is missing."""
    share = token_bytes(KEY_BYTES)
    return b64(share), _xor(b64(share), file_key)


def join(a: str, b: str) -> str:
    """The key of two shares."""
    return _xor(a, b)


def open_key(sealed: str, kid: str, key: JWK) -> str:
    """What a `key` envelope holds. Raises Refused: as `open_slot`, payload."""
    text, _ = open_slot(sealed, Part.key, kid, key)
    if not _is_key(text):
        raise Refused(Reason.payload)
    return text


def seal_standby(members: Sequence[Member], private: JWK) -> str:
    """The private half of a standby key, sealed to the members of its group."""
    return seal(
        private.export_private(as_dict=True)["d"], fill_slots(_slots_of(members), max(2, len(members)))
    )


def open_standby(member: MemberKeys, standby: SealedStandby, roster: Roster) -> StandbyKey:
    """A group's key. Raises Refused: group_key (not the one that this roster names), payload, as `open_slot`.

    One of an earlier roster is good for what was sealed while that roster was in force.
    """
    for current in roster.standby:
        is_other = current.sealed_sha256 != digest(standby.sealed)
        if current.seal_key == standby.seal_key and (not standby.sealed.isascii() or is_other):
            raise Refused(Reason.group_key)
    text, _ = open_slot(standby.sealed, Part.group_key, member.kid, member.seal_key)
    if not _is_key(text):
        raise Refused(Reason.payload)
    point = standby.seal_key
    private = JWK(kty="EC", crv="P-256", x=point.x, y=point.y, d=text)
    return StandbyKey(standby.group, standby_id(point), private)


def keys_held(
    member: MemberKeys, standby: Sequence[StandbyKey], sealed: Sequence[str], given: Sequence[GivenKey] = ()
) -> dict[Label, str]:
    """What she can open of a case's keys. One that does not open for her is passed over."""
    held: dict[Label, str] = {}
    for text in sealed:
        kids = measure(text, Part.key)
        openers = [(Label.whole, member.kid, member.seal_key)]
        openers += [(Label(one.group), one.kid, one.private) for one in standby]
        for label, kid, key in openers:
            if kid in kids:
                held.setdefault(label, open_key(text, kid, key))
    for one in given:
        with suppress(Refused):
            held.setdefault(one.label, open_key(one.sealed, member.kid, member.seal_key))
    return held


def file_key_of(held: dict[Label, str]) -> str | None:
    """The file's key, from it or from both shares."""
    if Label.whole in held:
        return held[Label.whole]
    return join(held[Label.a], held[Label.b]) if Label.a in held and Label.b in held else None


def _slots_of(members: Sequence[Member]) -> Slots:
    return [(member.fingerprint, member.seal_key) for member in members]


def _desk_keys(file_key: str, desk: Sequence[Member], roster: Roster) -> list[tuple[str, Slots]]:
    """Whole for its dispatchers; or a share for each of its groups."""
    if not roster.standby:
        return [(file_key, _slots_of(desk)), (b64(token_bytes(KEY_BYTES)), [])]
    keys = [standby.seal_key for standby in roster.standby]
    return [(share, [(standby_id(key), key)]) for share, key in zip(split(file_key), keys, strict=True)]


def _is_key(text: str) -> bool:
    try:
        return len(unb64(text)) == KEY_BYTES
    except ValueError:
        return False


def _xor(a: str, b: str) -> str:
    return b64(bytes(one ^ other for one, other in zip(unb64(a), unb64(b), strict=True)))
