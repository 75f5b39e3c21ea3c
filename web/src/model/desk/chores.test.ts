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
  forgetInside,
  tagKey,
  TRIES,
  pauseChores,
  waitForClick,
} from "./chores";
import { caseRow } from "./fixture";
import type { BoardCase } from "../shared/shapes";

const TAGS: Means = { tags: new Set(["known"]), looked: new Set(["seen"]), fresh: true };

/** Of a press that a partner vouches for: its place is tagged unasked. */
function vouchedRow(case_id: string, more: Partial<BoardCase> = {}): BoardCase {
  return caseRow(case_id, { rank: "vouched", ...more });
}

function firstDue(rows: BoardCase[], state: Chores, now: number): Chore {
  const [chore] = dueChores(rows, state, TAGS, now);
  if (!chore) throw new Error("a chore was due");
  return chore;
}

describe("what an open desk page does by itself", () => {
  it("tags the place of what is vouched for, and of nothing else that anybody may press", () => {
    expect(choreOf(vouchedRow("a"), NO_CHORES, TAGS)?.tag).toBe(true);
    expect(choreOf(caseRow("a"), NO_CHORES, TAGS)).toBeNull();
    expect(choreOf(caseRow("a", { proven: true }), NO_CHORES, TAGS)).toBeNull();
  });

  it("tags the place of a case that a dispatcher has looked at", () => {
    expect(choreOf(caseRow("seen"), NO_CHORES, TAGS)?.tag).toBe(true);
    expect(choreOf(caseRow("seen"), NO_CHORES, { ...TAGS, tags: null })).toBeNull();
  });

  it("makes a tag of another day or group key anew, and leaves one of today", () => {
    expect(choreOf(caseRow("a", { place_tag: "older" }), NO_CHORES, TAGS)?.tag).toBe(true);
    expect(choreOf(caseRow("a", { place_tag: "known" }), NO_CHORES, TAGS)).toBeNull();
  });

  it("tags the place again of whom counsel gave back after she had been inside", () => {
    const done = endChore(NO_CHORES, firstDue([caseRow("seen")], NO_CHORES, 0), [tagKey("seen")]);
    expect(choreOf(caseRow("seen"), done, TAGS)).toBeNull();
    expect(forgetInside(done, [caseRow("seen")])).toBe(done);
    const inside = forgetInside(done, [caseRow("seen", { state: "arrived" })]);
    expect(choreOf(caseRow("seen"), inside, TAGS)?.tag).toBe(true);
  });

  it("tags no place once somebody is inside or it is over", () => {
    expect(choreOf(vouchedRow("seen", { state: "arrived" }), NO_CHORES, TAGS)).toBeNull();
    expect(choreOf(vouchedRow("seen", { state: "closed" }), NO_CHORES, TAGS)).toBeNull();
  });

  it("lets in counsel first, then goes by urgency and age, and not more at once than it may", () => {
    const asks = vouchedRow("asks", { opened_at: 20, urgency: "soon", needs_access: ["k"] });
    const rows = [vouchedRow("new", { opened_at: 9 }), vouchedRow("old", { opened_at: 1 }), asks];
    const found = dueChores(rows, NO_CHORES, TAGS, 0);
    expect(found.map((row) => row.case_id)).toEqual(["asks", "old"]);
    expect(found).toHaveLength(AT_ONCE);
    expect(dueChores([...rows, vouchedRow("held", { urgency: "now", opened_at: 30 })], NO_CHORES, TAGS, 0)[1]?.case_id).toBe("held");
    const busy = found.reduce(beginChore, NO_CHORES);
    expect(dueChores(rows, busy, TAGS, 0)).toEqual([]);
  });

  it("gives nobody access while the roster is not fresh, and says who waits for a click", () => {
    const asks = vouchedRow("a", { place_tag: "known", needs_access: ["k"] });
    expect(dueChores([asks], NO_CHORES, { ...TAGS, fresh: false }, 0)).toEqual([]);
    expect(waitForClick(asks, NO_CHORES, false)).toEqual(["k"]);
    expect(waitForClick(asks, NO_CHORES, true)).toEqual([]);
    expect(firstDue([asks], NO_CHORES, 0).admit).toEqual(["k"]);
    const overLimit = endChore(NO_CHORES, firstDue([asks], NO_CHORES, 0), [admitKey("a", "k")]);
    expect(waitForClick(asks, overLimit, true)).toEqual(["k"]);
  });

  it("does nothing twice", () => {
    const asks = vouchedRow("a", { needs_access: ["k", "l"] });
    const chore = firstDue([asks], NO_CHORES, 0);
    expect(keysOf(chore)).toEqual([tagKey("a"), admitKey("a", "k"), admitKey("a", "l")]);
    const after = endChore(beginChore(NO_CHORES, chore), chore, [tagKey("a"), admitKey("a", "k")]);
    expect(choreOf(asks, after, TAGS)).toEqual({ case_id: "a", tag: false, admit: ["l"] });
  });

  it("tries again after a pause that grows, and gives up openly", () => {
    const asks = vouchedRow("a");
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
    const asks = vouchedRow("a");
    let state = NO_CHORES;
    for (let now = 0; now < 100_000; now += 10_000) {
      const chore = firstDue([asks], state, now);
      state = pauseChores(beginChore(state, chore), chore, now);
      expect(dueChores([asks, vouchedRow("b")], state, TAGS, now + 1)).toEqual([]);
    }
    expect(countGivenUp(state)).toBe(0);
  });

  it("finds the most pressing of thousands in one look", () => {
    const rows = Array.from({ length: 2_000 }, (_, at) => vouchedRow(`case${at}`, { opened_at: (at * 7_919) % 2_000 }));
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
