/** When something that got no answer is worth another try, and when. Pure: the chance is given. */

export const FIRST_WAIT_MS = 1_000;
export const LONGEST_WAIT_MS = 30_000;

/** The pause before try number `failures` (the first is 1): doubling, and spread so that phones don't return at once. */
export function backoff(failures: number, random: () => number): number {
  const whole = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1));
  return Math.round(whole * (0.5 + random() / 2));
}

/** True for answers that a later try may better: the server is down, restarting, or asks for patience. */
export const isTemporary = (status: number): boolean => status >= 500 || status === 408 || status === 425 || status === 429;
