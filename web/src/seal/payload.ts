import type { Card, FileText, PublicKey } from "./api.ts";
import { write } from "./exact.ts";
import { TooLong } from "./refused.ts";
import { CARD_BYTES, FILE_BYTES, MESSAGE_BYTES, MESSAGE_STEP_BYTES } from "./sizes.ts";

/** What can be signed. */
export type SignedPart = "card" | "file" | "message" | "reseal";

/** The signed header: what binds a sealed text to its case, part, place in the sender's chain and readers. */
export interface Header {
  case_id: string;
  part: SignedPart;
  sequence: number;
  previous: string | null;
  sender: string;
  recipients: string;
  roster_version: number;
}

/** A card as it is signed: with the person's keys, and degrees times 100,000 so that no fractions are signed. */
export interface CardBody {
  sign_key: PublicKey;
  seal_key: PublicKey;
  place: string | null;
  where: string;
  what: string;
  needs: string;
  lat_e5: number | null;
  lon_e5: number | null;
  accuracy_m: number | null;
  for: "me" | "other";
}

const e5 = (degrees: number | null): number | null => (degrees === null ? null : Math.floor(degrees * 1e5 + 0.5));
const degrees = (value: number | null): number | null => (value === null ? null : value / 1e5);

/** The members in the order in which they are signed. */
export function cardBody(card: Card, keys: Pick<CardBody, "sign_key" | "seal_key">): CardBody {
  const { place, where, what, needs, lat, lon, accuracy_m } = card;
  const { sign_key, seal_key } = keys;
  const at = { lat_e5: e5(lat), lon_e5: e5(lon), accuracy_m };
  return { sign_key, seal_key, place, where, what, needs, ...at, for: card.for };
}

/** A card as people read it. */
export function cardOf(body: CardBody): Card {
  const { place, where, what, needs, lat_e5, lon_e5, accuracy_m } = body;
  return { place, where, what, needs, lat: degrees(lat_e5), lon: degrees(lon_e5), accuracy_m, for: body.for };
}

/** The members in the order in which they are signed. */
export function fileBody({ name, birth_date, phone, tell, medical, notes }: FileText): FileText {
  return { name, birth_date, phone, tell, medical, notes };
}

/** The signed text before padding. */
function bare(header: Header, body: unknown): string {
  const { case_id, part, sequence, previous, sender, recipients, roster_version } = header;
  return write({ v: 1, case_id, part, sequence, previous, sender, recipients, roster_version, body, pad: "" });
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** The most bytes that the signed text of a part may have. */
function most(part: SignedPart): number {
  return part === "card" ? CARD_BYTES : part === "file" ? FILE_BYTES : MESSAGE_BYTES;
}

/** How many bytes are free in the signed text; negative when it is too long. */
export const room = (header: Header, body: unknown): number => most(header.part) - bytesOf(bare(header, body));

/** The signed text, padded to the size of its part. Throws TooLong. */
export function pad(header: Header, body: unknown): string {
  const text = bare(header, body);
  const free = room(header, body);
  if (free < 0) throw new TooLong(-free);
  const fixed = header.part === "card" || header.part === "file";
  const pad = "x".repeat(fixed ? free : free % MESSAGE_STEP_BYTES);
  return `${text.slice(0, -2)}${pad}"}`;
}

/** Whether a signed text of this many bytes has the size of its part. */
export const rightSize = (part: SignedPart, bytes: number): boolean =>
  part === "card" || part === "file" ? bytes === most(part) : bytes % MESSAGE_STEP_BYTES === 0 && bytes <= MESSAGE_BYTES;
