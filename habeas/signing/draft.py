"""The next roster or directory while it is being edited. Values in, values out."""

import msgspec
from msgspec import Struct

from habeas.sealed import directory as directories
from habeas.sealed.directory import Entry
from habeas.sealed.ids import PublicKey, digest
from habeas.sealed.roster import Document, Member, Role, is_own, payload_of


class Draft(Struct, frozen=True, forbid_unknown_fields=True):
    """`before`: the fingerprints in the roster before this one, to show what changes."""

    organisation: str
    version: int
    previous_sha256: str | None
    before: list[str]
    members: list[Member]


class DirectoryDraft(Struct, frozen=True, forbid_unknown_fields=True):
    """Its entries are edited by hand, in any editor."""

    organisation: str
    version: int
    entries: list[Entry]


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


def next_directory_draft(document: Document) -> DirectoryDraft:
    """The draft of the directory after this one, with the same entries."""
    directory = directories.payload_of(document)
    return DirectoryDraft(directory.organisation, directory.version + 1, directory.entries)


def add(draft: Draft, pending: PendingMember) -> Draft:
    """With one more member, or with her new languages and areas. Raises BadDraft unless her keys fit."""
    member = msgspec.convert(msgspec.to_builtins(pending), Member)
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


def changes(draft: Draft) -> tuple[list[str], list[str]]:
    """Fingerprints that come in, and fingerprints that go out."""
    after = [member.fingerprint for member in draft.members]
    joining = [fingerprint for fingerprint in after if fingerprint not in draft.before]
    return joining, [fingerprint for fingerprint in draft.before if fingerprint not in after]
