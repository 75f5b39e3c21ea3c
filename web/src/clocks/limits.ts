/** Which legal limits run, from which event, until when, and what to demand then. No clock and no words in here. */
import { type Calendar, calendar } from "./calendar";
import { count, session } from "./questioning";
import { type After, type LoggedEvent, lengthMs, type Questioning, type Rule, type RuleSet, type Start, SURE, type Sure } from "./rules";

export type State =
  /** It is over its end and nothing has stopped it: demand. */
  | "reached"
  | "running"
  /** Ends at `endsAt` if it applies: the charged article decides, and is not known or not in the list. */
  | "needs_answer"
  /** A break suspends it. */
  | "paused"
  /** One of `waitsFor` must be logged first. */
  | "waiting"
  /** Exists, but must not be counted yet; `rule.limit.blocked` says why. */
  | "blocked"
  /** Its form is newer than this app. */
  | "unverifiable"
  /** What it limits is over. */
  | "stopped";

export interface Limit {
  id: string;
  rule: Rule;
  state: State;
  /** The id of the logged event from which it counts. */
  startedBy: string | null;
  /** Milliseconds since the epoch, here and below. Later than the event where the law says "24 hours after". */
  startsAt: number | null;
  /** Null while waiting, paused, stopped questioning, or when the law has no number. */
  endsAt: number | null;
  /** Milliseconds until it ends, never negative; of a limit on questioning in a break, what is left of it. */
  leftMs: number | null;
  stoppedAt: number | null;
  /** When it was first passed, also if it was put right since. */
  passedAt: number | null;
  /** Kinds of events; any one of them will do. */
  waitsFor: string[];
  /** A lawyer has signed the rule and the signature still holds. Otherwise never show it as law. */
  verified: boolean;
  /** The weakest of what decided: the rule, the branch of the article, an extension. */
  sure: Sure;
}

/** What the rule's own form finds out. */
type LimitState = Omit<Limit, "id" | "rule" | "verified" | "sure"> & { sure?: Sure };

interface Case {
  /** All that was logged, in order. */
  all: readonly LoggedEvent[];
  /** What was logged of the present detention. */
  log: readonly LoggedEvent[];
  days: Calendar;
  now: number;
}

const EMPTY_STATE: LimitState = {
  state: "waiting",
  startedBy: null,
  startsAt: null,
  endsAt: null,
  leftMs: null,
  stoppedAt: null,
  passedAt: null,
  waitsFor: [],
};

const RANK: readonly State[] = ["reached", "running", "needs_answer", "paused", "waiting", "blocked", "unverifiable", "stopped"];

/**
 * The limits of `rules` for what was logged, the most pressing first. Their order in `events` changes nothing.
 * `zone` is an IANA time zone (RangeError otherwise), `now` in milliseconds since the epoch.
 */
export function limits(events: readonly LoggedEvent[], rules: RuleSet, zone: string, now: number): Limit[] {
  const all = sortEvents(events);
  const happened: Case = { all, log: currentDetention(all, rules), days: calendar(zone), now };
  const branch = branchOf(rules, happened.log);
  return rules.rules
    .filter((rule) => !rule.unless?.some((kind) => has(happened.log, kind)))
    .filter((rule) => rule.branch === undefined || branch === null || rule.branch === branch)
    .map((rule) => limit(rule, rules, branch, happened))
    .sort((a, b) => RANK.indexOf(a.state) - RANK.indexOf(b.state) || sooner(a.endsAt, b.endsAt));
}

const sooner = (a: number | null, b: number | null): number => (a === b ? 0 : (a ?? Infinity) - (b ?? Infinity));

/** Of one moment: who is let go and taken again is held; a break begins before it ends; one questioning ends, the next begins. */
const AT_ONCE = ["released", "break_began", "break_ended", "questioning_ended"];

function sortEvents(events: readonly LoggedEvent[]): LoggedEvent[] {
  const rank = ({ kind }: LoggedEvent): number => (AT_ONCE.includes(kind) ? AT_ONCE.indexOf(kind) : AT_ONCE.length);
  return [...events].sort((a, b) => a.at - b.at || rank(a) - rank(b) || (a.id < b.id ? -1 : Number(a.id > b.id)));
}

const has = (log: readonly LoggedEvent[], kind: string): boolean => log.some((event) => event.kind === kind);

/** What follows the last release after which something began anew. */
function currentDetention(all: readonly LoggedEvent[], { rules, lasting = [] }: RuleSet): LoggedEvent[] {
  const begins = new Set(rules.flatMap(({ starts }) => starts.map(({ on }) => on)));
  const newest = all.reduce((last, { kind }, index) => (begins.has(kind) ? index : last), -1);
  const released = all.reduce((last, { kind }, index) => (kind === "released" && index < newest ? index : last), -1);
  return all.filter(({ kind }, index) => index > released || lasting.includes(kind));
}

/** Where the charged articles lead: the strongest branch among them; null when that cannot be known. */
function branchOf({ branches }: RuleSet, log: readonly LoggedEvent[]): string | null {
  const led = log.filter(({ kind }) => kind === "charged").map(({ article }) => branches?.articles[article ?? ""]);
  const [strongest, ...weaker] = branches?.strongest_first ?? [];
  if (strongest === undefined || led.includes(strongest)) return strongest ?? null;
  return led.includes(undefined) ? null : (weaker.find((branch) => led.includes(branch)) ?? null);
}

