/** What dispatchers sign for each other: that a roster is the newest they know of, and whom they gave access. Nothing of it is sealed. */
import type { AccessEntry, EntryInput, GivenAccess, Roster, SealedPart, Sighting, SightingInput, SignedEntry } from "./api.ts";
import { isSlug } from "./bodies.ts";
import { b64, digest, isB64, unb64, utf8 } from "./bytes.ts";
import { has, isCount, isList, parseBytes, write } from "./exact.ts";
import { verifies } from "./jws.ts";
import { measure } from "./jwe.ts";
import { must, Refused } from "./refused.ts";
import { MAX_SLOTS, ROSTER_VERSION, SEQUENCE, SIGNATURE_CHARS, STATEMENT_CHARS } from "./sizes.ts";

// Compared, never read: neither can be taken for the other, nor for what is sealed.
const HEADERS = {
  sighting: b64(utf8('{"alg":"ES256","typ":"habeas-sighting"}')),
  access: b64(utf8('{"alg":"ES256","typ":"habeas-access"}')),
};
const ES256 = { name: "ECDSA", hash: "SHA-256" };

const isMoment = (value: unknown): value is number => isCount(value, 0, Number.MAX_SAFE_INTEGER);
const isFingerprint = (value: unknown): value is string => isB64(value, 22);

const isSighting = (value: unknown): value is Sighting =>
  has(value, "organisation,roster_version,roster_sha256,member,at") &&
  isSlug(value.organisation) &&
  isCount(value.roster_version, 1, ROSTER_VERSION) &&
  isB64(value.roster_sha256, 43) &&
  isFingerprint(value.member) &&
  isMoment(value.at);

const isEntry = (value: unknown): value is AccessEntry =>
  has(value, "organisation,member,log,sequence,previous,at,reseal_sha256,counsel,asked") &&
  isSlug(value.organisation) &&
  isFingerprint(value.member) &&
  isB64(value.log, 22) &&
  isCount(value.sequence, 0, SEQUENCE) &&
  (value.sequence === 0 ? value.previous === null : isB64(value.previous, 43)) &&
  isMoment(value.at) &&
  isB64(value.reseal_sha256, 43) &&
  isList(value.counsel, MAX_SLOTS - 1, isFingerprint) &&
  value.counsel.length > 0 &&
  typeof value.asked === "boolean";

async function sign(header: string, statement: Sighting | AccessEntry, key: CryptoKey): Promise<string> {
  const input = `${header}.${b64(utf8(write(statement)))}`;
  return `${input}.${b64(new Uint8Array(await crypto.subtle.sign(ES256, key, utf8(input))))}`;
}

/** Refuses: size, signature, payload, organisation, unknown_sender, signature; in this order. */
async function verify<T extends Sighting | AccessEntry>(
  text: string,
  header: string,
  is: (value: unknown) => value is T,
  roster: Roster,
): Promise<T> {
  must(text.length <= STATEMENT_CHARS, "size");
  const [head, payload, signature, ...more] = text.split(".");
  must(head === header && isB64(payload) && isB64(signature, SIGNATURE_CHARS) && more.length === 0, "signature");
  const value = parseBytes(unb64(payload));
  must(is(value), "payload");
  must(value.organisation === roster.organisation, "organisation");
  const author = roster.members.find((member) => member.role === "desk" && member.fingerprint === value.member);
  must(author !== undefined, "unknown_sender");
  must(await verifies(`${head}.${payload}`, signature, author.sign_key), "signature");
  return value;
}

export const verifySighting = (text: string, roster: Roster): Promise<Sighting> => verify(text, HEADERS.sighting, isSighting, roster);

export const verifyEntry = (text: string, roster: Roster): Promise<AccessEntry> => verify(text, HEADERS.access, isEntry, roster);

/** Those of the statements that hold; all others are passed over. */
async function readSound<T>(texts: readonly string[], read: (text: string) => Promise<T>): Promise<T[]> {
  const found: T[] = [];
  for (const text of texts) {
    try {
      found.push(await read(text));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  }
  return found;
}

export const readSightings = ({ texts, roster }: { texts: readonly string[]; roster: Roster }): Promise<Sighting[]> =>
  readSound(texts, (text) => verifySighting(text, roster));

export const readEntries = ({ texts, roster }: { texts: readonly string[]; roster: Roster }): Promise<SignedEntry[]> =>
  readSound(texts, async (text) => ({ ...(await verifyEntry(text, roster)), sha256: await digest(text) }));

/** The member's word that this roster is the newest she knows of. */
export const signSighting = ({ member, roster, sha256, at }: SightingInput): Promise<string> =>
  sign(
    HEADERS.sighting,
    {
      organisation: roster.organisation,
      roster_version: roster.version,
      roster_sha256: sha256,
      member: member.fingerprint,
      at,
    },
    member.signPair.privateKey,
  );

/** The entry that comes before a reseal, after the last one of this device's log. */
export async function signEntry(input: EntryInput): Promise<{ text: string; entry: SignedEntry }> {
  const { member, organisation, log, last, at, sealed, counsel, asked } = input;
  const entry: AccessEntry = {
    organisation,
    member: member.fingerprint,
    log,
    sequence: last ? last.sequence + 1 : 0,
    previous: last?.sha256 ?? null,
    // A clock that was set back must not put an entry before the last.
    at: Math.max(at, last?.at ?? 0),
    reseal_sha256: await digest(sealed),
    counsel: [...counsel],
    asked,
  };
  const text = await sign(HEADERS.access, entry, member.signPair.privateKey);
  return { text, entry: { ...entry, sha256: await digest(text) } };
}

/** Whom the reseals of a case give access, as their slots say; what is no envelope gives nobody any. */
export async function readReseals({ parts }: { parts: readonly SealedPart[] }): Promise<GivenAccess[]> {
  const reseals = parts.filter((part) => part.part === "reseal");
  return Promise.all(reseals.map(async ({ sealed }) => ({ sha256: await digest(sealed), kids: kidsOf(sealed) })));
}

function kidsOf(sealed: string): string[] {
  try {
    return measure(sealed, "reseal");
  } catch (error) {
    if (error instanceof Refused) return [];
    throw error;
  }
}
