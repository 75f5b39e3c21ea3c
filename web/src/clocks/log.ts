/** What a person can log: in which order it is offered, and what comes of it. */
import type { LoggedEvent, RuleSet } from "./rules";

/** What happens again and again in one questioning; all else is logged once, and offered after it. */
const NEXT: Record<string, readonly string[]> = {
  questioning_began: ["break_began", "questioning_ended"],
  break_began: ["break_ended", "questioning_ended"],
  break_ended: ["break_began", "questioning_ended"],
  questioning_ended: ["questioning_began"],
};
/** Makes sense only after one of those. */
const LATER = new Set(["break_began", "break_ended", "questioning_ended"]);

/** In the order of time; of one moment, as they were logged. */
export const inOrder = (log: readonly LoggedEvent[]): LoggedEvent[] => [...log].sort((a, b) => a.at - b.at);

/** The kinds of events that can be logged, the likeliest first. */
export function likelyKinds({ events }: RuleSet, log: readonly LoggedEvent[]): string[] {
  const last = inOrder(log).findLast(({ kind }) => kind in NEXT);
  const next = last ? (NEXT[last.kind] ?? []) : [];
  const rank = (kind: string): number => {
    if (next.includes(kind)) return next.indexOf(kind);
    if (kind === "questioning_began") return last && last.kind !== "questioning_ended" ? 30 : 10;
    if (LATER.has(kind)) return 40;
    return log.some((event) => event.kind === kind) ? 20 : 10;
  };
  return [...events].sort((a, b) => rank(a) - rank(b));
}

/** The log with one event more; its id is not in it yet. */
export function addEvent(log: readonly LoggedEvent[], kind: string, at: number): LoggedEvent[] {
  const numbers = log.map(({ id }) => Number(id)).filter(Number.isFinite);
  return [...log, { id: String(Math.max(0, ...numbers) + 1), kind, at }];
}

/** The log with an event in the place of the one that bears its id. */
export const replaceEvent = (log: readonly LoggedEvent[], event: LoggedEvent): LoggedEvent[] =>
  log.map((entry) => (entry.id === event.id ? event : entry));

export const removeEvent = (log: readonly LoggedEvent[], id: string): LoggedEvent[] => log.filter((entry) => entry.id !== id);
