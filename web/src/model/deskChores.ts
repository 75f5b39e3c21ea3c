// What an open desk page does by itself: tags the places of new cases, lets in counsel who cannot open a card yet.
// Bounded, and nothing twice: each chore has a key, and is begun at most `TRIES` times.
import type { BoardCase } from "./memberShapes";

export interface Chore {
  key: string;
  case_id: string;
  /** Whether the place is still to be tagged. */
  tag: boolean;
  /** Counsel to let in, verified against the roster before anything is sealed to them. */
  admit: readonly string[];
}

export interface Chores {
  running: ReadonlySet<string>;
  /** Chores that came to an end: done, or of no use (no place in the card, not a recipient). */
  settled: ReadonlySet<string>;
  tries: ReadonlyMap<string, { count: number; again_at: number }>;
}

export const NO_CHORES: Chores = { running: new Set(), settled: new Set(), tries: new Map() };
export const AT_ONCE = 2;
export const TRIES = 3;
const PAUSE_MS = 5_000;

/** What one case asks of this page, or null. `tags` are those of the present group key; null when it is not at hand. */
export function choreOf(row: BoardCase, state: Chores, tags: ReadonlySet<string> | null): Chore | null {
  if (row.state === "closed") return null;
  const tagged = tags === null || (row.place_tag !== null && tags.has(row.place_tag));
  const tag = !tagged && !state.settled.has(tagKey(row.case_id));
  const admit = row.needs_access.filter((kid) => !state.settled.has(admitKey(row.case_id, kid))).sort();
  if (!tag && admit.length === 0) return null;
  const parts = [...(tag ? [tagKey(row.case_id)] : []), ...admit.map((kid) => admitKey(row.case_id, kid))];
  return { key: parts.join(" "), case_id: row.case_id, tag, admit };
}

/** The settled name of a case's tag: kept although the case had no place, so that it is not opened again and again. */
export function tagKey(case_id: string): string {
  return `tag:${case_id}`;
}

export function admitKey(case_id: string, kid: string): string {
  return `admit:${case_id}:${kid}`;
}

function mayBegin(chore: Chore, state: Chores, now: number): boolean {
  const tried = state.tries.get(chore.key);
  return !state.running.has(chore.case_id) && (!tried || (tried.count < TRIES && tried.again_at <= now));
}

const URGENCY = { now: 0, today: 1, soon: 2 } as const;

/** Counsel without access first, for an offer waits for them; then by urgency; then the oldest. */
function pressing(a: Found, b: Found): number {
  return (
    Number(b.chore.admit.length > 0) - Number(a.chore.admit.length > 0) ||
    URGENCY[a.row.urgency] - URGENCY[b.row.urgency] ||
    a.row.opened_at - b.row.opened_at
  );
}

interface Found {
  chore: Chore;
  row: BoardCase;
}

/** The chores to begin now, the most pressing first. */
export function due(
  rows: Iterable<BoardCase>,
  state: Chores,
  tags: ReadonlySet<string> | null,
  now: number,
): Chore[] {
  const room = AT_ONCE - state.running.size;
  if (room <= 0) return [];
  const found: Found[] = [];
  for (const row of rows) {
    const chore = choreOf(row, state, tags);
    if (chore && mayBegin(chore, state, now)) found.push({ chore, row });
  }
  return found.sort(pressing).slice(0, room).map((one) => one.chore);
}

export function begun(state: Chores, chore: Chore): Chores {
  return { ...state, running: new Set(state.running).add(chore.case_id) };
}

function without<T>(set: ReadonlySet<T>, one: T): ReadonlySet<T> {
  const next = new Set(set);
  next.delete(one);
  return next;
}

/** A chore ended; `settled` names what of it need not be looked at again. */
export function ended(state: Chores, chore: Chore, settled: readonly string[]): Chores {
  const tries = new Map(state.tries);
  tries.delete(chore.key);
  return { running: without(state.running, chore.case_id), settled: new Set([...state.settled, ...settled]), tries };
}

/** A chore failed: it is tried again after a pause that doubles, and not for ever. */
export function stumbled(state: Chores, chore: Chore, now: number): Chores {
  const count = (state.tries.get(chore.key)?.count ?? 0) + 1;
  const tries = new Map(state.tries).set(chore.key, { count, again_at: now + PAUSE_MS * 2 ** (count - 1) });
  return { ...state, running: without(state.running, chore.case_id), tries };
}

/** How many chores were given up: the page says so, for then a human must look. */
export function givenUp(state: Chores): number {
  return [...state.tries.values()].filter((tried) => tried.count >= TRIES).length;
}
