import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyRow, applyDeltas, CLOSED_STAYS_MS, EMPTY_BOARD, boardOf, dropOld, type Delta } from "./board";
import { counselRow, caseRow } from "./fixture";

function delta(changed: number, ...cases: ReturnType<typeof caseRow>[]): Delta {
  return { changed, cases, counsel: [] };
}

describe("the board", () => {
  it("lights up what a delta changed, and nothing of a whole board", () => {
    const start = boardOf({
      changed: 1,
      now: 0,
      cases: [caseRow("a"), caseRow("b")],
      access: [],
      counsel: [counselRow("x")],
      outlook: null,
    });
    expect(start.touched.size).toBe(0);
    const next = applyDeltas(start, [delta(2, caseRow("b", { changed: 2, state: "desk" }))]);
    expect([...next.touched]).toEqual(["b"]);
    expect(next.cases.get("b")?.state).toBe("desk");
    expect(next.cases.get("a")).toBe(start.cases.get("a"));
    expect(next.counsel).toBe(start.counsel);
  });

  it("takes an answer as it takes a delta", () => {
    const start = applyDeltas(EMPTY_BOARD, [delta(5, caseRow("a", { changed: 5 }))]);
    expect(applyRow(start, caseRow("a", { changed: 4, state: "desk" })).cases.get("a")?.state).toBe("waiting");
    expect(applyRow(start, caseRow("a", { changed: 6, state: "accepted" })).cases.get("a")?.state).toBe("accepted");
  });

  it("learns whom cards are shut to without a word about the rest, and lights nothing up", () => {
    const start = applyDeltas(EMPTY_BOARD, [delta(5, caseRow("a", { changed: 5 }), caseRow("b", { changed: 3 }))]);
    const access = [{ cases: ["a", "b", "gone"], needs_access: ["k"] }];
    const next = applyDeltas(start, [{ ...delta(6), access }]);
    expect([...next.cases.values()].map((row) => [row.case_id, row.needs_access])).toEqual([
      ["a", ["k"]],
      ["b", ["k"]],
    ]);
    expect(next.touched.size).toBe(0);
    expect(applyDeltas(next, [{ ...delta(5), access: [{ cases: ["a"], needs_access: [] }] }]).cases).toEqual(next.cases);
  });

  it("remembers where somebody is inside, though the service forgets it, and no longer than that", () => {
    const tagged = applyDeltas(EMPTY_BOARD, [delta(5, caseRow("a", { changed: 5, place_tag: "x" }))]);
    const inside = applyRow(tagged, caseRow("a", { changed: 6, state: "arrived" }));
    expect(inside.cases.get("a")?.place_tag).toBe("x");
    expect(applyRow(inside, caseRow("a", { changed: 7 })).cases.get("a")?.place_tag).toBeNull();
    expect(applyRow(inside, caseRow("a", { changed: 7, state: "closed" })).cases.get("a")?.place_tag).toBeNull();
  });

  it("keeps the newest outlook, and says nothing of it for a single row", () => {
    const outlook = { waiting: 3, reachable: 2 };
    const start = applyDeltas(EMPTY_BOARD, [
      { ...delta(5), outlook },
      { ...delta(4), outlook: null },
    ]);
    expect(start.outlook).toBe(outlook);
    expect(applyRow(start, caseRow("a", { changed: 6 })).outlook).toBe(outlook);
    expect(applyDeltas(start, [{ ...delta(7), outlook: null }]).outlook).toBeNull();
  });

  it("forgets what closed long ago", () => {
    const start = applyDeltas(EMPTY_BOARD, [delta(1, caseRow("a", { state: "closed", closed_at: 10 }), caseRow("b"))]);
    expect(dropOld(start, 10 + CLOSED_STAYS_MS)).toBe(start);
    expect([...dropOld(start, 11 + CLOSED_STAYS_MS).cases.keys()]).toEqual(["b"]);
  });

  it("ends the same whatever order, and how often, deltas come", () => {
    const one = fc.record({ id: fc.constantFrom("a", "b", "c"), changed: fc.integer({ min: 1, max: 40 }) });
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: (it) => it.changed }), (rows) => {
        const deltas = rows.map((it) => delta(it.changed, caseRow(it.id, { changed: it.changed, version: it.changed })));
        const forwards = applyDeltas(EMPTY_BOARD, deltas);
        const again = applyDeltas(EMPTY_BOARD, [...deltas].reverse().concat(deltas));
        expect(new Map([...again.cases].sort())).toEqual(new Map([...forwards.cases].sort()));
        expect(again.changed).toBe(forwards.changed);
      }),
    );
  });
});
