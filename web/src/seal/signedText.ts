import type { Link, PublicKey } from "./api.ts";
import { isB64 } from "./bytes.ts";
import { has, isCount, parseBytes } from "./exact.ts";
import { recipientsHash } from "./ids.ts";
import { payloadOf, sign, verifies } from "./jws.ts";
import { pad, rightSize, type Header, type SignedPart } from "./payload.ts";
import { must } from "./refused.ts";
import { ROSTER_VERSION, SEQUENCE } from "./sizes.ts";

const MEMBERS = "v,case_id,part,sequence,previous,sender,recipients,roster_version,body,pad";

/** What the reader knows beforehand; all of it must agree. `link` null: the place in the chain is not checked. */
export interface ExpectedHeader {
  case_id: string;
  sender: string;
  kids: readonly string[];
  link: Link | null;
}

const isHeader = (value: unknown): value is Header & { body: unknown } =>
  has(value, MEMBERS) &&
  value.v === 1 &&
  isB64(value.case_id, 22) &&
  ["card", "file", "message", "reseal"].includes(value.part as string) &&
  isCount(value.sequence, 0, SEQUENCE) &&
  (value.previous === null || isB64(value.previous, 43)) &&
  isB64(value.sender, 22) &&
  isB64(value.recipients, 43) &&
  isCount(value.roster_version, 1, ROSTER_VERSION) &&
  typeof value.pad === "string" &&
  /^x*$/.test(value.pad);

/** A compact JWS over the padded header and body. Throws TooLong. */
export async function signText(
  part: SignedPart,
  expected: ExpectedHeader & { link: Link },
  rosterVersion: number,
  body: unknown,
  key: CryptoKey,
): Promise<string> {
  const { case_id, sender, kids, link } = expected;
  const recipients = await recipientsHash(kids);
  const chain = { sequence: link.sequence, previous: link.previous ?? null };
  const text = pad({ case_id, part, ...chain, sender, recipients, roster_version: rosterVersion }, body);
  return sign(text, key);
}

/** The header and body of a JWS, not yet verified. Refuses: signature, payload, part, payload. */
export function read<Body>(jws: string, part: SignedPart, isBody: (value: unknown) => value is Body): { header: Header; body: Body } {
  const bytes = payloadOf(jws);
  const value = parseBytes(bytes);
  must(isHeader(value), "payload");
  must(value.part === part, "part");
  must(isBody(value.body) && rightSize(part, bytes.length), "payload");
  return { header: value, body: value.body };
}

/** Refuses: signature, case_id, sender, recipients, sequence, previous; in this order. */
export async function check(jws: string, header: Header, key: PublicKey, expected: ExpectedHeader): Promise<void> {
  const dot = jws.lastIndexOf(".");
  must(await verifies(jws.slice(0, dot), jws.slice(dot + 1), key), "signature");
  must(header.case_id === expected.case_id, "case_id");
  must(header.sender === expected.sender, "sender");
  must(header.recipients === (await recipientsHash(expected.kids)), "recipients");
  if (expected.link !== null) checkLink(header, expected.link);
}

/** Refuses (sequence, previous) unless this is the next in its sender's chain. */
export function checkLink(header: Header, link: Link): void {
  must(header.sequence === link.sequence, "sequence");
  must(link.previous === undefined || header.previous === link.previous, "previous");
}
