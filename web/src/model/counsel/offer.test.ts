import { describe, expect, it } from "vitest";
import { offerScreen, NO_OFFER_SCREEN } from "./offer";
import { caseOf, OFFER, viewOf } from "./fixture";

const NOBODY: ReadonlySet<string> = new Set();
const OPEN = offerScreen(NO_OFFER_SCREEN, viewOf(1, { offers: [OFFER] }), NOBODY, 2_000);

describe("the offer that fills the screen", () => {
  it("is there while it stands", () => {
    expect(OPEN).toEqual({ kind: "open", offer: OFFER });
    expect(offerScreen(NO_OFFER_SCREEN, viewOf(1), NOBODY, 2_000)).toBe(NO_OFFER_SCREEN);
    expect(offerScreen(OPEN, viewOf(1, { offers: [OFFER] }), NOBODY, 3_000)).toBe(OPEN);
  });

  it("says that it ran out, or that it went elsewhere", () => {
    expect(offerScreen(OPEN, viewOf(2), NOBODY, 61_000)).toEqual({ kind: "ended", offer: OFFER, how: "lapsed" });
    expect(offerScreen(OPEN, viewOf(2), NOBODY, 3_000)).toEqual({ kind: "ended", offer: OFFER, how: "gone" });
    expect(offerScreen(OPEN, viewOf(1, { offers: [OFFER] }), NOBODY, 61_000)).toMatchObject({ how: "lapsed" });
  });

  it("leaves without a word once answered, also before the service's view has caught up", () => {
    const answered = new Set([OFFER.offer_id]);
    expect(offerScreen(OPEN, viewOf(1, { offers: [OFFER] }), answered, 3_000)).toBe(NO_OFFER_SCREEN);
  });

  it("leaves without a word when the case has become hers by other means", () => {
    expect(offerScreen(OPEN, viewOf(2, { cases: [caseOf(OFFER.case_id)] }), NOBODY, 3_000)).toBe(NO_OFFER_SCREEN);
  });

  it("stays while her yes is held, and says when somebody nearer goes instead", () => {
    const yes = { ...OFFER, held_until: 50_000, expires_at: 50_000 };
    const waits = offerScreen(OPEN, viewOf(2, { offers: [yes] }), NOBODY, 5_000);
    expect(waits).toEqual({ kind: "held", offer: yes });
    expect(offerScreen(waits, viewOf(2, { offers: [yes] }), NOBODY, 51_000)).toBe(waits);
    expect(offerScreen(waits, viewOf(3), NOBODY, 20_000)).toMatchObject({ kind: "ended", how: "nearer" });
    expect(offerScreen(waits, viewOf(3, { cases: [caseOf(OFFER.case_id)] }), NOBODY, 20_000)).toBe(NO_OFFER_SCREEN);
    expect(offerScreen(waits, viewOf(2, { offers: [yes] }), new Set([OFFER.offer_id]), 20_000)).toBe(NO_OFFER_SCREEN);
  });

  it("keeps the last word until it is read or the next offer comes", () => {
    const ended = offerScreen(OPEN, viewOf(2), NOBODY, 61_000);
    expect(offerScreen(ended, viewOf(3), NOBODY, 99_000)).toBe(ended);
    const next = { ...OFFER, offer_id: "n".repeat(22), expires_at: 200_000 };
    expect(offerScreen(ended, viewOf(4, { offers: [next] }), NOBODY, 99_000)).toEqual({ kind: "open", offer: next });
  });
});
