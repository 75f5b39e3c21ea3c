import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { row } from "./fixture";
import { arranged, asksDesk, beside, counts, nobodyLeft, order } from "./order";
import type { BoardCase } from "../shared/memberShapes";

const ALL = { scope: "open", words: "", place: null } as const;
const text = (one: { case_id: string }): string => `case ${one.case_id}`;

function ids(rows: ReturnType<typeof row>[]): string[] {
  return arranged(rows, ALL, text).map((one) => one.case_id);
}

describe("the order of the board", () => {
  it("is by urgency, the desk's own first, then what runs out next", () => {
    expect(
      ids([
        row("taken", { urgency: "now", state: "accepted", next_at: null, next: null }),
        row("today-late", { next_at: 90_000 }),
        row("today-soon", { next_at: 10_000 }),
        row("today-desk", { state: "desk", next: null, next_at: null }),
        row("now", { urgency: "now", next_at: 99_000 }),
        row("closed", { state: "closed", closed_at: 5 }),
      ]),
    ).toEqual(["now", "today-desk", "today-soon", "today-late", "taken"]);
  });

  it("puts what nobody is left for beside what is at the desk", () => {
    expect(ids([row("a", { next_at: 1 }), row("b", { next: "nobody_left", next_at: 99_000 })])).toEqual(["b", "a"]);
  });

  it("does not say that nobody is left while an offer is out", () => {
    const alone = row("a", { state: "desk", next: "nobody_left", next_at: null, desk_reason: "nobody_left" });
    const asked = row("b", { state: "desk", next: "offer_lapses", next_at: 40_000, open_offers: 1 });
    expect([alone, asked].map(nobodyLeft)).toEqual([true, false]);
    expect(counts([alone, asked])).toEqual({ open: 2, desk: 1, waiting: 2, taken: 0, closed: 0 });
    expect(ids([asked, row("c", { next_at: 10_000 }), alone])).toEqual(["a", "c", "b"]);
  });

  it("puts who is silent and long overdue before the desk, and leaves her case among the taken", () => {
    const overdue = row("a", { state: "accepted", counsel: "ann", missing: "arrival", next: null, next_at: null });
    const inside = row("b", { state: "arrived", counsel: "ann", missing: "arrival", next: null, next_at: null });
    expect([overdue, inside].map(asksDesk)).toEqual([true, false]);
    expect(counts([overdue, inside])).toEqual({ open: 2, desk: 1, waiting: 0, taken: 2, closed: 0 });
    expect(ids([row("c", { next_at: 1 }), inside, overdue])).toEqual(["a", "c", "b"]);
  });

  it("is a total order", () => {
    const some = fc.record({
      case_id: fc.string({ minLength: 1, maxLength: 3 }),
      state: fc.constantFrom("waiting" as const, "desk" as const, "accepted" as const, "closed" as const),
      urgency: fc.constantFrom("now" as const, "today" as const, "soon" as const),
      next_at: fc.option(fc.integer({ min: 0, max: 3 })),
      opened_at: fc.integer({ min: 0, max: 3 }),
      open_offers: fc.integer({ min: 0, max: 1 }),
    });
    fc.assert(
      fc.property(some, some, some, (a, b, c) => {
        const [x, y, z] = [row(a.case_id, a), row(b.case_id, b), row(c.case_id, c)];
        if (order(x, y) <= 0 && order(y, z) <= 0 && x.case_id !== z.case_id) expect(order(x, z)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it("keeps only rows that show every word", () => {
    const rows = [row("abc"), row("abd")];
    expect(arranged(rows, { ...ALL, words: " ABC case" }, text).map((one) => one.case_id)).toEqual(["abc"]);
    expect(arranged(rows, { ...ALL, scope: "closed" }, text)).toEqual([]);
  });

  it("keeps only one place's rows", () => {
    const rows = [row("a", { place_tag: "x" }), row("b", { place_tag: "y" }), row("c")];
    expect(arranged(rows, { ...ALL, place: "x" }, text).map((one) => one.case_id)).toEqual(["a"]);
    expect(arranged(rows, { ...ALL, place: "area:north" }, text).map((one) => one.case_id)).toEqual(["c"]);
  });

  it("counts each scope", () => {
    const rows = [row("a"), row("b", { state: "desk" }), row("c", { state: "arrived" }), row("d", { state: "closed" })];
    expect(counts(rows)).toEqual({ open: 3, desk: 1, waiting: 2, taken: 1, closed: 1 });
  });

  it("reads each of two thousand rows once", () => {
    const rows = Array.from({ length: 2_000 }, (_, at) => row(`case${(at * 7919) % 2000}`, { next_at: (at * 31) % 977 }));
    let read = 0;
    const counted = (one: BoardCase): string => {
      read += 1;
      return text(one);
    };
    expect(arranged(rows, { ...ALL, words: "case" }, counted)).toHaveLength(2_000);
    expect(read).toBe(2_000);
  });
});

describe("walking the list", () => {
  const rows = [row("a"), row("b"), row("c")];

  it("stays within it", () => {
    expect(beside(rows, "a", 1)).toBe("b");
    expect(beside(rows, "c", 1)).toBe("c");
    expect(beside(rows, "a", -1)).toBe("a");
  });

  it("begins at the near end when nothing, or a vanished row, is chosen", () => {
    expect(beside(rows, null, 1)).toBe("a");
    expect(beside(rows, "gone", -1)).toBe("c");
    expect(beside([], null, 1)).toBeNull();
  });
});
