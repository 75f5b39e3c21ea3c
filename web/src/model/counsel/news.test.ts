import { describe, expect, it } from "vitest";
import { caseOf, viewOf } from "./fixture";
import { NO_NEWS, newsAfter } from "./news";

const NOBODY: ReadonlySet<string> = new Set();
const MINE = caseOf("a");
const GIVEN = caseOf("b", { expected_at: 9_000 });
const ONE = viewOf(1, { cases: [MINE] });
const TWO = viewOf(2, { cases: [MINE, GIVEN] });

describe("what came and went without her", () => {
  it("is nothing when the page has just opened", () => {
    expect(newsAfter(NO_NEWS, null, TWO, NOBODY)).toBe(NO_NEWS);
  });

  it("is a case that she was given, and not one that she took", () => {
    expect(newsAfter(NO_NEWS, ONE, TWO, NOBODY)).toEqual({ given: ["b"], left: [] });
    expect(newsAfter(NO_NEWS, viewOf(0), ONE, NOBODY)).toBe(NO_NEWS);
  });

  it("is a case that left, and not one that she ended herself", () => {
    expect(newsAfter(NO_NEWS, TWO, ONE, NOBODY)).toEqual({ given: [], left: ["b"] });
    expect(newsAfter(NO_NEWS, TWO, ONE, new Set(["b"]))).toBe(NO_NEWS);
  });

  it("says of each case only how it is now", () => {
    const came = newsAfter(NO_NEWS, ONE, TWO, NOBODY);
    const left = newsAfter(came, TWO, ONE, NOBODY);
    expect(left).toEqual({ given: [], left: ["b"] });
    expect(newsAfter(left, ONE, TWO, NOBODY)).toEqual({ given: ["b"], left: [] });
  });
});
