/** The two secrets by which a person ends a case or check-in: from the token and a code, alike for both. */
import type { Codes } from "./api.ts";
import { b64, unb64, utf8 } from "./bytes.ts";
import { CODES } from "./codes.ts";
import { tokenHash } from "./ids.ts";

/**
 * 32 bytes as base64url. Who has the phone has the token; who has not the code has neither secret. Nothing here or on
 * the phone knows which of the two a code is, so nothing can take longer for the one or keep it.
 */
export async function endSecret({ token, code }: { token: string; code: string }): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", unb64(token), algorithm, false, ["sign"]);
  return b64(new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(`end|${code}`))));
}

/** What the server keeps of both. */
export async function endHashes(token: string, { fine, duress }: Codes = CODES): Promise<{ cancel_sha256: string; duress_sha256: string }> {
  const [cancel_sha256, duress_sha256] = await Promise.all([fine, duress].map(async (code) => tokenHash(await endSecret({ token, code }))));
  return { cancel_sha256: cancel_sha256!, duress_sha256: duress_sha256! };
}
