// What a counsel's screen knows, and what it shows first.
import type { CounselCase, CounselView, OfferView } from "../shared/shapes";

/** The newer of two views: the stream and an answer may arrive in either order, and truth never runs backwards. */
export function newerView(current: CounselView | null, incoming: CounselView): CounselView {
  return current !== null && current.changed > incoming.changed ? current : incoming;
}

/** The one open offer that fills the screen at `now`: the service keeps at most one for a counsel. */
export function openOffer(view: CounselView | null, now: number): OfferView | null {
  return view?.offers.find((offer) => offer.held_until === null && offer.expires_at > now) ?? null;
}

/** The offer that she said yes to and that waits for somebody nearer; it stands until the service says what came of it. */
export function heldOffer(view: CounselView | null): OfferView | null {
  return view?.offers.find((offer) => offer.held_until !== null) ?? null;
}

export interface Countdown {
  seconds: number;
  /** 1 when just made, 0 when it has run out. */
  share: number;
}

/** How long an offer still stands; never negative. */
export function answerWithin(offer: OfferView, now: number): Countdown {
  const left = Math.max(0, offer.expires_at - now);
  const whole = Math.max(1, offer.expires_at - offer.made_at);
  return { seconds: Math.ceil(left / 1000), share: Math.min(1, left / whole) };
}

/** Whole minutes until then, as an introduction may say them. */
export function minutesUntil(at: number, now: number): number {
  return Math.min(600, Math.max(1, Math.ceil((at - now) / 60_000)));
}

export type Move = "en_route" | "arrived" | "close";

/** The one next thing to do in a case that is hers. */
export function nextMove(current: CounselCase): Move {
  if (current.state === "accepted") return "en_route";
  return current.state === "en_route" ? "arrived" : "close";
}

const URGENCY = { now: 0, today: 1, soon: 2 } as const;

function compareCases(a: CounselCase, b: CounselCase): number {
  return URGENCY[a.urgency] - URGENCY[b.urgency] || a.opened_at - b.opened_at || (a.case_id < b.case_id ? -1 : 1);
}

export interface Stop {
  key: string;
  area: string;
  clients: CounselCase[];
}

/** What an opened card says of the place. */
type PlaceOf = (current: CounselCase) => string | null;

/** What stands for the place of a case: once she is inside its tag is gone, and the card alone says where. */
function stopKey(current: CounselCase, place: string | null, placeOfTag: ReadonlyMap<string, string>): string {
  return place ?? placeOfTag.get(current.place_tag ?? "") ?? current.place_tag ?? current.case_id;
}

/** Whom she was given by promise and who do not know who comes: they are told when she taps. Nobody writes to who was made to call it off. */
export function untold(clients: readonly CounselCase[], isTold: (case_id: string) => boolean): CounselCase[] {
  return clients.filter((client) => client.expected_at !== null && client.state !== "arrived" && !client.duress && !isTold(client.case_id));
}

/** Her clients by place: the most urgent place first, in each the most urgent client first. */
export function stops(cases: readonly CounselCase[], place: PlaceOf = () => null): Stop[] {
  const [found, placeOfTag] = [new Map<string, Stop>(), new Map<string, string>()];
  for (const current of cases) {
    const named = place(current);
    if (named !== null && current.place_tag !== null) placeOfTag.set(current.place_tag, named);
  }
  for (const current of [...cases].filter((row) => row.state !== "closed").sort(compareCases)) {
    const key = stopKey(current, place(current), placeOfTag);
    const stop = found.get(key);
    if (stop) stop.clients.push(current);
    else found.set(key, { key, area: current.area, clients: [current] });
  }
  return [...found.values()];
}
