/** Moments of a check-in, which may lie up to two days ahead. */
import { speech } from "../../words/person";
import { app } from "../app.svelte";

/** The time of day, with the weekday where it is not today. */
export function dayTime(at: number): string {
  const today = new Date(at).toDateString() === new Date(app.now + app.ahead).toDateString();
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat(speech.language, { ...clock, ...(today ? {} : { weekday: "short" }) }).format(at);
}
