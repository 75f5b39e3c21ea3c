import { describe, expect, it } from "vitest";
import { answerWithin, heldOffer, minutesUntil, newerView, nextMove, openOffer, stops, untold } from "./view";
import { caseOf, OFFER, viewOf } from "./fixture";

describe("a counsel's view", () => {
  it("never runs backwards when the stream is slower than an answer", () => {
    expect(newerView(viewOf(8), viewOf(7)).changed).toBe(8);
    expect(newerView(viewOf(8), viewOf(9)).changed).toBe(9);
    expect(newerView(null, viewOf(1)).changed).toBe(1);
  });

  it("takes the same moment again, for it may have been told more", () => {
    expect(newerView(viewOf(8), viewOf(8, { offers: [OFFER] })).offers).toHaveLength(1);
  });

  it("shows an offer only while it stands", () => {
    expect(openOffer(viewOf(1, { offers: [OFFER] }), 60_999)).toBe(OFFER);
    expect(openOffer(viewOf(1, { offers: [OFFER] }), 61_000)).toBeNull();
    expect(openOffer(null, 0)).toBeNull();
  });

  it("tells an open offer from one whose yes is held, which stands until it is settled", () => {
    const yes = { ...OFFER, held_until: 50_000 };
    expect(openOffer(viewOf(1, { offers: [yes] }), 2_000)).toBeNull();
    expect(heldOffer(viewOf(1, { offers: [yes] }))).toBe(yes);
    expect(heldOffer(viewOf(1, { offers: [OFFER] }))).toBeNull();
  });

  it("says when she comes in whole minutes, and never that she is there", () => {
    expect([0, 61_000, 99_999_999].map((at) => minutesUntil(at, 1_000))).toEqual([1, 1, 600]);
    expect(minutesUntil(62_000, 1_000)).toBe(2);
  });

  it("counts whole seconds up, and never below none", () => {
    expect(answerWithin(OFFER, 1_000)).toEqual({ seconds: 60, share: 1 });
    expect(answerWithin(OFFER, 60_500)).toEqual({ seconds: 1, share: 500 / 60_000 });
    expect(answerWithin(OFFER, 99_000)).toEqual({ seconds: 0, share: 0 });
    expect(answerWithin(OFFER, 0).share).toBe(1);
  });
});

describe("clients", () => {
  it("have one next move each", () => {
    expect(nextMove(caseOf("a"))).toBe("en_route");
    expect(nextMove(caseOf("a", { state: "en_route" }))).toBe("arrived");
    expect(nextMove(caseOf("a", { state: "arrived" }))).toBe("close");
  });

  it("of one tag are one stop, the most urgent first", () => {
    const found = stops([
      caseOf("a", { place_tag: "x", opened_at: 3 }),
      caseOf("b", { urgency: "now", opened_at: 9 }),
      caseOf("c", { place_tag: "x", opened_at: 1 }),
      caseOf("d", { state: "closed" }),
    ]);
    expect(found.map((stop) => stop.clients.map((client) => client.case_id))).toEqual([["b"], ["c", "a"]]);
  });

  it("of one place are one stop also when she is inside with some, whose tags are gone", () => {
    const placeOf = (current: { case_id: string }): string | null => (current.case_id === "shut" ? null : "police-1");
    const inside = caseOf("inside", { state: "arrived" });
    const waiting = [caseOf("open", { place_tag: "x" }), caseOf("shut", { place_tag: "x" })];
    expect(stops([inside, ...waiting], placeOf)).toHaveLength(1);
  });

  it("without a tag stand alone even in one area, unless their cards name one place", () => {
    expect(stops([caseOf("a"), caseOf("b")])).toHaveLength(2);
    expect(stops([caseOf("a"), caseOf("b")], () => "police-1")).toHaveLength(1);
  });
});

describe("whom she was given by promise", () => {
  const promised = { expected_at: 5 };

  it("is told who comes when she taps, once", () => {
    const cases = [caseOf("hers"), caseOf("new", promised), caseOf("told", promised), caseOf("there", { ...promised, state: "arrived" })];
    expect(untold(cases, (case_id) => case_id === "told").map((client) => client.case_id)).toEqual(["new"]);
  });

  it("is not written to when somebody made her call it off", () => {
    expect(untold([caseOf("forced", { ...promised, duress: true })], () => false)).toEqual([]);
  });
});
