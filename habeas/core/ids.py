"""Names that follow from content, so that deciding twice names the same thing."""

from base64 import urlsafe_b64encode
from hashlib import sha256

ID_BYTES = 16


def offer_id(case_id: str, counsel: str, round_: int) -> str:
    """22 characters: base64url of the first 16 bytes of SHA-256 over "offer|case|counsel|round"."""
    return _digest(f"offer|{case_id}|{counsel}|{round_}")


def event_id(subject: str, version: int) -> str:
    """Of what made a case this version, or a counsel's duty end then: 22 characters, as `offer_id`."""
    return _digest(f"event|{subject}|{version}")


def decision_id(changed: int | None, now: int) -> str:
    """Of the decision made at `now` (ms) on the board as of transaction `changed`: 22 characters."""
    return _digest(f"decision|{changed}|{now}")


def _digest(key: str) -> str:
    return urlsafe_b64encode(sha256(key.encode()).digest()[:ID_BYTES]).rstrip(b"=").decode()
