/** When a sealed letter leaves, and what its answer means. Pure: the time and the chance are given. */
import { backoff, isTemporary, LONGEST_WAIT_MS } from "../shared/retry";

/** A sealed thing that has to reach the service. It says nothing to who finds it on the phone. */
export interface Letter {
  /** Order of writing; given by the database. */
  id: number;
  caseId: string;
  /** arm, extend, end: of a check-in. drop: call words, whose lookup id stands for the case. key: of the file, for who accepted. */
  kind: "press" | "key" | "message" | "cancel" | "arm" | "extend" | "end" | "drop";
  /** POST unless it says another. */
  method?: "PUT" | "DELETE";
  path: string;
  /** Null for a press: nothing is known of the person yet. */
  token: string | null;
  body: string;
  messageId: string | null;
  writtenAt: number;
  tries: number;
  /** Not before: the five seconds in which a press can be undone, then the pause after each failure. */
  notBefore: number;
  /** It was tried while there was a network, so the service may have it. */
  left?: boolean;
  /** The service does not take it. Only messages are kept then, so that the chat can say so. */
  refused?: boolean;
  /** Because its person has written all that a case has room for. */
  noRoom?: boolean;
}

/** A message's number, while it is a letter that waits in the outbox, begins here. */
export const WAITING_SEQ = 1e9;
/** And here that of one that the service does not take. */
export const LOST_SEQ = 2e9;

/** One that is not in the outbox yet. */
export type NewLetter = Omit<Letter, "id" | "tries">;

/** A code that ends nothing: none of hers, or so many were tried that none is heard any more. */
export const WRONG_CODE: ReadonlySet<string> = new Set(["wrong-code", "too-many-tries"]);

/** Of a message: this side of the case has no more room. */
export const NO_ROOM = "no-room";

/** No answer (0) and the status of an answer. */
export type Outcome = "delivered" | "again" | "refused";

/** By then a press that was on its way when it was cancelled has arrived or never will. */
export const ARRIVED_BY_MS = 60_000;

/** What an answer means. A press or message that is there already counts: the service answers 200 to a repeat. */
export function outcome(letter: Letter, status: number, now: number): Outcome {
  if (status >= 200 && status < 300) return "delivered";
  const early = Math.abs(now - letter.writtenAt) < ARRIVED_BY_MS;
  if (["cancel", "end"].includes(letter.kind) && status === 404 && early) return "again";
  return status === 0 || isTemporary(status) ? "again" : "refused";
}

/** The letter after a try without answer. */
export function delayLetter(letter: Letter, now: number, random: () => number): Letter {
  const tries = letter.tries + 1;
  return { ...letter, tries, notBefore: now + backoff(tries, random) };
}

/** The first letter of each case. They leave one after the other: a message never overtakes its press. */
function heads(letters: readonly Letter[]): Letter[] {
  const waiting = letters.filter(({ refused }) => !refused).sort((a, b) => a.id - b.id);
  const cases = new Set<string>();
  return waiting.filter(({ caseId }) => !cases.has(caseId) && cases.add(caseId));
}

/** Milliseconds until it may leave. No pause is longer than the longest: a clock was set back since, and it leaves now. */
const pause = ({ notBefore }: Letter, now: number): number => (notBefore - now > LONGEST_WAIT_MS ? 0 : Math.max(0, notBefore - now));

/** The letter that may leave now: a press before all others, else the oldest. */
export function dueLetter(letters: readonly Letter[], now: number): Letter | undefined {
  const due = heads(letters).filter((letter) => pause(letter, now) === 0);
  return due.find(({ kind }) => kind === "press") ?? due[0];
}

/** Where a press is that the service has not confirmed. */
export function pressHeadline(online: boolean, tries: number): "no_network" | "no_answer" | "leaving" {
  if (!online) return "no_network";
  return tries > 1 ? "no_answer" : "leaving";
}

/** Milliseconds until the next letter may leave; null when none waits. */
export function msUntilNext(letters: readonly Letter[], now: number): number | null {
  const moments = heads(letters).map((letter) => pause(letter, now));
  return moments.length > 0 ? Math.min(...moments) : null;
}
