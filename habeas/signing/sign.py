"""From a draft to a signed roster or directory: it is issued once, then signed by each signer."""

from collections.abc import Sequence

from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS
from msgspec import Struct, structs

from habeas.client.seal.file_key import seal_standby
from habeas.client.seal.group import seal_group_key
from habeas.client.seal.jose import new_key, public
from habeas.sealed import directory as directories
from habeas.sealed.directory import Content, Directory
from habeas.sealed.ids import b64, digest, unb64
from habeas.sealed.roster import (
    Document,
    Group,
    Member,
    Roster,
    Signature,
    Standby,
    payload_of,
    protected_header,
    write,
)
from habeas.signing.draft import BadDraft, Draft, check_coherence, check_grain, groups_of
from habeas.signing.keys import signer_of


class RosterIssue(Struct, frozen=True):
    """A roster document, the group key sealed to its members, and where the desk has two groups a key of
    each, sealed to the group. Nobody keeps these keys themselves.
    """

    document: Document
    group_key: str
    standby: list[str]


def issue(draft: Draft, now: int, expires_at: int) -> RosterIssue:
    """A roster that nobody has signed yet, with a new group key. Milliseconds. Raises BadDraft."""
    if not draft.members:
        raise BadDraft("nobody is in this roster")
    groups = groups_of(draft)
    group_key = seal_group_key(draft.members)
    made = [_standby(group, draft.members) for group in groups]
    roster = Roster(
        organisation=draft.organisation,
        version=draft.version,
        issued_at=now,
        expires_at=expires_at,
        previous_sha256=draft.previous_sha256,
        group_key_sha256=digest(group_key),
        members=draft.members,
        standby=[standby for standby, _ in made],
    )
    document = Document(b64(write(roster).encode()), [])
    payload_of(document)
    return RosterIssue(document, group_key, [sealed for _, sealed in made])


def _standby(group: Group, members: Sequence[Member]) -> tuple[Standby, str]:
    """A new key of a group, and its private half sealed to the group."""
    private = new_key()
    sealed = seal_standby([member for member in members if member.group is group], private)
    return Standby(group, public(private), digest(sealed)), sealed


def issue_directory(draft: Content, now: int, expires_at: int) -> Document:
    """A directory that nobody has signed yet. Milliseconds. Raises BadDraft."""
    if not draft.entries:
        raise BadDraft("nobody is in this directory")
    check_coherence(draft)
    check_grain(draft)
    directory = Directory(**structs.asdict(draft), issued_at=now, expires_at=expires_at)
    return Document(b64(directories.write(directory).encode()), [])


def sign(document: Document, key: JWK) -> Document:
    """With this signer's signature; it replaces an earlier one of hers."""
    header = protected_header(signer_of(key).kid)
    jws = JWS(unb64(document.payload))
    jws.add_signature(key, None, '{"alg":"ES256","kid":"' + signer_of(key).kid + '"}')
    _, _, signature = str(jws.serialize(compact=True)).split(".")
    others = [other for other in document.signatures if other.protected != header]
    return Document(document.payload, [*others, Signature(header, signature)])


def combine(documents: Sequence[Document]) -> Document:
    """One document with the signatures of all. Raises BadDraft unless all have the same payload."""
    if len({document.payload for document in documents}) != 1:
        raise BadDraft("these are not signatures of one and the same document")
    signatures = {
        signature.protected: signature for document in documents for signature in document.signatures
    }
    return Document(documents[0].payload, list(signatures.values()))
