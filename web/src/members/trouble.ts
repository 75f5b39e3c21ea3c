// What went wrong, in words that say what is true now.
import { Problem, Unreachable } from "../api/errors";
import { Refused, TooLong } from "../seal/refused";
import type { MembersWords } from "../words/members.en";

type Say = (words: MembersWords) => string;

const KINDS: Readonly<Record<string, Say>> = {
  "not-let-in": (words) => words.troubleUnknownPasskey,
  invitation: (words) => words.troubleInvitation,
  taken: (words) => words.taken,
  late: (words) => words.late,
  closed: (words) => words.caseClosed,
  "not-admitted": (words) => words.notAdmitted,
};

const STATUSES: Readonly<Record<number, Say>> = {
  403: (words) => words.troubleNotYours,
  404: (words) => words.troubleGone,
  409: (words) => words.troubleConflict,
  413: (words) => words.troubleTooLong,
};

/** Errors that a screen expects and can name; all others are mistakes of ours and go on to the console. */
export function isExpected(error: unknown): boolean {
  return [Problem, Unreachable, Refused, TooLong, DOMException].some((kind) => error instanceof kind);
}

export function troubleText(error: unknown, words: MembersWords): string {
  if (error instanceof Unreachable) return words.troubleUnreachable;
  if (error instanceof Refused) return words.cardRefused(words.refusals[error.reason]);
  if (error instanceof TooLong) return words.troubleTooLong;
  if (error instanceof DOMException) return words.troubleDeclined;
  if (!(error instanceof Problem)) return words.troubleElse(String(error));
  const say = KINDS[error.kind] ?? STATUSES[error.status];
  return say ? say(words) : words.troubleElse(error.detail || error.title || String(error.status));
}
