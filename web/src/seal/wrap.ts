/**
 * ECDH-ES+A256KW on P-256 and A256GCM (RFC 7518, 4.6 and 5.3) with the browser's own cryptography.
 *
 * No library and no choice: there is no other algorithm here that an envelope could ask for. Shared vectors check it
 * against jwcrypto and jose.
 */
import type { PublicKey } from "./api.ts";
import { b64, textOf, unb64, utf8 } from "./bytes.ts";

/** A content key wrapped for one recipient, and the ephemeral key that she needs to unwrap it. */
export interface WrappedKey {
  encrypted_key: string;
  epk: PublicKey;
}

export interface Ciphertext {
  ciphertext: string;
  iv: string;
  tag: string;
}

const ECDH = { name: "ECDH", namedCurve: "P-256" };
const TAG_BYTES = 16;

// Concat KDF (RFC 7518, 4.6.2), one round: after the counter and the secret come the algorithm's name with its length,
// no party information, and the key's length in bits.
const ROUND = Uint8Array.of(0, 0, 0, 1);
const INFO = Uint8Array.of(0, 0, 0, 14, ...utf8("ECDH-ES+A256KW"), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0);

const importPublic = ({ x, y }: PublicKey): Promise<CryptoKey> =>
  crypto.subtle.importKey("jwk", { kty: "EC", crv: "P-256", x, y }, ECDH, true, []);

/** The coordinates of a public key. */
export async function publicOf(key: CryptoKey): Promise<PublicKey> {
  const { x, y } = await crypto.subtle.exportKey("jwk", key);
  return { x: x ?? "", y: y ?? "" };
}

async function wrappingKey(own: CryptoKey, other: CryptoKey): Promise<CryptoKey> {
  const secret = await crypto.subtle.deriveBits({ name: "ECDH", public: other }, own, 256);
  const hash = await crypto.subtle.digest("SHA-256", Uint8Array.of(...ROUND, ...new Uint8Array(secret), ...INFO));
  return crypto.subtle.importKey("raw", hash, "AES-KW", false, ["wrapKey", "unwrapKey"]);
}

/** A fresh content key; it can be exported only so that it can be wrapped. */
export const newContentKey = (): Promise<CryptoKey> => crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]);

/** A content key from its 32 bytes, base64url. */
export const contentKey = (key: string): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", unb64(key), "AES-GCM", false, ["encrypt", "decrypt"]);

/** The content key for the holder of `recipient`, under a new ephemeral key. */
export async function wrap(key: CryptoKey, recipient: PublicKey): Promise<WrappedKey> {
  const pair = await crypto.subtle.generateKey(ECDH, false, ["deriveBits"]);
  const under = await wrappingKey(pair.privateKey, await importPublic(recipient));
  const encrypted = await crypto.subtle.wrapKey("raw", key, under, "AES-KW");
  return { encrypted_key: b64(new Uint8Array(encrypted)), epk: await publicOf(pair.publicKey) };
}

/** The content key again. Rejects with a DOMException when it was not wrapped for `own`. */
export async function unwrap({ encrypted_key, epk }: WrappedKey, own: CryptoKey): Promise<CryptoKey> {
  const under = await wrappingKey(own, await importPublic(epk));
  return crypto.subtle.unwrapKey("raw", unb64(encrypted_key), under, "AES-KW", "AES-GCM", false, ["decrypt"]);
}

const gcm = (iv: Uint8Array<ArrayBuffer>, header: string) => ({ name: "AES-GCM", iv, additionalData: utf8(header) });

/** A text under a content key, bound to its protected header. */
export async function encrypt(text: string, key: CryptoKey, header: string): Promise<Ciphertext> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const all = new Uint8Array(await crypto.subtle.encrypt(gcm(iv, header), key, utf8(text)));
  return { ciphertext: b64(all.slice(0, -TAG_BYTES)), iv: b64(iv), tag: b64(all.slice(-TAG_BYTES)) };
}

/** The text again, undefined if it is none. Rejects with a DOMException when anything was changed. */
export async function decrypt({ ciphertext, iv, tag }: Ciphertext, key: CryptoKey, header: string): Promise<string | undefined> {
  const all = new Uint8Array([...unb64(ciphertext), ...unb64(tag)]);
  return textOf(await crypto.subtle.decrypt(gcm(unb64(iv), header), key, all));
}
