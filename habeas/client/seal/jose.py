"""The four operations that everything sealed consists of: sign, verify, seal, open. JOSE by jwcrypto."""

import json
from collections.abc import Sequence

import msgspec
from jwcrypto.common import JWException
from jwcrypto.jwe import JWE
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

from habeas.sealed.envelope import (
    RECIPIENTS_HEADER,
    SHARED_KEY_HEADER,
    Part,
    RecipientsEnvelope,
    SharedKeyEnvelope,
    kids_of,
    parse,
)
from habeas.sealed.ids import Point, PublicKey, unb64
from habeas.sealed.refusal import Reason, Refused
from habeas.sealed.sizes import SIGNATURE_CHARS

JWS_HEADER = '{"alg":"ES256"}'
_JWS_START = "eyJhbGciOiJFUzI1NiJ9."
_ALGORITHMS = ["ECDH-ES+A256KW", "dir", "A256GCM"]


def new_key() -> JWK:
    """A fresh P-256 key pair."""
    return JWK.generate(kty="EC", crv="P-256")


def public(key: JWK) -> PublicKey:
    """The coordinates of a pair's public half."""
    jwk = key.export_public(as_dict=True)
    return PublicKey(x=jwk["x"], y=jwk["y"])


def to_jwk(key: Point) -> JWK:
    """A public key from its coordinates."""
    return JWK(kty="EC", crv="P-256", x=key.x, y=key.y)


def sign(payload: bytes, key: JWK) -> str:
    """A compact ES256 JWS whose header is exactly {"alg":"ES256"}."""
    jws = JWS(payload)
    jws.add_signature(key, None, JWS_HEADER)
    return str(jws.serialize(compact=True))


def payload_of(jws: str) -> bytes:
    """The payload of a compact JWS, not yet verified. Raises Refused: signature."""
    parts = jws.split(".")
    if not jws.startswith(_JWS_START) or len(parts) != 3 or len(parts[2]) != SIGNATURE_CHARS:
        raise Refused(Reason.signature)
    try:
        unb64(parts[2])
        return unb64(parts[1])
    except ValueError as error:
        raise Refused(Reason.signature) from error


def verify(jws: str, key: Point) -> None:
    """Raises Refused (signature) unless this JWS was signed with this key."""
    parsed = JWS()
    parsed.allowed_algs = ["ES256"]
    try:
        parsed.deserialize(jws, to_jwk(key))
    except (JWException, ValueError) as error:
        raise Refused(Reason.signature) from error


def seal(text: str, slots: Sequence[tuple[str, Point]]) -> str:
    """An envelope for the holders of these slots: (key id, public key), in this order."""
    return seal_bytes(text.encode(), slots)


def seal_bytes(data: bytes, slots: Sequence[tuple[str, Point]]) -> str:
    """The same of what need be no text."""
    jwe = JWE(data, protected=unb64(RECIPIENTS_HEADER).decode())
    for kid, key in slots:
        jwe.add_recipient(to_jwk(key), header=json.dumps({"kid": kid}))
    envelope = msgspec.convert(json.loads(jwe.serialize()), RecipientsEnvelope)
    return msgspec.json.encode(envelope).decode()


def seal_under(text: str, key: str) -> str:
    """An envelope under a shared 256-bit key (base64url)."""
    return seal_bytes_under(text.encode(), key)


def seal_bytes_under(data: bytes, key: str) -> str:
    """The same of what need be no text."""
    jwe = JWE(data, protected=unb64(SHARED_KEY_HEADER).decode())
    jwe.add_recipient(JWK(kty="oct", k=key))
    fields = json.loads(jwe.serialize()) | {"recipients": [{}]}
    return msgspec.json.encode(msgspec.convert(fields, SharedKeyEnvelope)).decode()


def open_slot(sealed: str, part: Part, kid: str, key: JWK) -> tuple[str, tuple[str, ...]]:
    """The text inside, and all key ids. Raises Refused: as `parse`, not_a_recipient, cannot_open."""
    envelope = parse(sealed, part)
    kids = kids_of(envelope)
    if kid not in kids:
        raise Refused(Reason.not_a_recipient)
    slot = msgspec.to_builtins(envelope.recipients[kids.index(kid)])
    return _open(envelope, slot, key), kids


def open_under(sealed: str, part: Part, key: str) -> str:
    """The text inside an envelope under a shared key. Raises Refused: as `parse`, cannot_open."""
    return _open(parse(sealed, part), {}, JWK(kty="oct", k=key))


def _open(envelope: RecipientsEnvelope | SharedKeyEnvelope, slot: dict[str, object], key: JWK) -> str:
    flat = msgspec.to_builtins(envelope) | slot
    del flat["recipients"]
    jwe = JWE(algs=_ALGORITHMS)
    try:
        jwe.deserialize(json.dumps(flat), key)
        return bytes(jwe.payload).decode()
    except (JWException, ValueError) as error:
        raise Refused(Reason.cannot_open) from error
