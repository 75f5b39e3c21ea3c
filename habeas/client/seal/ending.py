"""The two secrets by which a person ends a case or check-in: from the token and a code, alike for both."""

import hmac

from msgspec import Struct

from habeas.sealed.ids import b64, token_sha256, unb64


class Codes(Struct, frozen=True):
    """What the person says or types; without a choice of hers the two words themselves."""

    fine: str = "fine"
    duress: str = "duress"


CODES = Codes()


def end_secret(token: str, code: str) -> str:
    """32 bytes as base64url. Who has the phone has the token; who has not the code has neither secret."""
    return b64(hmac.digest(unb64(token), f"end|{code}".encode(), "sha256"))


def end_hashes(token: str, codes: Codes) -> dict[str, str]:
    """What the server keeps of both."""
    return {
        "cancel_sha256": token_sha256(end_secret(token, codes.fine)),
        "duress_sha256": token_sha256(end_secret(token, codes.duress)),
    }
