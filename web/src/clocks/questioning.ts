/** Limits that add up: so long without a rest, so long in one local day (UPK 187). Only time of questioning counts. */
import type { Calendar } from "./calendar";
import { type LoggedEvent, lengthMs, type Questioning } from "./rules";

/** A time of questioning. Without an end it goes on (Infinity); `live` marks all parts of the one that goes on. */
interface Stretch {
  from: number;
  to: number;
  by: LoggedEvent;
  live: boolean;
}

export interface Count {
  /** The event from which the limit now counts. */
  startedBy: LoggedEvent;
  startsAt: number;
  /** If questioning goes on like this; null while it does not. */
  endsAt: number | null;
  /** How much is left, were questioning to go on now. */
  leftMs: number;
  /** When it was first passed. */
  passedAt: number | null;
}

export interface Session {
  stretches: Stretch[];
  state: "on" | "break" | "over";
  /** Since when it is on a break or over. */
  since: number;
}

/** What was logged as stretches of questioning. `log` is in order; null when none ever began. */
export function session(log: readonly LoggedEvent[]): Session | null {
  const stretches: Stretch[] = [];
  let [state, since]: [Session["state"], number] = ["over", 0];
  for (const event of log) {
    const next = follows(state, event.kind);
    if (next === null) continue;
    if (next === "on") stretches.push({ from: event.at, to: Infinity, by: event, live: true });
    else if (state === "on") Object.assign(stretches[stretches.length - 1] as Stretch, { to: event.at, live: false });
    [state, since] = [next, event.at];
  }
  return stretches.length ? { stretches, state, since } : null;
}

/** What comes of an event; null when it changes nothing. */
function follows(state: Session["state"], kind: string): Session["state"] | null {
  if (kind === "questioning_began") return state === "on" ? null : "on";
  if (kind === "break_began") return state === "on" ? "break" : null;
  if (kind === "break_ended") return state === "break" ? "on" : null;
  return state !== "over" && (kind === "questioning_ended" || kind === "released") ? "over" : null;
}

/** The limits of `rule` over a session, the one that ends first. */
export function count(rule: Questioning, { stretches }: Session, days: Calendar, now: number): Count {
  const counts: Count[] = [];
  if (rule.row) {
    const rest = lengthMs(rule.rest ?? rule.row);
    counts.push(add(stretches, lengthMs(rule.row), now, (last, at) => at - last.to >= rest));
  }
  if (rule.day) {
    const another = (last: Stretch, at: number): boolean => days.day(last.from) !== days.day(at);
    counts.push(add(byDay(stretches, days), lengthMs(rule.day), now, another));
  }
  const passed = counts.flatMap(({ passedAt }) => passedAt ?? []);
  const first = counts.reduce((a, b) => ((b.endsAt ?? b.leftMs) < (a.endsAt ?? a.leftMs) ? b : a));
  return { ...first, passedAt: passed.length ? Math.min(...passed) : null };
}

/** Stretches cut at local midnights, so that each lies in one day. */
function byDay(stretches: readonly Stretch[], days: Calendar): Stretch[] {
  return stretches.flatMap((stretch) => {
    const parts: Stretch[] = [];
    let { from } = stretch;
    // What goes on is cut once: no day is shorter than a limit of a day.
    for (let next = days.startOfDay(from, 1); next < stretch.to; next = days.startOfDay(from, 1)) {
      parts.push({ ...stretch, from, to: next });
      from = next;
      if (stretch.live) break;
    }
    return [...parts, { ...stretch, from }];
  });
}

/** Adds stretch to stretch; begins anew where `fresh` says so. */
function add(stretches: readonly Stretch[], limitMs: number, now: number, fresh: (last: Stretch, at: number) => boolean): Count {
  let [used, first] = [0, stretches[0] as Stretch];
  let [endsAt, passedAt]: [number | null, number | null] = [null, null];
  stretches.forEach((stretch, index) => {
    const last = stretches[index - 1];
    if (last && fresh(last, stretch.from) && endsAt === null) [used, first] = [0, stretch];
    const due = stretch.from + Math.max(0, limitMs - used);
    if (due < stretch.to) {
      passedAt ??= due;
      if (stretch.live) endsAt ??= due;
    }
    used += stretch.to - stretch.from;
  });
  const last = stretches[stretches.length - 1] as Stretch;
  const left = endsAt !== null ? endsAt - now : fresh(last, now) ? limitMs : limitMs - used;
  const passed = passedAt !== null && passedAt < now ? passedAt : null;
  return { startedBy: first.by, startsAt: first.from, endsAt, leftMs: Math.max(0, left), passedAt: passed };
}
