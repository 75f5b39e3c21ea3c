/** When a check-in is due: what she chose, as a moment that can be agreed on. Pure: the time is given. */
import type { Moment } from "../../seal/api";
import { roundDue } from "../../seal/checkin";

export const SPANS = ["30", "60", "120", "at"] as const;
export type Span = (typeof SPANS)[number];
export const GRACES = ["5", "15", "30"] as const;
export type Grace = (typeof GRACES)[number];

const MINUTE_MS = 60_000;

/** The next time that a clock on this phone shows `typed` ("21:30"); null when that is no time of day. */
export function nextAt(typed: string, now: number): number | null {
  const [, hour, minute] = /^(\d\d):(\d\d)/.exec(typed) ?? [];
  if (hour === undefined) return null;
  const at = new Date(now);
  at.setHours(Number(hour), Number(minute), 0, 0);
  if (at.getTime() <= now) at.setDate(at.getDate() + 1);
  return at.getTime();
}

/** `now` is the service's; a time of day is that of the phone's zone. Null: no time was chosen yet. */
export function momentOf(span: Span, typed: string, grace: Grace, now: number): Moment | null {
  const wished = span === "at" ? nextAt(typed, now) : now + Number(span) * MINUTE_MS;
  return wished === null ? null : { due_at: roundDue(wished, now), grace_minutes: Number(grace) };
}

/** So much later than it was to be, or than now when that is over. */
export const postpone = ({ due_at, grace_minutes }: Moment, minutes: number, now: number): Moment => ({
  due_at: roundDue(Math.max(due_at, now) + minutes * MINUTE_MS, now),
  grace_minutes,
});

/** Each 4 to 8 digits, as long as the other so that dots do not tell them apart, and not the same. */
export const areGoodCodes = (fine: string, forced: string): boolean =>
  /^\d{4,8}$/.test(fine) && /^\d{4,8}$/.test(forced) && fine.length === forced.length && fine !== forced;
