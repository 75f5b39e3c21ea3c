import { describe, expect, it } from "vitest";
import { caseOf } from "./fixture";
import { wantsTag } from "./placeTag";

const NONE: ReadonlySet<string> = new Set();

describe("the place of a client", () => {
  it("is tagged once she has looked at the card, and not because the case was given to her", () => {
    expect(wantsTag(caseOf("a", { expected_at: 5 }), NONE)).toBe(false);
    expect(wantsTag(caseOf("a", { expected_at: 5 }), new Set(["a"]))).toBe(true);
  });

  it("is tagged anew where somebody had tagged it", () => {
    expect(wantsTag(caseOf("a", { place_tag: "yesterday" }), NONE)).toBe(true);
  });

  it("is not tagged once she is inside, and never in a drill", () => {
    const looked = new Set(["a"]);
    expect(wantsTag(caseOf("a", { state: "arrived" }), looked)).toBe(false);
    expect(wantsTag(caseOf("a", { need: "drill" }), looked)).toBe(false);
  });
});
