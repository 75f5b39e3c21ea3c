// Moments and spans in the reader's words.
import type { MembersWords } from "../words/members.en";

export const DAY_MS = 86_400_000;

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

/** 14:03, of a day that goes without saying. */
export function clockTime(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}

/** 14:03; with the day when that is not `now`'s. */
export function dateTime(at: number, now: number, language: string): string {
  const day: Intl.DateTimeFormatOptions = sameDay(at, now) ? {} : { day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(language, { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}

/** 0:48, 12:05, 1:02:00. What is over is 0:00. */
export function countdownText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number): string => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** How long something has lasted, roughly. */
export function agoText(ms: number, words: MembersWords): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return words.ago.seconds;
  if (minutes < 120) return words.ago.minutes(minutes);
  return ms < 2 * DAY_MS ? words.ago.hours(Math.floor(minutes / 60)) : words.ago.days(Math.floor(ms / DAY_MS));
}

/** A language's name in the reader's language; its code when nobody knows it. */
export function languageName(code: string, language: string): string {
  return new Intl.DisplayNames(language, { type: "language", fallback: "code" }).of(code) ?? code;
}
