// The offer that fills the screen, and how it leaves: answered, run out, taken back, or gone to somebody nearer.
import { heldOffer, openOffer } from "./view";
import type { CounselView, OfferView } from "../shared/shapes";

export type OfferScreen =
  | { kind: "none" }
  | { kind: "open"; offer: OfferView }
  /** She said yes; somebody nearer is asked too. */
  | { kind: "held"; offer: OfferView }
  | { kind: "ended"; offer: OfferView; how: "lapsed" | "gone" | "nearer" };

export const NO_OFFER_SCREEN: OfferScreen = { kind: "none" };

/**
 * What fills the screen at `now`. `answered` holds the ids of offers that she answered here: they leave without a
 * word. All others leave with one, which stays until it is dismissed or the next offer comes.
 */
export function offerScreen(before: OfferScreen, view: CounselView | null, answered: ReadonlySet<string>, now: number): OfferScreen {
  const offerHeld = heldOffer(view);
  if (offerHeld && !answered.has(offerHeld.offer_id)) return screenOf(before, "held", offerHeld);
  const offer = openOffer(view, now);
  if (offer && !answered.has(offer.offer_id)) return screenOf(before, "open", offer);
  if (before.kind !== "open" && before.kind !== "held") return before;
  if (answered.has(before.offer.offer_id) || hasCaseOf(view, before.offer)) return NO_OFFER_SCREEN;
  return { kind: "ended", offer: before.offer, how: ending(before, now) };
}

function screenOf(before: OfferScreen, kind: "open" | "held", offer: OfferView): OfferScreen {
  return before.kind === kind && before.offer === offer ? before : { kind, offer };
}

function ending(before: { kind: "open" | "held"; offer: OfferView }, now: number): "lapsed" | "gone" | "nearer" {
  if (before.kind === "held") return "nearer";
  return now >= before.offer.expires_at ? "lapsed" : "gone";
}

/** The case behind an offer has become hers. */
export function hasCaseOf(view: CounselView | null, offer: OfferView): boolean {
  return view?.cases.some((offerHeld) => offerHeld.case_id === offer.case_id) ?? false;
}
