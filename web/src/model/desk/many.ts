// Closing by the hundred: which rows are taken, and when they go. Pure.
import { isDrill } from "./order";
import type { BoardCase } from "../shared/shapes";

export const BATCH = 100;
/** What the service takes at once. */
export const MOST = 500;
/** So long it can be undone. */
export const UNDO_MS = 10_000;

/** Nobody has it and it shows nothing of itself. */
const mayTake = (row: BoardCase): boolean =>
  (row.state === "waiting" || row.state === "desk") && !row.proven && !row.duress && !isDrill(row);

/** A hundred more of the rows shown, from the top, at most so many in all. */
export function takeMore(rows: readonly BoardCase[], taken: readonly string[]): string[] {
  const before = new Set(taken);
  const free = rows.filter((row) => mayTake(row) && !before.has(row.case_id)).slice(0, BATCH);
  return [...taken, ...free.map((row) => row.case_id)].slice(0, MOST);
}

/** Those that can still be closed: others were taken by counsel, or have shown something since. */
export const stillFree = (cases: ReadonlyMap<string, BoardCase>, taken: readonly string[]): string[] =>
  taken.filter((case_id) => {
    const row = cases.get(case_id);
    return row !== undefined && mayTake(row);
  });
