// The board on this screen: cases and counsel by id, moved on by deltas.
import type { AccessChange, Board, BoardCase, BoardCounsel, Outlook } from "../shared/shapes";

export interface BoardState {
  changed: number;
  cases: ReadonlyMap<string, BoardCase>;
  counsel: ReadonlyMap<string, BoardCounsel>;
  /** Of all who wait, how many will be reached in time; null while nobody waits. */
  outlook: Outlook | null;
  /** Ids that the last step changed: they light up once. */
  touched: ReadonlySet<string>;
}

export interface Delta {
  changed: number;
  cases: readonly BoardCase[];
  /** Whom cards are shut to by now, of cases that are otherwise as they were. */
  access?: readonly AccessChange[];
  counsel: readonly BoardCounsel[];
  /** That of the whole board; left out where a single row is told. */
  outlook?: Outlook | null;
}

export const EMPTY_BOARD: BoardState = { changed: 0, cases: new Map(), counsel: new Map(), outlook: null, touched: new Set() };

/** A whole board replaces what was there; nothing lights up, for nothing is known to have changed. */
export function boardOf(board: Board): BoardState {
  return {
    changed: board.changed,
    cases: new Map(board.cases.map((row) => [row.case_id, row])),
    counsel: new Map(board.counsel.map((member) => [member.fingerprint, member])),
    outlook: board.outlook,
    touched: new Set(),
  };
}

function mergeRows<T extends { changed: number }>(
  current: ReadonlyMap<string, T>,
  incoming: readonly T[],
  id: (row: T) => string,
  touched: Set<string>,
): ReadonlyMap<string, T> {
  const news = incoming.filter((entry) => (current.get(id(entry))?.changed ?? -1) < entry.changed);
  if (news.length === 0) return current;
  const next = new Map(current);
  for (const row of news) {
    next.set(id(row), row);
    touched.add(id(row));
  }
  return next;
}

/** Rows older than the delta need access for others now. Nothing lights up: it is for the page to see to. */
function mergeAccess(current: ReadonlyMap<string, BoardCase>, { access = [], changed }: Delta): ReadonlyMap<string, BoardCase> {
  if (access.length === 0) return current;
  const next = new Map(current);
  for (const { cases, needs_access } of access) {
    for (const id of cases) {
      const row = next.get(id);
      if (row && row.changed < changed) next.set(id, { ...row, needs_access, changed });
    }
  }
  return next;
}

/** The service forgets the place of whom somebody is with; this page goes on showing what it knows, until it is closed. */
function keepPlace(incoming: BoardCase, current: BoardCase | undefined): BoardCase {
  if (incoming.state !== "arrived" || incoming.place_tag !== null || !current?.place_tag) return incoming;
  return { ...incoming, place_tag: current.place_tag };
}

/** The board after deltas, oldest first; repeated and late rows change nothing. */
export function applyDeltas(state: BoardState, deltas: readonly Delta[]): BoardState {
  const touched = new Set<string>();
  let { changed, cases, counsel, outlook } = state;
  for (const delta of deltas) {
    const rows = delta.cases.map((row) => keepPlace(row, cases.get(row.case_id)));
    cases = mergeRows(mergeAccess(cases, delta), rows, (row) => row.case_id, touched);
    counsel = mergeRows(counsel, delta.counsel, (member) => member.fingerprint, touched);
    if (delta.outlook !== undefined && delta.changed >= changed) outlook = delta.outlook;
    changed = Math.max(changed, delta.changed);
  }
  return { changed, cases, counsel, outlook, touched };
}

/** One row that an answer brought, by the same rule. */
export function applyRow(state: BoardState, row: BoardCase): BoardState {
  return applyDeltas(state, [{ changed: state.changed, cases: [row], counsel: [] }]);
}

/**
 * Cases closed longer than this ago leave the screen; the desk still finds them by search until then. Soon after
 * closing the service keeps the day alone, its first moment: a day more, then, than the half day that is wanted.
 */
export const CLOSED_STAYS_MS = 36 * 3_600_000;

/** Drops what closed long ago, so that a page left open for days does not grow. */
export function dropOld(state: BoardState, now: number): BoardState {
  const old = [...state.cases.values()].filter((row) => row.closed_at !== null && now - row.closed_at > CLOSED_STAYS_MS);
  if (old.length === 0) return state;
  const cases = new Map(state.cases);
  for (const row of old) cases.delete(row.case_id);
  return { ...state, cases };
}
