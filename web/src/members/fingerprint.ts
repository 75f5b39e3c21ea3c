// A member's fingerprint for eyes and voice.

/** The first six characters: enough to tell members of one desk apart, never enough to trust. */
export function shortForm(fingerprint: string): string {
  return fingerprint.slice(0, 6);
}

/** Groups of four, for reading aloud without losing the place. */
export function groups(fingerprint: string): string[] {
  return fingerprint.match(/.{1,4}/g) ?? [];
}

export type Kind = "capital" | "small" | "digit" | "dash" | "underscore";

/** What a listener must be told besides the character itself. */
export function kind(char: string): Kind {
  if (char === "-") return "dash";
  if (char === "_") return "underscore";
  if (/[0-9]/.test(char)) return "digit";
  return /[A-Z]/.test(char) ? "capital" : "small";
}
