// What stands first on the board, and what a filter leaves.
import { placeKey } from "./places";
import type { BoardCase } from "../shared/shapes";

export type Scope = "open" | "desk" | "waiting" | "taken" | "closed";

export interface Filter {
  scope: Scope;
  /** Words that must all occur in what a row shows. */
  words: string;
  /** One place's cases only: its key in the middle column. */
  place: string | null;
}

const URGENCY = { now: 0, today: 1, soon: 2 } as const;
const NEVER = Number.MAX_SAFE_INTEGER;

/** One of the many of a flood that show nothing: it waits in line, and no dispatcher can look at all of those. */
export const isInLine = (row: BoardCase): boolean => row.state === "desk" && row.desk_reason === "crowded" && !row.proven;

/** Nobody is left to ask and nobody is asked just now. At the desk an offer may still be out. */
export function lacksCounsel(row: BoardCase): boolean {
  return !isInLine(row) && (row.state === "desk" || row.next === "nobody_left") && row.open_offers === 0;
}

/** Who took it should have been there long ago and is not heard of: only a dispatcher can give it to another. */
export function isOverdue(row: BoardCase): boolean {
  return (row.state === "accepted" || row.state === "en_route") && row.missing === "arrival";
}

/** A dispatcher must act. */
export function needsDesk(row: BoardCase): boolean {
  return lacksCounsel(row) || isOverdue(row);
}

/** Somebody practises: nobody has to look after it, and it counts nowhere. */
export const isDrill = (row: BoardCase): boolean => row.need === "drill";

/** It is said of a row what it shows of itself: always where it shows something, and in a flood also where it does not. */
export const saysRank = (row: BoardCase, crowded: boolean): boolean => band(row) < 3 && (crowded || row.rank !== "none");

/** 0: a dispatcher must act; 1: somebody is asked, or will be; 2: somebody has taken it; 3: closed. A drill stands with those. */
export function band(row: BoardCase): number {
  if (row.state === "closed" || isDrill(row)) return 3;
  if (needsDesk(row)) return 0;
  return row.state === "waiting" || row.state === "desk" ? 1 : 2;
}

/** By urgency among those nobody has taken, the desk's own first, then by what runs out next, then the longest wait. */
export function compareRows(a: BoardCase, b: BoardCase): number {
  const [bandA, bandB] = [band(a), band(b)];
  if (bandA === 3 && bandB === 3) return (b.closed_at ?? 0) - (a.closed_at ?? 0);
  return (
    Math.max(1, bandA) - Math.max(1, bandB) ||
    URGENCY[a.urgency] - URGENCY[b.urgency] ||
    bandA - bandB ||
    Number(b.proven) - Number(a.proven) ||
    (a.next_at ?? NEVER) - (b.next_at ?? NEVER) ||
    a.opened_at - b.opened_at ||
    (a.case_id < b.case_id ? -1 : 1)
  );
}

function inScope(row: BoardCase, scope: Scope): boolean {
  const place = band(row);
  if (scope === "closed") return place === 3;
  if (scope === "desk") return place === 0;
  if (scope === "waiting") return place < 2 && !isOverdue(row);
  return scope === "taken" ? place === 2 || isOverdue(row) : place < 3;
}

/** The rows to show, in order. `text` gives what a row shows, in the reader's own language. */
export function arrangeRows(rows: Iterable<BoardCase>, filter: Filter, text: (row: BoardCase) => string): BoardCase[] {
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (row: BoardCase): boolean => {
    if (filter.place !== null && placeKey(row) !== filter.place) return false;
    if (words.length === 0) return true;
    const shown = text(row).toLowerCase();
    return words.every((word) => shown.includes(word));
  };
  return [...rows].filter((row) => inScope(row, filter.scope) && fits(row)).sort(compareRows);
}

export type Counts = Record<Scope, number>;

/** How many rows each scope holds. */
export function countScopes(rows: Iterable<BoardCase>): Counts {
  const found: Counts = { open: 0, desk: 0, waiting: 0, taken: 0, closed: 0 };
  for (const row of rows) {
    if (isDrill(row)) continue;
    for (const scope of Object.keys(found) as Scope[]) if (inScope(row, scope)) found[scope] += 1;
  }
  return found;
}

/** The id beside `selected` in the list, `step` rows on; the list moves under the reader, so ids are kept, not numbers. */
export function neighbourId(rows: readonly BoardCase[], selected: string | null, step: number): string | null {
  if (rows.length === 0) return null;
  const at = rows.findIndex((row) => row.case_id === selected);
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step));
  return rows[next]?.case_id ?? null;
}
