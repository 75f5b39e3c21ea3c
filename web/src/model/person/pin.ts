/** The PIN of the screen: how long one waits after a wrong one, and when it is enough. Pure: the time is given. */

export interface Tries {
  /** Wrong ones since the last right one. */
  wrong: number;
  /** Not before: milliseconds since the epoch by this phone's clock. */
  notBefore: number;
}

export const NO_TRIES: Tries = { wrong: 0, notBefore: 0 };
/** So many wrong ones are a slip of the thumb. */
const FREE = 3;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;
/** After so many everything is wiped, where the person chose that. */
export const WIPE_AFTER = 10;

export const isPin = (typed: string): boolean => /^\d{4,8}$/.test(typed);

/** After one more wrong one at `now`. */
export function addWrongTry({ wrong }: Tries, now: number): Tries {
  const pause = wrong + 1 < FREE ? 0 : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (wrong + 1 - FREE));
  return { wrong: wrong + 1, notBefore: now + pause };
}

/** Whole seconds until the next try; never more than the longest pause, for a clock may have been set back. */
export const secondsLeft = ({ notBefore }: Tries, now: number): number =>
  Math.ceil(Math.min(LONGEST_PAUSE_MS, Math.max(0, notBefore - now)) / 1000);
