// The middle column: who waits at which place, and where nobody is.
import type { BoardCase } from "../shared/shapes";

export interface PlaceRow {
  /** A place tag, or `area:` and the area for cases that no place is known of. */
  key: string;
  place_tag: string | null;
  area: string;
  waiting: number;
  on_the_way: number;
  inside: number;
  /** Some wait, and no counsel is there or on the way. */
  nobody: boolean;
  cases: string[];
}

/** The place of a case as far as it is known. */
export function placeKey(row: BoardCase): string {
  return row.place_tag ?? `area:${row.area}`;
}

function emptyRow(row: BoardCase): PlaceRow {
  return { key: placeKey(row), place_tag: row.place_tag, area: row.area, waiting: 0, on_the_way: 0, inside: 0, nobody: false, cases: [] };
}

function countCase(place: PlaceRow, row: BoardCase): void {
  if (row.state === "waiting" || row.state === "desk") place.waiting += 1;
  else if (row.state === "arrived") place.inside += 1;
  else place.on_the_way += 1;
  place.cases.push(row.case_id);
}

/** Open cases by place: those where people wait and nobody comes first, then by how many wait. */
export function placeRows(cases: Iterable<BoardCase>): PlaceRow[] {
  const byKey = new Map<string, PlaceRow>();
  for (const row of cases) {
    if (row.state === "closed" || row.need === "drill") continue;
    const place = byKey.get(placeKey(row)) ?? emptyRow(row);
    countCase(place, row);
    byKey.set(place.key, place);
  }
  const all = [...byKey.values()];
  for (const place of all) place.nobody = place.waiting > 0 && place.on_the_way + place.inside === 0;
  return all.sort((a, b) => Number(b.nobody) - Number(a.nobody) || b.waiting - a.waiting || (a.key < b.key ? -1 : 1));
}
