/** Every size of the protocol, once. The same figures stand in habeas/sealed/sizes.py; shared vectors compare them. */

/** The body of every press and check-in, to the byte: the JSON is filled up with spaces at its end. */
export const PRESS_BYTES = 12_288;

/** The signed payloads of a press, padded to exactly this many bytes. */
export const CARD_BYTES = 1_059;
export const FILE_BYTES = 879;

/** The text that waits behind call words, padded to exactly this. What fits into a file fits here too. */
export const DEPOSIT_BYTES = 768;

/** The signed payload of a message or a reseal: padded to a multiple of the step, at most this long. */
export const MESSAGE_STEP_BYTES = 256;
export const MESSAGE_BYTES = 4_096;

/** A card's recipients: what is not taken by counsel and desk is filled with decoys. */
export const SLOTS = 17;
export const COUNSEL_SLOTS = 14;
export const DESK_SLOTS = 3;

/** A file's key, or a share of it: how long; the slots of a press's three keys, and of one that is given later. */
export const KEY_BYTES = 32;
export const KEY_CHARS = 43;
export const COUNSEL_KEY_SLOTS = 2;
export const DESK_KEY_SLOTS = 3;
export const GROUP_KEY_SLOTS = 2;
export const GIVEN_KEY_SLOTS = 2;

/** Counsel of one case to whom a phone, or the page of a counsel, gives the file's key by itself. */
export const GIVEN_UNASKED = 3;

/** The most recipients of a message or a reseal; the fewest is 2, the sender and somebody else. */
export const MAX_SLOTS = 32;

/** A member's statement at most; for how long a sighting counts, how far clocks may differ, how many must have signed one. */
export const STATEMENT_CHARS = 2_048;
export const SIGHTING_HOURS = 12;
export const SIGHTING_AHEAD_MINUTES = 5;
export const SIGHTING_QUORUM = 2;

/** Counsel whom an open page gives access to one card without a click; how old entries of the access log get. */
export const UNASKED_ACCESS = 6;
export const ACCESS_LOG_DAYS = 30;

/** Four words of a list; PBKDF2 rounds: about two seconds on a cheap phone, and as much for each guess. */
export const CALL_WORDS = 4;
export const WORD_LIST = 7_776;
export const CALL_WORDS_ROUNDS = 600_000;

/** A hash as words to read to somebody. */
export const PAGE_WORDS = 8;

export const ENVELOPE_CHARS = 16_384;
export const GROUP_KEY_CHARS = 2_000_000;
export const ROSTER_CHARS = 2_000_000;
export const DIRECTORY_CHARS = 400_000;
export const MANIFEST_CHARS = 400_000;
export const MANIFEST_FILES = 1_000;
export const SIGNATURES = 32;
export const SIGNATURE_CHARS = 86;
export const MEMBERS = 2_000;
export const ENTRIES = 500;
export const PLACES = 1_000;
export const GUIDES = 1_000;
/** The finest grain that signers can sign: no two areas of any directory are nearer to each other. */
export const GRAIN_METRES = 500;
export const LANGUAGES = 50;
export const AREAS = 500;
export const LINE_CHARS = 120;
export const ROSTER_VERSION = 9_999_999;
export const SEQUENCE = 1_000_000;
export const MINUTES = 10_080;
export const METRES = 1_000_000;

const base64Chars = (bytes: number) => Math.ceil((bytes * 4) / 3);

/** A compact ES256 JWS: 20 of header, the payload, the signature, two dots. */
const jwsChars = (payload: number) => 20 + 1 + base64Chars(payload) + 1 + SIGNATURE_CHARS;

export const CARD_CIPHERTEXT = base64Chars(jwsChars(CARD_BYTES));
export const FILE_CIPHERTEXT = base64Chars(jwsChars(FILE_BYTES));
export const DEPOSIT_CIPHERTEXT = base64Chars(DEPOSIT_BYTES);
export const KEY_CIPHERTEXT = base64Chars(KEY_CHARS);
