// The logs of who was given access: a chain of hashes on each dispatcher's device, and what does not fit in it.
import type { AccessEntry, GivenAccess, LogHead, SignedEntry } from "../../seal/api";
import { ACCESS_LOG_DAYS } from "../../seal/sizes";

/** missing: an entry in between. cut: what this device has seen at its end. forked: two entries in one place. */
export type Fault = "missing" | "cut" | "forked";

const DAY_MS = 86_400_000;

const headOf = ({ sequence, sha256, at }: SignedEntry): LogHead => ({ sequence, sha256, at });

function faultsBetween(ordered: readonly SignedEntry[]): Fault[] {
  return ordered.slice(1).flatMap((after, index): Fault[] => {
    const before = ordered[index]!;
    const step = after.sequence - before.sequence;
    if (step === 0) return after.sha256 === before.sha256 ? [] : ["forked"];
    if (step === 1) return after.previous === before.sha256 ? [] : ["forked"];
    return ["missing"];
  });
}

/** With a day's grace: the service deletes by its own clock. */
function isOld(head: LogHead, now: number): boolean {
  return head.at <= now - (ACCESS_LOG_DAYS - 1) * DAY_MS;
}

function faultsAgainst(ordered: readonly SignedEntry[], seen: LogHead, now: number): Fault[] {
  const atHead = ordered.filter((entry) => entry.sequence === seen.sequence);
  if (atHead.some((entry) => entry.sha256 !== seen.sha256)) return ["forked"];
  if (ordered.some((entry) => entry.sequence === seen.sequence + 1 && entry.previous !== seen.sha256)) return ["forked"];
  if (atHead.length > 0 || isOld(seen, now)) return [];
  return (ordered.at(-1)?.sequence ?? -1) > seen.sequence ? ["missing"] : ["cut"];
}

/** What does not fit among all entries of one log that the service has, and how far it is seen now. */
export function checkLog(
  entries: readonly SignedEntry[],
  seen: LogHead | null,
  now: number,
): { faults: ReadonlySet<Fault>; head: LogHead | null } {
  const ordered = entries.toSorted((a, b) => a.sequence - b.sequence);
  const faults = new Set([...faultsBetween(ordered), ...(seen ? faultsAgainst(ordered, seen, now) : [])]);
  const last = ordered.at(-1);
  const head = last && (!seen || last.sequence > seen.sequence) ? headOf(last) : seen;
  return { faults, head };
}

/** A log is one device's of one member's. */
export const logKey = ({ member, log }: Pick<AccessEntry, "member" | "log">): string => `${member}/${log}`;

/** The member whose log has this key. */
export const memberOf = (key: string): string => key.split("/")[0] ?? "";

export interface LogCheck {
  /** By log, those that have any. */
  faults: ReadonlyMap<string, ReadonlySet<Fault>>;
  heads: ReadonlyMap<string, LogHead>;
}

/** Checks all logs; `seen` may have logs of which nothing is left. */
export function checkLogs(entries: readonly SignedEntry[], seen: ReadonlyMap<string, LogHead>, now: number): LogCheck {
  const byLog = new Map<string, SignedEntry[]>([...seen.keys()].map((key) => [key, []]));
  for (const entry of entries) byLog.set(logKey(entry), [...(byLog.get(logKey(entry)) ?? []), entry]);
  const checked = [...byLog].map(([key, own]) => [key, checkLog(own, seen.get(key) ?? null, now)] as const);
  return {
    faults: new Map(checked.filter(([, { faults }]) => faults.size > 0).map(([key, { faults }]) => [key, faults])),
    heads: new Map(checked.flatMap(([key, { head }]) => (head ? [[key, head]] : []))),
  };
}

/** Whom somebody gave access to a card without having written it down. */
export function unwrittenAccess(given: readonly GivenAccess[], written: ReadonlySet<string>): string[] {
  return [...new Set(given.filter(({ sha256 }) => !written.has(sha256)).flatMap(({ kids }) => kids))];
}

export interface AccessTotal {
  member: string;
  counsel: string;
  cards: number;
  /** Of these, without a click. */
  unasked: number;
  last_at: number;
}

/** Who gave whom access, to how many cards; the latest first. */
export function accessTotals(entries: readonly SignedEntry[]): AccessTotal[] {
  const totals = new Map<string, AccessTotal>();
  for (const { member, counsel, asked, at } of entries) {
    for (const kid of counsel) {
      const key = `${member}/${kid}`;
      const total = totals.get(key) ?? { member, counsel: kid, cards: 0, unasked: 0, last_at: 0 };
      const unasked = total.unasked + (asked ? 0 : 1);
      totals.set(key, { ...total, cards: total.cards + 1, unasked, last_at: Math.max(total.last_at, at) });
    }
  }
  return [...totals.values()].sort((a, b) => b.last_at - a.last_at);
}
