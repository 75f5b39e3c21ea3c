"""The two secrets by which a person ends a case or a check-in, each derived from her token and a code."""

import hmac

from msgspec import Struct

from habeas.sealed.ids import b64, token_sha256, unb64


class Codes(Struct, frozen=True):
    """What the person says or types; the two words themselves unless she chose others."""

    fine: str = "fine"
    duress: str = "duress"


CODES = Codes()


def end_secret(token: str, code: str) -> str:
    """32 bytes as base64url. Somebody who took the phone has the token, and without a code no secret."""
    return b64(hmac.digest(unb64(token), f"end|{code}".encode(), "sha256"))


def end_hashes(token: str, codes: Codes) -> dict[str, str]:
    """What the server stores of both secrets."""
    return {
        "cancel_sha256": token_sha256(end_secret(token, codes.fine)),
        "duress_sha256": token_sha256(end_secret(token, codes.duress)),
    }
