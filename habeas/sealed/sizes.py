"""Every size of the protocol, once. web/src/seal/sizes.ts has the same figures; the vectors compare them."""

PRESS_BYTES = 12_288
"""The body of every press and check-in, to the byte: the JSON is filled up with spaces at its end."""

CARD_BYTES = 1_059
FILE_BYTES = 879
"""The signed payloads of a press, padded to exactly this many bytes. Multiples of three waste no base64."""

DEPOSIT_BYTES = 768
"""The text of a deposit, padded to exactly this many bytes. Whatever fits into a file fits here too."""

MESSAGE_STEP_BYTES = 256
MESSAGE_BYTES = 4_096
"""The signed payload of a message or a reseal: padded to a multiple of the step, at most this long."""

SLOTS = 17
COUNSEL_SLOTS = 14
DESK_SLOTS = 3
"""A card always has 17 slots: up to 14 counsel, up to 3 of the desk, and decoys in the rest."""

KEY_BYTES = 32
KEY_CHARS = 43
COUNSEL_KEY_SLOTS = 2
DESK_KEY_SLOTS = 3
GROUP_KEY_SLOTS = 2
GIVEN_KEY_SLOTS = 2
KEY_SLOTS = (COUNSEL_KEY_SLOTS, DESK_KEY_SLOTS, GROUP_KEY_SLOTS)
"""A file's key, or a share of it; the slots of a press's three keys (for counsel, for the desk or its first
group, for its second group), and of one that is given later."""

GIVEN_UNASKED = 3
"""Counsel of one case to whom a phone, or the page of a counsel, gives the file's key by itself."""

MAX_SLOTS = 32
"""The most slots of a message or a reseal. It has 2 at least: the sender and one other."""

STATEMENT_CHARS = 2_048
SIGHTING_HOURS = 12
SIGHTING_AHEAD_MINUTES = 5
SIGHTING_QUORUM = 2
"""A member's statement at most; for how long a sighting counts, and how far clocks may differ."""

UNASKED_ACCESS = 6
ACCESS_LOG_DAYS = 30
"""Counsel whom an open page gives access to one card without a click; how long access logs are kept."""

CALL_WORDS = 4
WORD_LIST = 7_776
PAGE_WORDS = 8
CALL_WORDS_ROUNDS = 600_000
"""Four words of a list. The PBKDF2 rounds take about two seconds on a cheap phone; so does each guess."""

ENVELOPE_CHARS = 16_384
GROUP_KEY_CHARS = 2_000_000
ROSTER_CHARS = 2_000_000
DIRECTORY_CHARS = 400_000
MANIFEST_CHARS = 400_000
MANIFEST_FILES = 1_000
SIGNATURES = 32
SIGNATURE_CHARS = 86
MEMBERS = 2_000
ENTRIES = 500
PLACES = 1_000
GUIDES = 1_000
GRAIN_METRES = 500
"""The finest grain that signers can sign: no two areas of any directory are nearer to each other."""
LANGUAGES = 50
AREAS = 500
LINE_CHARS = 120
ROSTER_VERSION = 9_999_999
SEQUENCE = 1_000_000
MINUTES = 10_080
METRES = 1_000_000


def _base64_chars(size: int) -> int:
    return (size * 4 + 2) // 3


def jws_chars(payload_bytes: int) -> int:
    """Length of a compact ES256 JWS: 20 of header, the payload, the signature, two dots."""
    return 20 + 1 + _base64_chars(payload_bytes) + 1 + SIGNATURE_CHARS


CARD_CIPHERTEXT = _base64_chars(jws_chars(CARD_BYTES))
FILE_CIPHERTEXT = _base64_chars(jws_chars(FILE_BYTES))
DEPOSIT_CIPHERTEXT = _base64_chars(DEPOSIT_BYTES)
KEY_CIPHERTEXT = _base64_chars(KEY_CHARS)
