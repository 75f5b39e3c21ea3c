"""The members' group key, and the place tags made with it. The server can tell if two of a day are equal."""

import hmac
from secrets import token_bytes

from habeas.client.seal.jose import new_key, open_slot, public, seal
from habeas.client.seal.keys import MemberKeys
from habeas.core.time import DAY_MS, Millis
from habeas.sealed.envelope import Part
from habeas.sealed.ids import Point, b64, digest, unb64
from habeas.sealed.refusal import Reason, Refused
from habeas.sealed.roster import Member, Roster


def seal_group_key(members: list[Member]) -> str:
    """A new group key, sealed to every member. Nobody keeps the key itself."""
    slots: list[tuple[str, Point]] = [(member.fingerprint, member.seal_key) for member in members]
    # An envelope has two slots at least: an organisation of one member gets a decoy.
    while len(slots) < 2:
        slots.append((b64(token_bytes(16)), public(new_key())))
    return seal(b64(token_bytes(32)), slots)


def open_group_key(member: MemberKeys, sealed: str, roster: Roster) -> bytes:
    """The 32 bytes that this roster's members share. Raises Refused: group_key, and as `open_slot`."""
    if not sealed.isascii() or digest(sealed) != roster.group_key_sha256:
        raise Refused(Reason.group_key)
    text, _ = open_slot(sealed, Part.group_key, member.kid, member.seal_key)
    try:
        key = unb64(text)
    except ValueError as error:
        raise Refused(Reason.payload) from error
    if len(key) != 32:
        raise Refused(Reason.payload)
    return key


def place_tag(group_key: bytes, organisation: str, place: str, now: Millis) -> str:
    """22 characters. Equal tags mean the same place, under one group key on one day (UTC)."""
    text = f"place|{organisation}|{place}|{now // DAY_MS}"
    return b64(hmac.digest(group_key, text.encode(), "sha256")[:16])
