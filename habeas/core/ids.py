"""Names that follow from content, so that deciding twice names the same thing."""

from base64 import urlsafe_b64encode
from hashlib import sha256

ID_BYTES = 16


def offer_id(case_id: str, counsel: str, round_: int) -> str:
    """22 characters: base64url of the first 16 bytes of SHA-256 over "offer|case|counsel|round"."""
    digest = sha256(f"offer|{case_id}|{counsel}|{round_}".encode()).digest()
    return urlsafe_b64encode(digest[:ID_BYTES]).rstrip(b"=").decode()
