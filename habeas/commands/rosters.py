"""Publishing a signed roster, and who waits to be in the next one."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from msgspec import Struct

from habeas.commands import change, errors, signatures
from habeas.commands.context import Context
from habeas.commands.messages import check_envelope
from habeas.commands.shapes.common import DeskGroup, PublicKey, Role
from habeas.commands.shapes.member import StandbyKey
from habeas.core.time import Millis
from habeas.sealed import roster
from habeas.sealed.envelope import Part
from habeas.sealed.ids import digest
from habeas.sealed.refusal import Reason
from habeas.store import members, rosters
from habeas.store.rosters import ListedMember, NewRoster
from habeas.store.text import id_list, to_json

_NOT_AFTER = frozenset({Reason.rolled_back, Reason.forked, Reason.previous})


class Pending(Struct):
    """A member enrolled but in no published roster: what the organisation's signers need to see."""

    fingerprint: str
    role: Role
    seal_key: PublicKey
    sign_key: PublicKey
    languages: list[str]
    areas: list[str]
    enrolled_at: Millis


class SealedRoster(NamedTuple):
    """A document with the keys that belong to it."""

    document: str
    group_key: str
    standby: list[StandbyKey]


async def publish(ctx: Context, document: str, group_key: str, standby: Sequence[str] = ()) -> int:
    """Verify against the pinned signers, store, and set each member's standing by it; returns the version.

    The very roster that is in force may come again. Refused 400 (not signed enough, expired, malformed), 409
    (rollback, other content of the same version, or not the successor of the one in force).
    """
    now = ctx.now()
    pin = signatures.pin(ctx.settings, await ctx.store.read(rosters.stamp))
    with signatures.refusals("roster", _NOT_AFTER):
        verified = roster.verify(document, pin, now)
    if verified.roster.group_key_sha256 != digest(group_key):
        raise errors.malformed("The group key is not the one that the roster names.")
    check_envelope(group_key, Part.group_key)
    keys = _standby_keys(verified.roster, standby)
    if verified.pin.version > pin.version:
        new = _new_roster(verified, SealedRoster(document, group_key, keys))
        await change.change(ctx, rosters.publish, new, now, ctx.settings.retention.rosters_kept)
    return verified.roster.version


async def pending(ctx: Context) -> list[Pending]:
    """Members in no published roster yet, oldest first."""
    rows = await ctx.store.read(members.pending_members, ctx.settings.limits.pending_members)
    return [
        Pending(
            fingerprint=row.fingerprint,
            role=Role(row.role),
            seal_key=msgspec.json.decode(row.seal_key, type=PublicKey),
            sign_key=msgspec.json.decode(row.sign_key, type=PublicKey),
            languages=list(id_list(row.languages)),
            areas=list(id_list(row.areas)),
            enrolled_at=row.enrolled_at,
        )
        for row in rows
    ]


def standby_in(stored: Sequence[str]) -> list[StandbyKey]:
    """The sealed keys in the rows of rosters."""
    return [key for text in stored for key in msgspec.json.decode(text, type=list[StandbyKey])]


def _standby_keys(published: roster.Roster, sealed: Sequence[str]) -> list[StandbyKey]:
    """Refused 400, unless these are the keys that the roster names, in its order."""
    if [standby.sealed_sha256 for standby in published.standby] != [digest(text) for text in sealed]:
        raise errors.malformed("The keys of the desk's groups are not those that the roster names.")
    for text in sealed:
        check_envelope(text, Part.group_key)
    return [
        StandbyKey(DeskGroup(standby.group.value), PublicKey(standby.seal_key.x, standby.seal_key.y), text)
        for standby, text in zip(published.standby, sealed, strict=True)
    ]


def _new_roster(verified: roster.VerifiedRoster, sealed: SealedRoster) -> NewRoster:
    listed = {
        member.fingerprint: ListedMember(member.role.value, tuple(member.languages), tuple(member.areas))
        for member in verified.roster.members
    }
    sha256 = verified.pin.sha256 or ""
    version, standby = verified.roster.version, to_json(sealed.standby)
    return NewRoster(version, sha256, sealed.document, sealed.group_key, standby, listed)
