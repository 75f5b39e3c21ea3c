"""Every size of the protocol, once. The same figures stand in web/src/seal/sizes.ts; vectors compare them."""

PRESS_BYTES = 9_216
"""The body of every press and check-in, to the byte: the JSON is filled up with spaces at its end."""

CARD_BYTES = 1_059
FILE_BYTES = 879
"""The signed payloads of a press, padded to exactly this many bytes. Multiples of three waste no base64."""

DEPOSIT_BYTES = 768
"""The text that waits behind call words, padded to exactly this. What fits into a file fits here too."""

MESSAGE_STEP_BYTES = 256
MESSAGE_BYTES = 4_096
"""The signed payload of a message or a reseal: padded to a multiple of the step, at most this long."""

SLOTS = 17
COUNSEL_SLOTS = 14
DESK_SLOTS = 3
"""A card's recipients: what is not taken by counsel and desk is filled with decoys."""

MAX_SLOTS = 32
"""The most recipients of a message or a reseal; the fewest is 2, the sender and somebody else."""

CALL_WORDS = 4
WORD_LIST = 7_776
CALL_WORDS_ROUNDS = 600_000
"""Four words of a list; PBKDF2 rounds: about two seconds on a cheap phone, and as much for each guess."""

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
DEPOSIT_CIPHERTEXT = _base64_chars(DEPOSIT_BYTES)
