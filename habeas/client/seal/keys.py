"""Who seals and opens: a person with keys for one case, or a member with hers."""

from dataclasses import dataclass
from secrets import token_bytes

from jwcrypto.jwk import JWK

from habeas.client.seal.jose import new_key, public
from habeas.sealed.ids import PublicKey, b64, case_id, fingerprint, token_sha256
from habeas.sealed.roster import Member as Listed
from habeas.sealed.roster import Role


@dataclass(frozen=True)
class Party:
    """Whoever seals and opens: `kid` names her in slots and headers."""

    kid: str
    sign_key: JWK
    seal_key: JWK

    @property
    def sign_public(self) -> PublicKey:
        """What others verify her signatures with."""
        return public(self.sign_key)

    @property
    def seal_public(self) -> PublicKey:
        """What others seal to."""
        return public(self.seal_key)


@dataclass(frozen=True)
class Person(Party):
    """Fresh keys for one case; `kid` is the case id."""

    token: str
    token_sha256: str


@dataclass(frozen=True)
class Member(Party):
    """A member's two key pairs; `kid` is her fingerprint."""

    def listed(self, role: Role, languages: list[str], areas: list[str]) -> Listed:
        """Her line in a roster."""
        return Listed(self.kid, role, self.seal_public, self.sign_public, languages, areas)


@dataclass(frozen=True)
class Recipient:
    """Somebody to seal to."""

    kid: str
    key: PublicKey


def make_person() -> Person:
    """A person about to press."""
    sign_key, seal_key, token = new_key(), new_key(), b64(token_bytes(32))
    return Person(case_id(public(sign_key)), sign_key, seal_key, token, token_sha256(token))


def make_member() -> Member:
    """A member about to enrol."""
    return member_of(new_key(), new_key())


def member_of(seal_key: JWK, sign_key: JWK) -> Member:
    """A member from her two private keys."""
    return Member(fingerprint(public(seal_key), public(sign_key)), sign_key, seal_key)


def recipients(listed: list[Listed]) -> list[Recipient]:
    """Members of a roster as recipients."""
    return [Recipient(one.fingerprint, one.seal_key) for one in listed]
