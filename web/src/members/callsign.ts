// A case's name for the voice: what a dispatcher and a counsel say to each other on the phone.

// Letters that look alike in Latin and Cyrillic, and like no digit.
const LETTERS = "ABCEHKMPTXY";
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Two letters and four digits of a case id, such as `KH-4721`. Not unique, only unlikely to be shared at one time. */
export function callsign(case_id: string): string {
  let number = 0;
  for (const char of case_id.slice(0, 6)) number = number * 64 + ALPHABET.indexOf(char);
  const digits = number % 10_000;
  const pair = Math.floor(number / 10_000) % LETTERS.length ** 2;
  const letters = LETTERS.charAt(Math.floor(pair / LETTERS.length)) + LETTERS.charAt(pair % LETTERS.length);
  return `${letters}-${String(digits).padStart(4, "0")}`;
}
