/** A file's key, whole or in two shares of which each alone says nothing. No cryptography: safe to load with a page. */
import type { HeldKeys } from "./api.ts";
import { b64, random, unb64 } from "./bytes.ts";
import { KEY_BYTES } from "./sizes.ts";

function xor(one: string, other: string): string {
  const bytes = unb64(other);
  return b64(unb64(one).map((byte, at) => byte ^ bytes[at]!));
}

/** Two shares: one is random, and the other is what is missing. */
export function split(fileKey: string): [string, string] {
  const share = random(KEY_BYTES);
  return [share, xor(share, fileKey)];
}

/** The file's key, from it or from both shares. */
export function fileKeyOf({ whole, a, b }: HeldKeys): string | undefined {
  return whole ?? (a !== undefined && b !== undefined ? xor(a, b) : undefined);
}
