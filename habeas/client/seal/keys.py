"""The keys of those who seal and open: a person's, made for one case, and a member's."""

from dataclasses import dataclass
from secrets import token_bytes

from jwcrypto.jwk import JWK

from habeas.client.seal.jose import new_key, public
from habeas.sealed.ids import PublicKey, b64, case_id, fingerprint, token_sha256
from habeas.sealed.roster import Member, Role


@dataclass(frozen=True)
class Keys:
    """Two key pairs; `kid` names their holder in slots and headers."""

    kid: str
    sign_key: JWK
    seal_key: JWK

    @property
    def sign_public(self) -> PublicKey:
        """Others verify her signatures with it."""
        return public(self.sign_key)

    @property
    def seal_public(self) -> PublicKey:
        """Others seal to it."""
        return public(self.seal_key)


@dataclass(frozen=True)
class PersonKeys(Keys):
    """Keys for one case; `kid` is the case id."""

    token: str
    token_sha256: str


@dataclass(frozen=True)
class MemberKeys(Keys):
    """A member's keys; `kid` is her fingerprint."""

    def roster_member(self, role: Role, languages: list[str], areas: list[str]) -> Member:
        """Her entry in a roster."""
        return Member(self.kid, role, self.seal_public, self.sign_public, languages, areas)


@dataclass(frozen=True)
class Recipient:
    """A key id and the key to seal to."""

    kid: str
    key: PublicKey


def make_person() -> PersonKeys:
    """New keys for a person about to press."""
    sign_key, seal_key, token = new_key(), new_key(), b64(token_bytes(32))
    return PersonKeys(case_id(public(sign_key)), sign_key, seal_key, token, token_sha256(token))


def make_member() -> MemberKeys:
    """New keys for a member about to enrol."""
    return member_of(new_key(), new_key())


def member_of(seal_key: JWK, sign_key: JWK) -> MemberKeys:
    """A member's keys from her two private ones."""
    return MemberKeys(fingerprint(public(seal_key), public(sign_key)), sign_key, seal_key)


def recipients(members: list[Member]) -> list[Recipient]:
    """Members of a roster as recipients."""
    return [Recipient(member.fingerprint, member.seal_key) for member in members]
