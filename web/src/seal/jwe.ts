import type { PublicKey, Recipient } from "./api.ts";
import { isAscii, isB64 } from "./bytes.ts";
import { has, parse, write } from "./exact.ts";
import { must, Refused } from "./refused.ts";
import { CARD_CIPHERTEXT, DEPOSIT_CIPHERTEXT, ENVELOPE_CHARS, FILE_CIPHERTEXT } from "./sizes.ts";
import { GROUP_KEY_CHARS, DESK_KEY_SLOTS, KEY_CIPHERTEXT, MAX_SLOTS, MEMBERS, SLOTS } from "./sizes.ts";
import { decrypt, encrypt, newContentKey, unwrap, wrap } from "./wrap.ts";

/** What an envelope is for. `group_key`: of a roster; `deposit`: of call words; `key`: of a file; the others: of a case. */
export type Part = "card" | "file" | "key" | "message" | "reseal" | "group_key" | "deposit";

interface Slot {
  encrypted_key: string;
  header: { epk: PublicKey & { crv: "P-256"; kty: "EC" }; kid: string };
}

/** JWE in General JSON form, members in alphabetical order. Under a shared key there is one recipient: `{}`. */
interface Envelope {
  ciphertext: string;
  iv: string;
  protected: string;
  recipients: Slot[];
  tag: string;
}

// The two protected headers. They are compared as text and never read: nothing in an envelope chooses an algorithm.
const WRAPPED_HEADER = "eyJhbGciOiJFQ0RILUVTK0EyNTZLVyIsImVuYyI6IkEyNTZHQ00ifQ"; // {"alg":"ECDH-ES+A256KW","enc":"A256GCM"}
const DIRECT_HEADER = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0"; // {"alg":"dir","enc":"A256GCM"}

const SLOT_RANGE = {
  card: [SLOTS, SLOTS],
  file: [1, 1],
  deposit: [1, 1],
  key: [2, DESK_KEY_SLOTS],
  group_key: [2, MEMBERS],
} as const;
const CIPHERTEXT = { card: CARD_CIPHERTEXT, file: FILE_CIPHERTEXT, deposit: DEPOSIT_CIPHERTEXT, key: KEY_CIPHERTEXT };

const isShared = (part: Part): boolean => part === "file" || part === "deposit";

const isSlot = (value: unknown): value is Slot =>
  has(value, "encrypted_key,header") &&
  isB64(value.encrypted_key, 54) &&
  has(value.header, "epk,kid") &&
  isB64(value.header.kid, 22) &&
  has(value.header.epk, "crv,kty,x,y") &&
  value.header.epk.crv === "P-256" &&
  value.header.epk.kty === "EC" &&
  isB64(value.header.epk.x, 43) &&
  isB64(value.header.epk.y, 43);

const isEmptySlot = (value: unknown): value is Slot => has(value, "");

function isEnvelope(value: unknown, part: Part): value is Envelope {
  return (
    has(value, "ciphertext,iv,protected,recipients,tag") &&
    isB64(value.ciphertext) &&
    isB64(value.iv, 16) &&
    typeof value.protected === "string" &&
    Array.isArray(value.recipients) &&
    value.recipients.every(isShared(part) ? isEmptySlot : isSlot) &&
    isB64(value.tag, 22)
  );
}

const kidsOf = (envelope: Envelope): string[] => envelope.recipients.flatMap((slot) => slot.header?.kid ?? []);

/**
 * The envelope in a text. Refuses: structure (not ASCII), size, structure, algorithm, slots, size (not the one of its
 * part).
 */
export function parseEnvelope(text: string, part: Part): Envelope {
  must(isAscii(text), "structure");
  must(text.length <= (part === "group_key" ? GROUP_KEY_CHARS : ENVELOPE_CHARS), "size");
  const envelope = parse(text);
  must(isEnvelope(envelope, part), "structure");
  must(envelope.protected === (isShared(part) ? DIRECT_HEADER : WRAPPED_HEADER), "algorithm");
  const [least, most] = part in SLOT_RANGE ? SLOT_RANGE[part as keyof typeof SLOT_RANGE] : [2, MAX_SLOTS];
  const { length } = envelope.recipients;
  const kids = kidsOf(envelope);
  must(length >= least && length <= most && new Set(kids).size === kids.length, "slots");
  must(!(part in CIPHERTEXT) || envelope.ciphertext.length === CIPHERTEXT[part as keyof typeof CIPHERTEXT], "size");
  return envelope;
}

/** An envelope for these recipients, in this order; at least two. */
export async function sealTo(text: string, slots: readonly Recipient[]): Promise<string> {
  const key = await newContentKey();
  const recipients: Slot[] = [];
  for (const { kid, key: recipient } of slots) {
    const { encrypted_key, epk } = await wrap(key, recipient);
    recipients.push({ encrypted_key, header: { epk: { crv: "P-256", kty: "EC", x: epk.x, y: epk.y }, kid } });
  }
  const { ciphertext, iv, tag } = await encrypt(text, key, WRAPPED_HEADER);
  return write({ ciphertext, iv, protected: WRAPPED_HEADER, recipients, tag });
}

/** An envelope under a shared key. */
export async function sealUnder(text: string, key: CryptoKey): Promise<string> {
  const { ciphertext, iv, tag } = await encrypt(text, key, DIRECT_HEADER);
  return write({ ciphertext, iv, protected: DIRECT_HEADER, recipients: [{}], tag });
}

async function open(envelope: Envelope, key: () => Promise<CryptoKey>): Promise<string> {
  try {
    const text = await decrypt(envelope, await key(), envelope.protected);
    must(text !== undefined, "cannot_open");
    return text;
  } catch (error) {
    if (error instanceof DOMException) throw new Refused("cannot_open");
    throw error;
  }
}

/** What is inside, and all key ids in their order. Refuses: as `parseEnvelope`, not_a_recipient, cannot_open. */
export async function openSlot(sealed: string, part: Part, kid: string, key: CryptoKey): Promise<{ text: string; kids: string[] }> {
  const envelope = parseEnvelope(sealed, part);
  const slot = envelope.recipients.find((recipient) => recipient.header.kid === kid);
  must(slot !== undefined, "not_a_recipient");
  const { encrypted_key, header } = slot;
  const text = await open(envelope, () => unwrap({ encrypted_key, epk: header.epk }, key));
  return { text, kids: kidsOf(envelope) };
}

/** What is inside an envelope under a shared key. Refuses: as `parseEnvelope`, cannot_open. */
export async function openUnder(sealed: string, part: Part, key: CryptoKey): Promise<string> {
  return open(parseEnvelope(sealed, part), async () => key);
}

/** Who holds a slot. Refuses as `parseEnvelope`. */
export const measure = (sealed: string, part: Part): string[] => kidsOf(parseEnvelope(sealed, part));
