// The offer that fills the screen, and how it leaves: answered, run out, or taken back.
import { standingOffer } from "./counsel";
import type { CounselView, OfferView } from "./memberShapes";

export type Face =
  | { kind: "none" }
  | { kind: "open"; offer: OfferView }
  | { kind: "ended"; offer: OfferView; how: "lapsed" | "gone" };

export const NO_FACE: Face = { kind: "none" };

/**
 * What fills the screen at `now`. `answered` holds the ids of offers that she answered here: they leave without a
 * word. All others leave with one, which stays until it is dismissed or the next offer comes.
 */
export function face(before: Face, view: CounselView | null, answered: ReadonlySet<string>, now: number): Face {
  const offer = standingOffer(view, now);
  if (offer && !answered.has(offer.offer_id)) return open(before, offer);
  if (before.kind !== "open") return before;
  if (answered.has(before.offer.offer_id) || hers(view, before.offer)) return NO_FACE;
  return { kind: "ended", offer: before.offer, how: now >= before.offer.expires_at ? "lapsed" : "gone" };
}

function open(before: Face, offer: OfferView): Face {
  return before.kind === "open" && before.offer === offer ? before : { kind: "open", offer };
}

function hers(view: CounselView | null, offer: OfferView): boolean {
  return view?.cases.some((held) => held.case_id === offer.case_id) ?? false;
}
