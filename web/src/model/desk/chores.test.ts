import { describe, expect, it } from "vitest";
import {
  admitKey,
  AT_ONCE,
  beginChore,
  type Chore,
  type Chores,
  choreOf,
  dueChores,
  endChore,
  countGivenUp,
  keysOf,
  type Means,
  NO_CHORES,
  failChore,
  tagKey,
  TRIES,
  pauseChores,
  waitForClick,
} from "./chores";
import { caseRow } from "./fixture";
import type { BoardCase } from "../shared/shapes";

const TAGS: Means = { tags: new Set(["known"]), fresh: true };

function firstDue(rows: ReturnType<typeof caseRow>[], state: Chores, now: number): Chore {
  const [chore] = dueChores(rows, state, TAGS, now);
  if (!chore) throw new Error("a chore was due");
  return chore;
}

describe("what an open desk page does by itself", () => {
  it("tags places that have no tag, or one of an older group key", () => {
    expect(choreOf(caseRow("a"), NO_CHORES, TAGS)?.tag).toBe(true);
    expect(choreOf(caseRow("a", { place_tag: "older" }), NO_CHORES, TAGS)?.tag).toBe(true);
    expect(choreOf(caseRow("a", { place_tag: "known" }), NO_CHORES, TAGS)).toBeNull();
    expect(choreOf(caseRow("a"), NO_CHORES, { tags: null, fresh: true })).toBeNull();
    expect(choreOf(caseRow("a", { state: "closed" }), NO_CHORES, TAGS)).toBeNull();
  });

  it("lets in counsel first, then goes by urgency and age, and not more at once than it may", () => {
    const asks = caseRow("asks", { opened_at: 20, urgency: "soon", needs_access: ["k"] });
    const rows = [caseRow("new", { opened_at: 9 }), caseRow("old", { opened_at: 1 }), asks];
    const found = dueChores(rows, NO_CHORES, TAGS, 0);
    expect(found.map((row) => row.case_id)).toEqual(["asks", "old"]);
    expect(found).toHaveLength(AT_ONCE);
    expect(dueChores([...rows, caseRow("held", { urgency: "now", opened_at: 30 })], NO_CHORES, TAGS, 0)[1]?.case_id).toBe("held");
    const busy = found.reduce(beginChore, NO_CHORES);
    expect(dueChores(rows, busy, TAGS, 0)).toEqual([]);
  });

  it("gives nobody access while the roster is not fresh, and says who waits for a click", () => {
    const asks = caseRow("a", { place_tag: "known", needs_access: ["k"] });
    expect(dueChores([asks], NO_CHORES, { ...TAGS, fresh: false }, 0)).toEqual([]);
    expect(waitForClick(asks, NO_CHORES, false)).toEqual(["k"]);
    expect(waitForClick(asks, NO_CHORES, true)).toEqual([]);
    expect(firstDue([asks], NO_CHORES, 0).admit).toEqual(["k"]);
    const overLimit = endChore(NO_CHORES, firstDue([asks], NO_CHORES, 0), [admitKey("a", "k")]);
    expect(waitForClick(asks, overLimit, true)).toEqual(["k"]);
  });

  it("does nothing twice", () => {
    const asks = caseRow("a", { needs_access: ["k", "l"] });
    const chore = firstDue([asks], NO_CHORES, 0);
    expect(keysOf(chore)).toEqual([tagKey("a"), admitKey("a", "k"), admitKey("a", "l")]);
    const after = endChore(beginChore(NO_CHORES, chore), chore, [tagKey("a"), admitKey("a", "k")]);
    expect(choreOf(asks, after, TAGS)).toEqual({ case_id: "a", tag: false, admit: ["l"] });
  });

  it("tries again after a pause that grows, and gives up openly", () => {
    const asks = caseRow("a");
    let state = NO_CHORES;
    let now = 0;
    for (let turn = 0; turn < TRIES; turn += 1) {
      const chore = firstDue([asks], state, now);
      state = failChore(beginChore(state, chore), chore, now);
      expect(dueChores([asks], state, TAGS, now + 1)).toEqual([]);
      now += 60_000;
    }
    expect(dueChores([asks], state, TAGS, now)).toEqual([]);
    expect(countGivenUp(state)).toBe(1);
  });

  it("waits when there is no answer, and counts that against nothing", () => {
    const asks = caseRow("a");
    let state = NO_CHORES;
    for (let now = 0; now < 100_000; now += 10_000) {
      const chore = firstDue([asks], state, now);
      state = pauseChores(beginChore(state, chore), chore, now);
      expect(dueChores([asks, caseRow("b")], state, TAGS, now + 1)).toEqual([]);
    }
    expect(countGivenUp(state)).toBe(0);
  });

  it("finds the most pressing of thousands in one look", () => {
    const rows = Array.from({ length: 2_000 }, (_, at) => caseRow(`case${at}`, { opened_at: (at * 7_919) % 2_000 }));
    let looked = 0;
    function* once(): Generator<BoardCase> {
      for (const row of rows) {
        looked += 1;
        yield row;
      }
    }
    expect(dueChores(once(), NO_CHORES, TAGS, 0).map((dueChore) => rows.find((it) => it.case_id === dueChore.case_id)?.opened_at)).toEqual([
      0, 1,
    ]);
    expect(looked).toBe(2_000);
  });
});
