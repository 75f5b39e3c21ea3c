"""Who stands in the vectors. Private keys follow from names: they are public, and good for nothing else."""

from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from jwcrypto.jwk import JWK

from habeas.client.seal.jose import public
from habeas.client.seal.keys import MemberKeys, PersonKeys, member_of
from habeas.sealed.ids import b64, case_id, thumbprint, token_sha256
from habeas.sealed.roster import Role, Roster, Signer

ORGANISATION = "rechnogorsk"
NOW = 1_800_000_000_000
DAY = 86_400_000


def key(name: str) -> JWK:
    """A P-256 pair that is the same at each run."""
    scalar = int.from_bytes(sha256(name.encode()).digest()) >> 1
    return JWK.from_pyca(ec.derive_private_key(scalar, ec.SECP256R1()))


def member(name: str) -> MemberKeys:
    return member_of(key(f"{name} seals"), key(f"{name} signs"))


def person(name: str) -> PersonKeys:
    sign_key, token = key(f"{name} signs"), b64(sha256(f"{name}'s token".encode()).digest())
    return PersonKeys(case_id(public(sign_key)), sign_key, key(f"{name} seals"), token, token_sha256(token))


def signer(name: str) -> Signer:
    point = public(key(f"{name} signs rosters"))
    return Signer(thumbprint(point), point.x, point.y)


def private(jwk: JWK) -> dict[str, str]:
    told = jwk.export_private(as_dict=True)
    return {name: told[name] for name in ("x", "y", "d")}


# Anna and Boris are counsel who hold slots, Vera comes later, Gleb is at the desk; Zoya is in no roster.
MEMBERS = {name: member(name) for name in ("anna", "boris", "vera", "gleb", "zoya")}
ROLES = {"anna": Role.counsel, "boris": Role.counsel, "vera": Role.counsel, "gleb": Role.desk}
PERSON = person("the person")
OTHER = person("another person")
SIGNERS = ("first", "second", "third")
ROSTER = Roster(
    organisation=ORGANISATION,
    version=7,
    issued_at=NOW - DAY,
    expires_at=NOW + 30 * DAY,
    previous_sha256="A" * 43,
    group_key_sha256="A" * 43,
    members=[
        MEMBERS[name].roster_member(role, ["ru", "en"], ["old-town", "harbour"])
        for name, role in ROLES.items()
    ],
)
