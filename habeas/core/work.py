"""Proof of work, done by a phone after its press is stored: quick to check, slow to find.

Nonces follow from a key of the service, another every ten minutes: nobody works for another day.
"""

from base64 import urlsafe_b64encode
from hashlib import pbkdf2_hmac
from hmac import compare_digest, digest

from habeas.core.time import MINUTE_MS, Millis

ROUNDS = 1_000
WORK_BYTES = 8
NONCE_MS = 10 * MINUTE_MS
NONCE_BYTES = 16


def nonce_at(key: bytes, now: Millis) -> str:
    """The one that is given out now: 22 characters, base64url."""
    window = f"work|{now // NONCE_MS}".encode()
    found = digest(key, window, "sha256")[:NONCE_BYTES]
    return urlsafe_b64encode(found).rstrip(b"=").decode()


def is_fresh(nonce: str, key: bytes, now: Millis) -> bool:
    """Given out now, or until ten minutes ago."""
    return any(compare_digest(nonce, nonce_at(key, at)) for at in (now, now - NONCE_MS))


def done_bits(nonce: str, case_id: str, number: int) -> int:
    """How many zeros the hash of this number begins with."""
    salt = f"{nonce}|{case_id}|{number}".encode()
    found = int.from_bytes(pbkdf2_hmac("sha256", b"habeas work", salt, ROUNDS, WORK_BYTES))
    return 8 * WORK_BYTES - found.bit_length()
