/** Bytes and the texts they are carried in. */

const encoder = new TextEncoder();

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of UTF-8, to the byte; undefined for bytes that are none. */
export function textOf(bytes: BufferSource): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

export const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);

/** Base64url without padding. */
export function b64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** What the last character may be when 0, 1, 2 or 3 characters are left over: its spare bits are zero. */
const LAST = [/[\w-]$/, /^$/, /[AQgw]$/, /[AEIMQUYcgkosw048]$/] as const;

/** Whether this is base64url without padding, spelt the one way, of `chars` characters if given. */
export function isB64(value: unknown, chars?: number): value is string {
  if (typeof value !== "string" || !/^[\w-]+$/.test(value)) return false;
  return value.length === (chars ?? value.length) && LAST[value.length % 4]!.test(value);
}

/** The bytes of what `isB64` holds for. */
export const unb64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));

/** Random bytes, as base64url. */
export const random = (bytes: number): string => b64(crypto.getRandomValues(new Uint8Array(bytes)));

/** The first `bytes` of the SHA-256 of some bytes or of a text's UTF-8, as base64url. */
export async function digest(data: string | Uint8Array<ArrayBuffer>, bytes = 32): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", typeof data === "string" ? utf8(data) : data);
  return b64(new Uint8Array(hash, 0, bytes));
}
