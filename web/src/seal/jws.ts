import type { PublicKey } from "./api.ts";
import { b64, isB64, unb64, utf8 } from "./bytes.ts";
import { must } from "./refused.ts";
import { SIGNATURE_CHARS } from "./sizes.ts";

const HEADER = "eyJhbGciOiJFUzI1NiJ9"; // {"alg":"ES256"}: compared, never read
const ES256 = { name: "ECDSA", hash: "SHA-256" };

/** A compact ES256 JWS whose header is exactly {"alg":"ES256"}. */
export async function sign(payload: string, key: CryptoKey): Promise<string> {
  const input = `${HEADER}.${b64(utf8(payload))}`;
  return `${input}.${b64(new Uint8Array(await crypto.subtle.sign(ES256, key, utf8(input))))}`;
}

/** The payload's bytes, not yet verified. Refuses: signature. */
export function payloadOf(jws: string): Uint8Array<ArrayBuffer> {
  const [header, payload, signature, ...more] = jws.split(".");
  must(header === HEADER && isB64(payload) && isB64(signature, SIGNATURE_CHARS) && more.length === 0, "signature");
  return unb64(payload);
}

/** Whether `signature` over a header and payload is this key's. Anything that is no key has signed nothing. */
export async function verifies(input: string, signature: string, { x, y }: PublicKey): Promise<boolean> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  try {
    const key = await crypto.subtle.importKey("jwk", { kty: "EC", crv: "P-256", x, y }, algorithm, true, ["verify"]);
    return await crypto.subtle.verify(ES256, key, unb64(signature), utf8(input));
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}
