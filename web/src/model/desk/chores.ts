// What an open desk page does by itself: gives counsel access who cannot open a card yet, and tags places. A place is tagged
// once a dispatcher has looked at the card, or unasked where a partner vouches: equal tags tell a copied database who is at
// one place, so what anybody may press is no reason for one (docs/decisions/0014).
// Bounded, and nothing twice: what is settled has a key, and what fails is begun at most `TRIES` times.
import type { BoardCase } from "../shared/shapes";

export interface Chore {
  case_id: string;
  /** Whether the place is still to be tagged. */
  tag: boolean;
  /** Counsel to give access, of those whom the service names; verified against the roster before anything is sealed to them. */
  admit: readonly string[];
}

export interface Chores {
  running: ReadonlySet<string>;
  /** Keys of what came to an end: done, or of no use (no place in the card, not a recipient). */
  settled: ReadonlySet<string>;
  /** By case: how often it failed, and when it may be tried again. */
  tries: ReadonlyMap<string, { count: number; again_at: number }>;
  /** Nothing is begun before: the service gave no answer. */
  again_at: number;
}

export const NO_CHORES: Chores = { running: new Set(), settled: new Set(), tries: new Map(), again_at: 0 };
export const AT_ONCE = 2;
export const TRIES = 3;
const PAUSE_MS = 5_000;

/** The settled name of a case's tag: kept although the card named no place, so that it is not opened again and again. */
export function tagKey(case_id: string): string {
  return `tag:${case_id}`;
}

export function admitKey(case_id: string, kid: string): string {
  return `admit:${case_id}:${kid}`;
}

/** The settled names of all that a chore set out to do. */
export function keysOf(chore: Chore): string[] {
  const tag = chore.tag ? [tagKey(chore.case_id)] : [];
  return [...tag, ...chore.admit.map((kid) => admitKey(chore.case_id, kid))];
}

/** A tag of another day or group key is made anew: whoever set it had looked. Of whom somebody is with, no place is needed. */
function lacksTag(row: BoardCase, state: Chores, { tags, looked }: Means): boolean {
  if (row.state === "arrived" || tags === null || (row.place_tag !== null && tags.has(row.place_tag))) return false;
  if (row.rank !== "vouched" && row.place_tag === null && !looked.has(row.case_id)) return false;
  return !state.settled.has(tagKey(row.case_id));
}

function kidsToAdmit(row: BoardCase, state: Chores): string[] {
  if (row.needs_access.length === 0) return [];
  return row.needs_access.filter((kid) => !state.settled.has(admitKey(row.case_id, kid)));
}

/** What this page may do by itself at this moment. */
export interface Means {
  /** The tags of the present group key and day; null when the key is not at hand. */
  tags: ReadonlySet<string> | null;
  /** Cases whose cards a dispatcher has had before her eyes here. */
  looked: ReadonlySet<string>;
  /** The roster is fresh: counsel may be given access without a click. */
  fresh: boolean;
}

/** Whom the service names for this case and this page gives no access by itself: they wait for a click. */
export function waitForClick(row: BoardCase, state: Chores, fresh: boolean): string[] {
  if (row.state === "closed" || row.need === "drill") return [];
  return fresh ? row.needs_access.filter((kid) => state.settled.has(admitKey(row.case_id, kid))) : [...row.needs_access];
}

/** What one case asks of this page, or null. */
export function choreOf(row: BoardCase, state: Chores, means: Means): Chore | null {
  if (row.state === "closed" || row.need === "drill") return null;
  const [tag, admit] = [lacksTag(row, state, means), means.fresh ? kidsToAdmit(row, state) : []];
  return tag || admit.length > 0 ? { case_id: row.case_id, tag, admit } : null;
}

function mayBegin(row: BoardCase, state: Chores, now: number): boolean {
  if (state.running.has(row.case_id)) return false;
  const tried = state.tries.get(row.case_id);
  return !tried || (tried.count < TRIES && tried.again_at <= now);
}

const URGENCY = { now: 0, today: 1, soon: 2 } as const;

/** Counsel without access first, for an offer waits for them; then by urgency; then the oldest. */
function comparePressing(a: BoardCase, b: BoardCase): number {
  return (
    Number(b.needs_access.length > 0) - Number(a.needs_access.length > 0) ||
    URGENCY[a.urgency] - URGENCY[b.urgency] ||
    a.opened_at - b.opened_at
  );
}

/** Whom somebody was with loses her tag: should that counsel give her back, she is tagged again. */
export function forgetInside(state: Chores, rows: Iterable<BoardCase>): Chores {
  const settled = new Set(state.settled);
  for (const row of rows) if (row.state === "arrived") settled.delete(tagKey(row.case_id));
  return settled.size === state.settled.size ? state : { ...state, settled };
}

/** The chores to begin now, the most pressing first. One pass: a board may have thousands of cases to look at. */
export function dueChores(rows: Iterable<BoardCase>, state: Chores, means: Means, now: number): Chore[] {
  const room = AT_ONCE - state.running.size;
  if (room <= 0 || now < state.again_at) return [];
  const first: { row: BoardCase; chore: Chore }[] = [];
  for (const row of rows) {
    const last = first[room - 1];
    if ((last && comparePressing(row, last.row) >= 0) || !mayBegin(row, state, now)) continue;
    const chore = choreOf(row, state, means);
    if (!chore) continue;
    first.push({ row, chore });
    first.sort((a, b) => comparePressing(a.row, b.row)).splice(room);
  }
  return first.map((item) => item.chore);
}

export function beginChore(state: Chores, chore: Chore): Chores {
  return { ...state, running: new Set(state.running).add(chore.case_id) };
}

function without<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  const next = new Set(set);
  next.delete(item);
  return next;
}

/** A chore ended; `settled` names what of it need not be looked at again. */
export function endChore(state: Chores, chore: Chore, settled: readonly string[]): Chores {
  const tries = new Map(state.tries);
  tries.delete(chore.case_id);
  const all = new Set([...state.settled, ...settled]);
  return { ...state, running: without(state.running, chore.case_id), settled: all, tries };
}

/** The service gave no answer: that is nobody's fault, and after a pause everything goes on. */
export function pauseChores(state: Chores, chore: Chore, now: number): Chores {
  return { ...state, running: without(state.running, chore.case_id), again_at: now + PAUSE_MS };
}

/** A chore failed: it is tried again after a pause that doubles, and not for ever. */
export function failChore(state: Chores, chore: Chore, now: number): Chores {
  const count = (state.tries.get(chore.case_id)?.count ?? 0) + 1;
  const tries = new Map(state.tries).set(chore.case_id, { count, again_at: now + PAUSE_MS * 2 ** (count - 1) });
  return { ...state, running: without(state.running, chore.case_id), tries };
}

/** How many chores were given up: the page says so, for then a human must look. */
export function countGivenUp(state: Chores): number {
  return [...state.tries.values()].filter((tried) => tried.count >= TRIES).length;
}