function limit(rule: Rule, rules: RuleSet, branch: string | null, happened: Case): Limit {
  const { sure: extended = "seen", ...rest } = limitState(rule, happened);
  const open = rest.state === "reached" || rest.state === "running";
  const asked = rule.branch !== undefined && branch === null;
  const branched = rule.branch !== undefined && branch !== null ? (rules.branches?.sure ?? "unseen") : "seen";
  const sure = SURE[Math.max(...[rule.sure, extended, branched].map((each) => SURE.indexOf(each)))] ?? "unseen";
  const state = open && asked ? "needs_answer" : rest.state;
  return { ...rest, state, id: rule.id, rule, verified: isVerified(rule, happened.now), sure };
}

/** Signed, and the day from which it must be read anew has not begun (in UTC). */
function isVerified({ review: { by, at, expires } }: Rule, now: number): boolean {
  return by !== null && at !== null && expires !== null && now < Date.parse(expires);
}

function limitState(rule: Rule, happened: Case): LimitState {
  if ("blocked" in rule.limit) return { ...EMPTY_STATE, state: "blocked" };
  const missing = rule.needs?.filter((kind) => !has(happened.log, kind)) ?? [];
  if (missing.length > 0) return { ...EMPTY_STATE, waitsFor: missing.slice(0, 1) };
  if ("questioning" in rule.limit) return questioningLimit(rule.limit.questioning, happened);
  return countLimit(rule, happened);
}

function countLimit(rule: Rule, { log, days, now }: Case): LimitState {
  const { by, at, kinds } = startOf(rule, log);
  if (!by) return { ...EMPTY_STATE, waitsFor: kinds };
  // Of one moment, a release comes before the start and anything else after it.
  const since = log.filter((event, index) => (event.kind === "released" ? index > log.indexOf(by) : event.at >= by.at));
  const late = rule.once?.filter((kind) => !has(since, kind)) ?? [];
  if (late.length > 0) return { ...EMPTY_STATE, waitsFor: late.slice(0, 1) };
  const stoppedAt = since.find(({ kind }) => kind === "released" || rule.ends.includes(kind))?.at ?? null;
  const ends = endsOf(rule, at, since, days);
  return { ...EMPTY_STATE, startedBy: by.id, startsAt: at, stoppedAt, ...progress(ends, stoppedAt, now) };
}

/** From where the rule counts: the earliest of its starts. */
function startOf(rule: Rule, log: readonly LoggedEvent[]): { by: LoggedEvent | null; at: number; kinds: string[] } {
  const starts: Start[] = rule.instead && has(log, rule.instead.if) ? rule.instead.starts : rule.starts;
  let [by, first]: [LoggedEvent | null, number] = [null, Infinity];
  for (const event of log) {
    for (const { on, plus } of starts) {
      const at = event.at + (plus ? lengthMs(plus) : 0);
      if (on === event.kind && at < first) [by, first] = [event, at];
    }
  }
  return { by, at: first, kinds: starts.map(({ on }) => on) };
}

/** When it was due, again and again where each of `met` starts it anew; the last counts now. None: there is no number. */
interface Ends {
  dues: number[];
  met?: number[];
  sure?: Sure;
}

/** Null: the form is not known. */
function endsOf({ limit: measure }: Rule, start: number, since: readonly LoggedEvent[], days: Calendar): Ends | null {
  if ("after" in measure) return after(measure, start, since);
  if ("end_of_day" in measure) return { dues: [days.startOfDay(start, measure.end_of_day + 1)] };
  return "prompt" in measure ? { dues: [] } : null;
}

function after({ after: hours, again, extend }: After, start: number, since: readonly LoggedEvent[]): Ends {
  const due = start + lengthMs(hours);
  // What was extended after its end was not extended.
  const longer = since.find(({ kind, at }) => kind === extend?.on && at <= due);
  if (extend && longer) {
    const later = extend.by === undefined ? longer.at + lengthMs(extend.after) : due + lengthMs(extend.by);
    return { dues: [Math.max(due, later)], sure: extend.sure };
  }
  const met = since.filter(({ kind }) => kind === again?.on).map(({ at }) => at);
  return { dues: [due, ...met.map((at) => at + lengthMs(again?.after ?? hours))], met };
}

function progress(ends: Ends | null, stoppedAt: number | null, now: number): Partial<LimitState> & Pick<LimitState, "state"> {
  if (!ends) return { state: "unverifiable" };
  const { dues, met = [], sure } = ends;
  const endsAt = dues[dues.length - 1] ?? null;
  const passedAt = dues.find((due, index) => due < (met[index] ?? stoppedAt ?? now)) ?? null;
  const state = stoppedAt !== null ? "stopped" : endsAt !== null && now >= endsAt ? "reached" : "running";
  return { state, endsAt, leftMs: endsAt && Math.max(0, endsAt - now), passedAt, ...(sure && { sure }) };
}

function questioningLimit(rule: Questioning, { all, days, now }: Case): LimitState {
  const current = session(all);
  if (!current) return { ...EMPTY_STATE, waitsFor: ["questioning_began"] };
  const { startedBy, ...numbers } = count(rule, current, days, now);
  const stoppedAt = current.state === "over" ? current.since : null;
  const states = { on: now >= (numbers.endsAt ?? Infinity) ? "reached" : "running", break: "paused", over: "stopped" } as const;
  return { ...EMPTY_STATE, ...numbers, state: states[current.state], startedBy: startedBy.id, stoppedAt };
}
