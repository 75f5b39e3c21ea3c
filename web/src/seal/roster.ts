import type { Pinned, Roster, RosterMember, Signer, VerifiedRoster } from "./api.ts";
import { isKey, isSlug } from "./bodies.ts";
import { b64, digest, isB64, unb64, utf8 } from "./bytes.ts";
import { has, isCount, isList, isText, parse } from "./exact.ts";
import { fingerprintOf, isPoint, thumbprint } from "./ids.ts";
import { must } from "./refused.ts";
import { verifies } from "./jws.ts";
import { MEMBERS, ROSTER_CHARS, ROSTER_VERSION, SIGNATURES } from "./sizes.ts";

/** JWS in General JSON form. */
interface Document {
  payload: string;
  signatures: { protected: string; signature: string }[];
}

const isSignature = (value: unknown): value is Document["signatures"][number] =>
  has(value, "protected,signature") && isText(value.protected) && isText(value.signature);

const isDocument = (value: unknown): value is Document =>
  has(value, "payload,signatures") && isText(value.payload) && isList(value.signatures, SIGNATURES, isSignature);

const isLanguage = (value: unknown): value is string => isText(value) && /^[a-z]{2,3}$/.test(value);

const isMember = (value: unknown): value is RosterMember =>
  has(value, "fingerprint,role,seal_key,sign_key,languages,areas") &&
  isB64(value.fingerprint, 22) &&
  (value.role === "counsel" || value.role === "desk") &&
  isKey(value.seal_key) &&
  isKey(value.sign_key) &&
  isList(value.languages, 50, isLanguage) &&
  isList(value.areas, 500, isSlug);

const isRoster = (value: unknown): value is Roster =>
  has(value, "organisation,version,issued_at,expires_at,previous_sha256,group_key_sha256,members") &&
  isSlug(value.organisation) &&
  isCount(value.version, 1, ROSTER_VERSION) &&
  isCount(value.issued_at, 0, Number.MAX_SAFE_INTEGER) &&
  isCount(value.expires_at, 0, Number.MAX_SAFE_INTEGER) &&
  (value.version === 1 ? value.previous_sha256 === null : isB64(value.previous_sha256, 43)) &&
  isB64(value.group_key_sha256, 43) &&
  isList(value.members, MEMBERS, isMember);

/** Whether this signer signed. The header is compared, not read: another algorithm is simply not her signature. */
async function signedBy({ payload, signatures }: Document, signer: Signer, kid: string): Promise<boolean> {
  const header = b64(utf8(`{"alg":"ES256","kid":"${kid}"}`));
  for (const one of signatures) {
    if (one.protected !== header || !isB64(one.signature, 86)) continue;
    if (await verifies(`${header}.${payload}`, one.signature, signer)) return true;
  }
  return false;
}

/** How many of the signers signed; each counts once, however often a signature stands there. */
async function validSigners(document: Document, signers: readonly Signer[]): Promise<number> {
  const valid = new Set<string>();
  for (const signer of signers) {
    const kid = await thumbprint(signer);
    if (await signedBy(document, signer, kid)) valid.add(kid);
  }
  return valid.size;
}

function payloadOf({ payload }: Document): Roster {
  must(isB64(payload), "structure");
  const roster = parse(new TextDecoder("utf-8", { ignoreBOM: true }).decode(unb64(payload)));
  must(isRoster(roster), "structure");
  return roster;
}

async function checkMembers({ members, organisation }: Roster, pinned: Pinned): Promise<void> {
  must(organisation === pinned.organisation, "organisation");
  for (const { fingerprint, seal_key, sign_key } of members) {
    must(isPoint(seal_key) && isPoint(sign_key), "fingerprint");
    must(fingerprint === (await fingerprintOf(seal_key, sign_key)), "fingerprint");
  }
  must(new Set(members.map((one) => one.fingerprint)).size === members.length, "duplicate");
}

/** Whether the held roster is stale. A new one must follow the held one and must not have expired. */
function checkAge(roster: Roster, sha256: string, pinned: Pinned, now: number): boolean {
  must(roster.version >= pinned.version, "rolled_back");
  if (roster.version === pinned.version) {
    must(sha256 === pinned.sha256, "forked");
    return roster.expires_at <= now;
  }
  must(roster.version > pinned.version + 1 || roster.previous_sha256 === pinned.sha256, "previous");
  must(roster.expires_at > now, "expired");
  return false;
}

/**
 * The roster in a document, and what to pin from now on. `now` is in milliseconds. Refuses, in this order: size,
 * structure, signatures, structure (of the payload), organisation, fingerprint, duplicate, rolled_back, forked,
 * previous, expired.
 */
export async function verifyRoster(input: { text: string; pinned: Pinned; now: number }): Promise<VerifiedRoster> {
  const { text, pinned, now } = input;
  must(text.length <= ROSTER_CHARS, "size");
  const document = parse(text);
  must(isDocument(document), "structure");
  must((await validSigners(document, pinned.signers)) >= Math.max(pinned.threshold, 1), "signatures");
  const roster = payloadOf(document);
  await checkMembers(roster, pinned);
  const sha256 = await digest(document.payload);
  const stale = checkAge(roster, sha256, pinned, now);
  return { roster, pinned: { ...pinned, version: roster.version, sha256 }, stale };
}
