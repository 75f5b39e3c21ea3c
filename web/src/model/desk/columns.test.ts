import { describe, expect, it } from "vitest";
import { choreOf, NO_CHORES } from "./chores";
import { counselInOrder, standing } from "./counsel";
import { counselRow, caseRow } from "./fixture";
import { story } from "./offers";
import { band, countScopes } from "./order";
import { placeRows } from "./places";
import { scrollFor, sliceOf } from "./window";

describe("places", () => {
  it("put first where people wait and nobody comes", () => {
    const found = placeRows([
      caseRow("a", { place_tag: "x" }),
      caseRow("b", { place_tag: "x", state: "en_route" }),
      caseRow("c", { place_tag: "x", state: "arrived" }),
      caseRow("d", { place_tag: "y", state: "desk" }),
      caseRow("e", { place_tag: "z", state: "closed" }),
      caseRow("f"),
    ]);
    expect(found.map((row) => [row.key, row.waiting, row.on_the_way, row.inside, row.nobody])).toEqual([
      ["area:north", 1, 0, 0, true],
      ["y", 1, 0, 0, true],
      ["x", 1, 1, 1, false],
    ]);
    expect(found[2]?.cases).toEqual(["a", "b", "c"]);
  });
});

describe("a drill", () => {
  const drill = caseRow("d", { need: "drill", state: "desk", next: "nobody_left", needs_access: ["ann"] });

  it("counts nowhere, waits at no place, and asks nothing of the desk", () => {
    expect(placeRows([drill])).toEqual([]);
    expect(Object.values(countScopes([drill]))).toEqual([0, 0, 0, 0, 0]);
    expect(choreOf(drill, NO_CHORES, { tags: new Set(), looked: new Set(["d"]), fresh: true })).toBeNull();
    expect(band(drill)).toBe(3);
  });
});

describe("counsel", () => {
  it("are free, asked, busy or off", () => {
    expect(standing(counselRow("a"), 0)).toBe("free");
    expect(standing(counselRow("a", { open_offer: "c", load: 2 }), 0)).toBe("asked");
    expect(standing(counselRow("a", { load: 1 }), 0)).toBe("busy");
    expect(standing(counselRow("a", { on_duty: false }), 0)).toBe("off");
    expect(standing(counselRow("a", { until: 5 }), 5)).toBe("off");
  });

  it("stand by how free they are", () => {
    const rows = [counselRow("c", { on_duty: false }), counselRow("d", { load: 2 }), counselRow("b", { load: 1 }), counselRow("a")];
    expect(counselInOrder(rows, 0).map((entry) => entry.fingerprint)).toEqual(["a", "b", "d", "c"]);
  });
});

describe("an offer's story", () => {
  const made = { counsel: "x", state: "open", made_at: 1, expires_at: 9, shown_at: null, opened_at: null, reason: null, why: null };

  it("claims no more than is known", () => {
    expect(story(made)).toEqual({ standing: "queued", at: 1, reached: "queued" });
    expect(story({ ...made, shown_at: 2 })).toEqual({ standing: "shown", at: 2, reached: "shown" });
    expect(story({ ...made, shown_at: 2, opened_at: 3 })).toEqual({ standing: "opened", at: 3, reached: "opened" });
  });

  it("is a yes while it is held", () => {
    expect(story({ ...made, state: "held", shown_at: 2 })).toEqual({ standing: "held", at: 2, reached: "shown" });
  });

  it("keeps how far it got when it ended", () => {
    expect(story({ ...made, state: "lapsed" })).toEqual({ standing: "lapsed", at: 9, reached: "queued" });
    expect(story({ ...made, state: "declined", shown_at: 4 })).toEqual({ standing: "declined", at: 4, reached: "shown" });
  });
});

describe("the window of a long list", () => {
  it("draws what is in sight and a little more, and keeps the height", () => {
    const found = sliceOf(2_000, 48, 4_800, 480);
    expect(found).toEqual({ from: 94, to: 116, above: 94 * 48, below: (2_000 - 116) * 48 });
  });

  it("holds at both ends and for short or empty lists", () => {
    expect(sliceOf(3, 48, 0, 480)).toEqual({ from: 0, to: 3, above: 0, below: 0 });
    expect(sliceOf(0, 48, 300, 480)).toEqual({ from: 0, to: 0, above: 0, below: 0 });
    expect(sliceOf(10, 48, 99_999, 480)).toEqual({ from: 10, to: 10, above: 480, below: 0 });
  });

  it("scrolls no more than is needed", () => {
    expect(scrollFor(0, 48, 100, 480)).toBe(0);
    expect(scrollFor(5, 48, 100, 480)).toBe(100);
    expect(scrollFor(20, 48, 100, 480)).toBe(21 * 48 - 480);
  });
});
