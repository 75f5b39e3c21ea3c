// Which rows of a long list are worth drawing: all rows are one height.

export interface Slice {
  from: number;
  to: number;
  /** Pixels above the first drawn row and below the last. */
  above: number;
  below: number;
}

const SPARE = 6;

/** The rows in sight, with a few spare on both sides. Heights in CSS pixels. */
export function sliceOf(count: number, row: number, scrolled: number, height: number): Slice {
  const first = Math.floor(Math.max(0, scrolled) / row) - SPARE;
  const last = Math.ceil((Math.max(0, scrolled) + height) / row) + SPARE;
  const to = Math.min(count, Math.max(0, last));
  const from = Math.min(to, Math.max(0, first));
  return { from, to, above: from * row, below: (count - to) * row };
}

/** How far to scroll so that row `index` is wholly in sight; where it is when it already is. */
export function scrollFor(index: number, row: number, scrolled: number, height: number): number {
  if (index * row < scrolled) return index * row;
  return (index + 1) * row > scrolled + height ? (index + 1) * row - height : scrolled;
}
