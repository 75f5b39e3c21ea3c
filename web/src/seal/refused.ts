import type { Reason } from "./api.ts";

/** Something was not as it must be. Nothing of it may be shown or kept; `reason` says which rule it broke. */
export class Refused extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(reason);
    this.name = "Refused";
    this.reason = reason;
  }
}

/** A text that does not fit its envelope; `over` is by how many bytes. Screens avoid it with `measure.ts`. */
export class TooLong extends Error {
  readonly over: number;

  constructor(over: number) {
    super(`${over} bytes too long`);
    this.name = "TooLong";
    this.over = over;
  }
}

/** Refuses for `reason` unless `holds`. */
export function must(holds: boolean, reason: Reason): asserts holds {
  if (!holds) throw new Refused(reason);
}
