/**
 * The prepared file: who one is and whom to tell, kept under a passphrase or not at all.
 *
 * PBKDF2-HMAC-SHA-256 with 600,000 rounds (OWASP, Password Storage, 2023: what every browser has; one or two seconds on a
 * cheap phone), 16 bytes of salt drawn anew with each passphrase, then AES-256-GCM with an IV drawn anew each time. The
 * text is filled up to a multiple of 2 KB, so that its length says next to nothing. Neither passphrase nor key is kept.
 */
import type { FileText } from "../seal/api";

export interface PreparedFile {
  file: FileText;
  /** The language to be spoken with; null: that of the screens. */
  language: string | null;
}

/** As it lies on the phone. `rounds` may grow with later versions. */
export interface LockedFile {
  salt: Uint8Array<ArrayBuffer>;
  rounds: number;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

/** What opens it, for as long as the page lives. Cannot be exported. */
export interface FileKey {
  key: CryptoKey;
  salt: Uint8Array<ArrayBuffer>;
  rounds: number;
}

export const ROUNDS = 600_000;
/** Fewer letters are guessed too soon by whoever has copied the phone. */
export const LEAST_LETTERS = 10;
const STEP_BYTES = 2_048;

const drawBytes = (bytes: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(bytes));

/** The same letters typed on another keyboard are the same passphrase; spaces at its ends are nobody's intention. */
const plain = (passphrase: string): string => passphrase.normalize("NFKC").trim();

/** Whether a passphrase may be chosen. */
export const isLongEnough = (passphrase: string): boolean => [...plain(passphrase)].length >= LEAST_LETTERS;

async function keyOf(passphrase: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<FileKey> {
  const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(plain(passphrase)), "PBKDF2", false, ["deriveKey"]);
  const kdf = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  const key = await crypto.subtle.deriveKey(kdf, typed, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  return { key, salt, rounds };
}

/** A key for a passphrase that was just chosen. */
export const newKey = (passphrase: string): Promise<FileKey> => keyOf(passphrase, drawBytes(16), ROUNDS);

export async function lock({ key, salt, rounds }: FileKey, prepared: PreparedFile): Promise<LockedFile> {
  const text = new TextEncoder().encode(JSON.stringify(prepared));
  const filled = new Uint8Array(Math.ceil(text.length / STEP_BYTES) * STEP_BYTES).fill(0x20);
  filled.set(text);
  const iv = drawBytes(12);
  return { salt, rounds, iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, filled) };
}

/** Null when the passphrase is another one; nothing is changed by trying. */
export async function unlock(passphrase: string, locked: LockedFile): Promise<{ key: FileKey; prepared: PreparedFile } | null> {
  const key = await keyOf(passphrase, locked.salt, locked.rounds);
  try {
    const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: locked.iv }, key.key, locked.sealed);
    return { key, prepared: JSON.parse(new TextDecoder().decode(text)) as PreparedFile };
  } catch (error) {
    if (error instanceof DOMException && error.name === "OperationError") return null;
    throw error;
  }
}
