// The honest story of an offer: what is known to have happened on a counsel's phone, and nothing more.
import type { OfferRow } from "../shared/shapes";

export type OfferStanding = "queued" | "shown" | "opened" | "held" | "accepted" | "declined" | "lapsed" | "withdrawn";

export interface OfferStory {
  standing: OfferStanding;
  at: number;
  /** How far it got before it ended: an unshown offer that lapsed is another matter than a read one. */
  reached: "queued" | "shown" | "opened";
}

const END_STATES: ReadonlySet<string> = new Set(["accepted", "declined", "lapsed", "withdrawn"]);

/** What to say of one offer, and the moment it belongs to. */
export function story(row: OfferRow): OfferStory {
  const reached = row.opened_at !== null ? "opened" : row.shown_at !== null ? "shown" : "queued";
  if (END_STATES.has(row.state)) {
    const at = row.state === "lapsed" ? row.expires_at : (row.opened_at ?? row.shown_at ?? row.made_at);
    return { standing: row.state as OfferStanding, at, reached };
  }
  return { standing: row.state === "held" ? "held" : reached, at: row.opened_at ?? row.shown_at ?? row.made_at, reached };
}
