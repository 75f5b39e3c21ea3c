"""Every size of the protocol, once. The same figures stand in web/src/seal/sizes.ts; vectors compare them."""

PRESS_BYTES = 9_216
"""The body of every press, to the byte: the JSON is filled up with spaces at its end."""

CARD_BYTES = 1_104
FILE_BYTES = 927
"""The signed payloads of a press, padded to exactly this many bytes. Multiples of three waste no base64."""

MESSAGE_STEP_BYTES = 256
MESSAGE_BYTES = 4_096
"""The signed payload of a message or a reseal: padded to a multiple of the step, at most this long."""

SLOTS = 17
COUNSEL_SLOTS = 14
DESK_SLOTS = 3
"""A card's recipients: what is not taken by counsel and desk is filled with decoys."""

MAX_SLOTS = 32
"""The most recipients of a message or a reseal; the fewest is 2, the sender and somebody else."""

ENVELOPE_CHARS = 16_384
GROUP_KEY_CHARS = 2_000_000
ROSTER_CHARS = 2_000_000
SIGNATURES = 32
MEMBERS = 2_000
ROSTER_VERSION = 9_999_999


def _base64_chars(size: int) -> int:
    return (size * 4 + 2) // 3


def jws_chars(payload_bytes: int) -> int:
    """Length of a compact ES256 JWS: 20 of header, the payload, 86 of signature, two dots."""
    return 20 + 1 + _base64_chars(payload_bytes) + 1 + 86


CARD_CIPHERTEXT = _base64_chars(jws_chars(CARD_BYTES))
FILE_CIPHERTEXT = _base64_chars(jws_chars(FILE_BYTES))
