import type { PublicKey } from "./api.ts";
import { digest, unb64, utf8 } from "./bytes.ts";

/** RFC 7638 thumbprint of a P-256 public key: 43 characters. */
export const thumbprint = ({ x, y }: PublicKey): Promise<string> => digest(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`);

/** A case's id, from its person's signing key: nobody else can sign for this case. 22 characters. */
export const caseIdOf = async (signKey: PublicKey): Promise<string> => digest(await thumbprint(signKey), 16);

/** A member's id, from both of her public keys. 22 characters. */
export const fingerprintOf = async (sealKey: PublicKey, signKey: PublicKey): Promise<string> =>
  digest(`${await thumbprint(sealKey)}.${await thumbprint(signKey)}`, 16);

/** The key id of a desk group's standby key. 22 characters. */
export const standbyIdOf = async (sealKey: PublicKey): Promise<string> => digest(await thumbprint(sealKey), 16);

/** What the server keeps of a person's token. */
export const tokenHash = (token: string): Promise<string> => digest(unb64(token));

/** The hash over an envelope's slots, in their order, that its signed header carries. */
export const recipientsHash = (kids: readonly string[]): Promise<string> => digest(utf8(kids.join("\n")));

const PRIME = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

const integer = (text: string): bigint => unb64(text).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

/** Whether these are the coordinates of a point on P-256 (y² = x³ - 3x + b): else nobody could seal to it. */
export function isPoint(key: PublicKey): boolean {
  const x = integer(key.x);
  const y = integer(key.y);
  return x < PRIME && y < PRIME && (y * y - (x * x * x - 3n * x + B)) % PRIME === 0n;
}
