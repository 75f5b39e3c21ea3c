/** When a sealed letter leaves, and what its answer means. Pure: the time and the chance are given. */
import { backoff } from "../api/backoff";
import { passing } from "../api/errors";

/** A sealed thing that has to reach the service. It says nothing to who finds it on the phone. */
export interface Letter {
  /** Order of writing; given by the database. */
  id: number;
  caseId: string;
  kind: "press" | "message" | "cancel";
  path: string;
  /** Null for a press: nothing is known of the person yet. */
  token: string | null;
  body: string;
  messageId: string | null;
  writtenAt: number;
  tries: number;
  /** Not before: the five seconds in which a press can be undone, then the pause after each failure. */
  notBefore: number;
}

/** No answer (0) and the status of an answer. */
export type Outcome = "delivered" | "again" | "refused";

/** What an answer means. A press or message that is there already counts: the service answers 200 to a repeat. */
export function outcome(letter: Letter, status: number): Outcome {
  if (status >= 200 && status < 300) return "delivered";
  // Cancelling what never arrived is done already.
  if (letter.kind === "cancel" && status === 404) return "delivered";
  return status === 0 || passing(status) ? "again" : "refused";
}

/** The letter after a try without answer. */
export function later(letter: Letter, now: number, random: () => number): Letter {
  const tries = letter.tries + 1;
  return { ...letter, tries, notBefore: now + backoff(tries, random) };
}

/** The first letter that may leave now. They leave one after the other: a message never overtakes its press. */
export function first(letters: readonly Letter[], now: number): Letter | undefined {
  const [head] = [...letters].sort((a, b) => a.id - b.id);
  return head && head.notBefore <= now ? head : undefined;
}

/** Milliseconds until the next letter may leave; null when none waits. */
export function untilNext(letters: readonly Letter[], now: number): number | null {
  const [head] = [...letters].sort((a, b) => a.id - b.id);
  return head ? Math.max(0, head.notBefore - now) : null;
}
