/** Check-in: a press sealed when it is armed, that opens if no sign of life comes. */
import type { CheckInInput, Moment, SealedPress } from "./api.ts";
import { seal } from "./press.ts";

/** Moments are agreed to five minutes. */
export const STEP_MS = 300_000;
/** No further ahead than this: whoever it was sealed to must still be on duty, or near it. */
export const HORIZON_MS = 48 * 3_600_000;
export const MOST_GRACE_MINUTES = 120;

/** The nearest moment that can be agreed on, not before `now` and no further ahead than the limit. */
export function roundDue(due_at: number, now: number): number {
  const first = Math.floor(now / STEP_MS) * STEP_MS + STEP_MS;
  const last = Math.floor((now + HORIZON_MS) / STEP_MS) * STEP_MS;
  return Math.min(last, Math.max(first, Math.round(due_at / STEP_MS) * STEP_MS));
}

/** The body of POST /v1/check-ins, as long as a press to the byte. Throws TooLong when a text does not fit its part. */
export const sealCheckIn = ({ moment, ...input }: CheckInInput): Promise<SealedPress> =>
  seal(input, { due_at: moment.due_at, grace_minutes: moment.grace_minutes });

/**
 * The body of PUT /v1/check-in. `number` counts the extensions from 1: one that was overtaken changes nothing.
 * `sealed`: also the envelopes as they are sealed now (`sealParts`).
 */
export const extendBody = (number: number, moment: Moment, sealed?: { card: string; file: string; keys: string[] }): string => {
  const { due_at, grace_minutes } = moment;
  const resealed = sealed ? { card: sealed.card, file: sealed.file, keys: sealed.keys } : null;
  return JSON.stringify({ number, due_at, grace_minutes, resealed });
};
