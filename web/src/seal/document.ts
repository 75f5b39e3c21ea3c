/** What the organisation's signers sign: a roster or a directory, as a JWS in General JSON form (RFC 7515, 7.2.1). */
import type { PinnedRoster, Signer } from "./api.ts";
import { b64, isAscii, isB64, unb64, utf8 } from "./bytes.ts";
import { has, isList, isText, parse, parseBytes } from "./exact.ts";
import { thumbprint } from "./ids.ts";
import { verifies } from "./jws.ts";
import { must } from "./refused.ts";
import { SIGNATURE_CHARS, SIGNATURES } from "./sizes.ts";

interface Document {
  payload: string;
  signatures: { protected: string; signature: string }[];
}

const isSignature = (value: unknown): value is Document["signatures"][number] =>
  has(value, "protected,signature") && isText(value.protected) && isText(value.signature);

const isDocument = (value: unknown): value is Document =>
  has(value, "payload,signatures") && isB64(value.payload) && isList(value.signatures, SIGNATURES, isSignature);

/** A language of people: two or three letters. */
export const isLanguage = (value: unknown): value is string => isText(value) && /^[a-z]{2,3}$/.test(value);

/** Whether this signer signed. The header is compared, not read: another algorithm is simply not her signature. */
async function signedBy({ payload, signatures }: Document, signer: Signer, kid: string): Promise<boolean> {
  const header = b64(utf8(`{"alg":"ES256","kid":"${kid}"}`));
  for (const signature of signatures) {
    if (signature.protected !== header || !isB64(signature.signature, SIGNATURE_CHARS)) continue;
    if (await verifies(`${header}.${payload}`, signature.signature, signer)) return true;
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

/** Whether it is the version that the reader holds. Refuses: rolled_back, forked. */
export function checkVersion(version: number, sha256: string, pinned: Pick<PinnedRoster, "version" | "sha256">): boolean {
  must(version >= pinned.version, "rolled_back");
  const isHeld = version === pinned.version;
  must(!isHeld || sha256 === pinned.sha256, "forked");
  return isHeld;
}

/**
 * What stands in a document of at most `chars`, once enough of the pinned signers have signed it; `payload` is what is
 * hashed. Refuses, in this order: structure (not ASCII), size, structure, signatures, structure (of the payload).
 */
export async function signedPayload<T>(
  text: string,
  chars: number,
  pinned: Pick<PinnedRoster, "signers" | "threshold">,
  is: (value: unknown) => value is T,
): Promise<{ value: T; payload: string }> {
  must(isAscii(text), "structure");
  must(text.length <= chars, "size");
  const document = parse(text);
  must(isDocument(document), "structure");
  must((await validSigners(document, pinned.signers)) >= Math.max(pinned.threshold, 1), "signatures");
  const { payload } = document;
  const value = parseBytes(unb64(payload));
  must(is(value), "structure");
  return { value, payload };
}
