/**
 * The PIN of the screen, kept as a hash. It bars the screen and encrypts nothing: eight digits are guessed in minutes by
 * whoever has copied the phone, whatever is done to them.
 */
import { NO_TRIES, type Tries } from "../model/person/pin";

export interface Pin extends Tries {
  salt: Uint8Array<ArrayBuffer>;
  hash: ArrayBuffer;
  /** The person chose that everything goes after the tenth wrong one. */
  wipes: boolean;
}

const ROUNDS = 100_000;

async function hashOf(pin: string, salt: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
  return crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS }, typed, 256);
}

export async function newPin(pin: string, wipes: boolean): Promise<Pin> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return { ...NO_TRIES, salt, hash: await hashOf(pin, salt), wipes };
}

export async function fits(pin: string, { salt, hash }: Pin): Promise<boolean> {
  const [typed, expected] = [new Uint8Array(await hashOf(pin, salt)), new Uint8Array(hash)];
  return typed.every((byte, at) => byte === expected[at]);
}
