import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caseRow } from "./fixture";
import { arrangeRows, needsDesk, neighbourId, countScopes, lacksCounsel, compareRows, saysRank } from "./order";
import type { BoardCase } from "../shared/shapes";

const ALL = { scope: "open", words: "", place: null } as const;
const text = (entry: { case_id: string }): string => `case ${entry.case_id}`;

function ids(rows: ReturnType<typeof caseRow>[]): string[] {
  return arrangeRows(rows, ALL, text).map((row) => row.case_id);
}

describe("the order of the board", () => {
  it("is by urgency, the desk's own first, then what runs out next", () => {
    expect(
      ids([
        caseRow("taken", { urgency: "now", state: "accepted", next_at: null, next: null }),
        caseRow("today-late", { next_at: 90_000 }),
        caseRow("today-soon", { next_at: 10_000 }),
        caseRow("today-desk", { state: "desk", next: null, next_at: null }),
        caseRow("now", { urgency: "now", next_at: 99_000 }),
        caseRow("closed", { state: "closed", closed_at: 5 }),
      ]),
    ).toEqual(["now", "today-desk", "today-soon", "today-late", "taken"]);
  });

  it("puts what nobody is left for beside what is at the desk", () => {
    expect(ids([caseRow("a", { next_at: 1 }), caseRow("b", { next: "nobody_left", next_at: 99_000 })])).toEqual(["b", "a"]);
  });

  it("does not say that nobody is left while an offer is out", () => {
    const alone = caseRow("a", { state: "desk", next: "nobody_left", next_at: null, desk_reason: "nobody_left" });
    const asked = caseRow("b", { state: "desk", next: "offer_lapses", next_at: 40_000, open_offers: 1 });
    expect([alone, asked].map(lacksCounsel)).toEqual([true, false]);
    expect(countScopes([alone, asked])).toEqual({ open: 2, desk: 1, waiting: 2, taken: 0, closed: 0 });
    expect(ids([asked, caseRow("c", { next_at: 10_000 }), alone])).toEqual(["a", "c", "b"]);
  });

  it("puts who is silent and long overdue before the desk, and leaves her case among the taken", () => {
    const overdue = caseRow("a", { state: "accepted", counsel: "ann", missing: "arrival", next: null, next_at: null });
    const inside = caseRow("b", { state: "arrived", counsel: "ann", missing: "arrival", next: null, next_at: null });
    expect([overdue, inside].map(needsDesk)).toEqual([true, false]);
    expect(countScopes([overdue, inside])).toEqual({ open: 2, desk: 1, waiting: 0, taken: 2, closed: 0 });
    expect(ids([caseRow("c", { next_at: 1 }), inside, overdue])).toEqual(["a", "c", "b"]);
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
        const [x, y, z] = [caseRow(a.case_id, a), caseRow(b.case_id, b), caseRow(c.case_id, c)];
        if (compareRows(x, y) <= 0 && compareRows(y, z) <= 0 && x.case_id !== z.case_id) expect(compareRows(x, z)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it("keeps only rows that show every word", () => {
    const rows = [caseRow("abc"), caseRow("abd")];
    expect(arrangeRows(rows, { ...ALL, words: " ABC case" }, text).map((row) => row.case_id)).toEqual(["abc"]);
    expect(arrangeRows(rows, { ...ALL, scope: "closed" }, text)).toEqual([]);
  });

  it("keeps only one place's rows", () => {
    const rows = [caseRow("a", { place_tag: "x" }), caseRow("b", { place_tag: "y" }), caseRow("c")];
    expect(arrangeRows(rows, { ...ALL, place: "x" }, text).map((row) => row.case_id)).toEqual(["a"]);
    expect(arrangeRows(rows, { ...ALL, place: "area:north" }, text).map((row) => row.case_id)).toEqual(["c"]);
  });

  it("counts each scope", () => {
    const rows = [caseRow("a"), caseRow("b", { state: "desk" }), caseRow("c", { state: "arrived" }), caseRow("d", { state: "closed" })];
    expect(countScopes(rows)).toEqual({ open: 3, desk: 1, waiting: 2, taken: 1, closed: 1 });
  });

  it("reads each of two thousand rows once", () => {
    const rows = Array.from({ length: 2_000 }, (_, at) => caseRow(`case${(at * 7919) % 2000}`, { next_at: (at * 31) % 977 }));
    let read = 0;
    const counted = (row: BoardCase): string => {
      read += 1;
      return text(row);
    };
    expect(arrangeRows(rows, { ...ALL, words: "case" }, counted)).toHaveLength(2_000);
    expect(read).toBe(2_000);
  });
});

describe("walking the list", () => {
  const rows = [caseRow("a"), caseRow("b"), caseRow("c")];

  it("stays within it", () => {
    expect(neighbourId(rows, "a", 1)).toBe("b");
    expect(neighbourId(rows, "c", 1)).toBe("c");
    expect(neighbourId(rows, "a", -1)).toBe("a");
  });

  it("begins at the near end when nothing, or a vanished row, is chosen", () => {
    expect(neighbourId(rows, null, 1)).toBe("a");
    expect(neighbourId(rows, "gone", -1)).toBe("c");
    expect(neighbourId([], null, 1)).toBeNull();
  });
});

describe("what a row shows of itself", () => {
  const NOTHING = caseRow("a");
  const VOUCHED = caseRow("b", { rank: "vouched", proven: true });

  it("is said where it is something, and in a flood also where it is nothing", () => {
    expect([NOTHING, VOUCHED].map((row) => saysRank(row, false))).toEqual([false, true]);
    expect([NOTHING, VOUCHED].map((row) => saysRank(row, true))).toEqual([true, true]);
  });

  it("is not said of what is over or practice", () => {
    for (const more of [{ state: "closed", closed_at: 1 }, { need: "drill" }] as const) {
      expect(saysRank({ ...VOUCHED, ...more }, true)).toBe(false);
    }
  });
});
