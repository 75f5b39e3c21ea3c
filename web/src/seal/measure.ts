/** How much still fits, for screens that limit what is typed. No cryptography: safe to load with a page. */
import type { Card, FileText, MessageBody } from "./api.ts";
import { cardBody, fileBody, room, type Header, type SignedPart } from "./payload.ts";
import { ROSTER_VERSION } from "./sizes.ts";

const ID = "-".repeat(22);
const HASH = "-".repeat(43);
const KEY = { x: HASH, y: HASH };

/** The longest header that a part can have, so that what fits here fits always. */
const longest = (part: SignedPart): Header => ({
  case_id: ID,
  part,
  sequence: part === "card" ? 0 : part === "file" ? 1 : 1_000_000,
  previous: part === "card" ? null : HASH,
  sender: ID,
  recipients: HASH,
  roster_version: ROSTER_VERSION,
});

/** Bytes left in a card; negative when it is too long. */
export const cardRoom = (card: Card): number => room(longest("card"), cardBody(card, { sign_key: KEY, seal_key: KEY }));

/** Bytes left in a file; negative when it is too long. */
export const fileRoom = (file: FileText): number => room(longest("file"), fileBody(file));

/** Bytes left in a message; negative when it is too long. */
export const messageRoom = (body: MessageBody): number => room(longest("message"), body);
