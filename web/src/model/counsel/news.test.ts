import { describe, expect, it } from "vitest";
import { held, view } from "./fixture";
import { NO_NEWS, told } from "./news";

const NOBODY: ReadonlySet<string> = new Set();
const MINE = held("a");
const GIVEN = held("b", { expected_at: 9_000 });
const ONE = view(1, { cases: [MINE] });
const TWO = view(2, { cases: [MINE, GIVEN] });

describe("what came and went without her", () => {
  it("is nothing when the page has just opened", () => {
    expect(told(NO_NEWS, null, TWO, NOBODY)).toBe(NO_NEWS);
  });

  it("is a case that she was given, and not one that she took", () => {
    expect(told(NO_NEWS, ONE, TWO, NOBODY)).toEqual({ given: ["b"], left: [] });
    expect(told(NO_NEWS, view(0), ONE, NOBODY)).toBe(NO_NEWS);
  });

  it("is a case that left, and not one that she ended herself", () => {
    expect(told(NO_NEWS, TWO, ONE, NOBODY)).toEqual({ given: [], left: ["b"] });
    expect(told(NO_NEWS, TWO, ONE, new Set(["b"]))).toBe(NO_NEWS);
  });

  it("says of each case only how it is now", () => {
    const came = told(NO_NEWS, ONE, TWO, NOBODY);
    const left = told(came, TWO, ONE, NOBODY);
    expect(left).toEqual({ given: [], left: ["b"] });
    expect(told(left, ONE, TWO, NOBODY)).toEqual({ given: ["b"], left: [] });
  });
});
