"""A dispatcher signs a statement for her colleagues; `habeas.sealed.statement` reads it."""

import msgspec
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

from habeas.sealed.statement import HEADERS, AccessEntry, Sighting


def sign_statement(statement: Sighting | AccessEntry, key: JWK) -> str:
    """A compact ES256 JWS whose header is that of this kind of statement."""
    jws = JWS(msgspec.json.encode(statement))
    jws.add_signature(key, None, HEADERS[type(statement)])
    return str(jws.serialize(compact=True))
