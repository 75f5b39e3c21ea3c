// The right column: who is on duty, who is free, and until when.
import type { BoardCounsel } from "../shared/shapes";

export type Standing = "free" | "asked" | "busy" | "off";

/** free: could take a case now; asked: an offer to her is open, seen or not; busy: has clients; off: not on duty. */
export function standing(row: BoardCounsel, now: number): Standing {
  if (!row.on_duty || (row.until !== null && row.until <= now)) return "off";
  if (row.open_offer !== null) return "asked";
  return row.load > 0 ? "busy" : "free";
}

const PLACE: Record<Standing, number> = { free: 0, asked: 1, busy: 2, off: 3 };

/** Free first, then by load, then by fingerprint so that rows do not jump. */
export function counselInOrder(rows: Iterable<BoardCounsel>, now: number): BoardCounsel[] {
  return [...rows].sort(
    (a, b) => PLACE[standing(a, now)] - PLACE[standing(b, now)] || a.load - b.load || (a.fingerprint < b.fingerprint ? -1 : 1),
  );
}
