/** The file behind call words, as the phone that left it knows of it. No clock, no network. */

const DAY_MS = 86_400_000;
/** The service keeps none for longer. */
const KEPT_DAYS = 90;

export interface Deposit {
  lookupId: string;
  token: string;
  expiresAt: number;
  /** The service knows that its owner came back; or it has the file no more. */
  is?: "confirmed" | "gone";
  /** The day on which it was asked last. */
  asked?: number;
}

const dayOf = (now: number): number => now - (now % DAY_MS);

/** Until when a file is kept that is left now. */
export const lastDay = (now: number): number => dayOf(now) + KEPT_DAYS * DAY_MS;

/** Another day than that on which it was left, and nothing was said of it today: its owner shows that she is there. */
export function isProofDue({ expiresAt, is, asked }: Deposit, now: number): boolean {
  const today = dayOf(now);
  return is === undefined && expiresAt - KEPT_DAYS * DAY_MS < today && today < expiresAt && asked !== today;
}

/** The words open nothing any more. */
export const isOver = ({ expiresAt, is }: Deposit, now: number): boolean => is === "gone" || expiresAt <= now;

/** After the service has answered. Who came back once is believed for good: later days need no proof. */
export function applyAnswer(before: Deposit, status: number, now: number): Deposit {
  const asked = dayOf(now);
  if (status === 200) return { ...before, asked, is: "confirmed" };
  return status === 404 ? { ...before, asked, is: "gone" } : { ...before, asked };
}
