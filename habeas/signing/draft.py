"""The next roster or directory while it is being edited. Values in, values out."""

from collections.abc import Mapping

import msgspec
from msgspec import Struct

from habeas.sealed import directory as directories
from habeas.sealed.directory import Content
from habeas.sealed.grain import is_grain_kept, nearest_two
from habeas.sealed.ids import PublicKey, digest
from habeas.sealed.roster import Document, Group, Member, Role, is_own, payload_of


class Draft(Struct, frozen=True, forbid_unknown_fields=True):
    """`before`: the fingerprints in the roster before this one, to show what changes."""

    organisation: str
    version: int
    previous_sha256: str | None
    before: list[str]
    members: list[Member]


class PendingMember(Struct, frozen=True):
    """A member in no roster yet, as `habeas roster pending` lists her. More fields are allowed."""

    fingerprint: str
    role: Role
    seal_key: PublicKey
    sign_key: PublicKey
    languages: list[str]
    areas: list[str]


class BadDraft(Exception):
    """An edit that must not be made; the message says why."""


def first_draft(organisation: str) -> Draft:
    """The draft of an organisation's first roster."""
    return Draft(organisation, 1, None, [], [])


def next_draft(document: Document) -> Draft:
    """The draft of the roster after this one, with the same members."""
    roster = payload_of(document)
    before = [member.fingerprint for member in roster.members]
    return Draft(
        roster.organisation, roster.version + 1, digest(document.payload), before, list(roster.members)
    )


def check_grain(content: Content) -> None:
    """Raises BadDraft where two areas are nearer to each other than the directory's grain."""
    nearest = nearest_two(content.areas)
    if nearest and not is_grain_kept(content.areas, content.grain_metres):
        one, other, metres = nearest
        raise BadDraft(
            f"the areas {one.area} and {other.area} are {metres:.0f} m apart, nearer than grain_metres = "
            f"{content.grain_metres}: phones refuse this, since areas so near say where somebody is"
        )


def check_coherence(content: Content) -> None:
    """Raises BadDraft where an area or a place is there twice, or an area is named that is not there."""
    if not directories.is_coherent(content):
        raise BadDraft("an area or a place is there twice, or an area is named that is not there")


def add(draft: Draft, pending: PendingMember) -> Draft:
    """With one more member, or with her new languages and areas. Raises BadDraft unless her keys fit."""
    member = msgspec.convert(msgspec.to_builtins(pending), Member)
    before = next((other.group for other in draft.members if other.fingerprint == member.fingerprint), None)
    member = msgspec.structs.replace(member, group=before)
    if not is_own(member):
        raise BadDraft(f"{pending.fingerprint}: the fingerprint is not that of the keys")
    others = [other for other in draft.members if other.fingerprint != member.fingerprint]
    return msgspec.structs.replace(draft, members=[*others, member])


def revoke(draft: Draft, fingerprint: str) -> Draft:
    """Without a member. Raises BadDraft if she is not in it."""
    others = [member for member in draft.members if member.fingerprint != fingerprint]
    if len(others) == len(draft.members):
        raise BadDraft(f"{fingerprint}: not in this roster")
    return msgspec.structs.replace(draft, members=others)


def with_two_groups(draft: Draft) -> Draft:
    """The dispatchers in two groups of nearly one size; who is in one stays there. Raises BadDraft."""
    desk = [member for member in draft.members if member.role is Role.desk]
    if len(desk) < len(Group):
        raise BadDraft("two groups need two dispatchers at least")
    groups = {member.fingerprint: member.group for member in desk}
    for member in desk:
        if member.group is None:
            sizes = {group: list(groups.values()).count(group) for group in Group}
            groups[member.fingerprint] = min(Group, key=lambda group: sizes[group])
    return _with_groups(draft, groups)


def ungroup(draft: Draft) -> Draft:
    """All dispatchers together: each one reads names alone."""
    return _with_groups(draft, {})


def groups_of(draft: Draft) -> list[Group]:
    """None, or both. Raises BadDraft where one has nobody in it."""
    found = {member.group for member in draft.members} - {None}
    if found and found != set(Group):
        raise BadDraft("a group of the desk has nobody in it: run habeas roster groups")
    return [group for group in Group if group in found]


def _with_groups(draft: Draft, groups: Mapping[str, Group | None]) -> Draft:
    members = [
        msgspec.structs.replace(member, group=groups.get(member.fingerprint)) for member in draft.members
    ]
    return msgspec.structs.replace(draft, members=members)


def changes(draft: Draft) -> tuple[list[str], list[str]]:
    """Fingerprints that come in, and fingerprints that go out."""
    after = [member.fingerprint for member in draft.members]
    joining = [fingerprint for fingerprint in after if fingerprint not in draft.before]
    return joining, [fingerprint for fingerprint in draft.before if fingerprint not in after]
