// Views for tests of the counsel's models.
import type { CounselCase, CounselView, OfferView } from "../shared/shapes";

export const OFFER: OfferView = {
  offer_id: "o".repeat(22),
  case_id: "c".repeat(22),
  area: "north",
  need: "detained",
  urgency: "now",
  language: "en",
  opened_at: 0,
  made_at: 1_000,
  expires_at: 61_000,
  travel_minutes: 20,
  duress: false,
  waiting_there: 2,
  held_until: null,
};

export function viewOf(changed: number, more: Partial<CounselView> = {}): CounselView {
  return { changed, duty: { on: true, until: 9, area: "north", committed: false }, offers: [], cases: [], keys_wanted: [], ...more };
}

export function caseOf(case_id: string, more: Partial<CounselCase> = {}): CounselCase {
  return {
    case_id,
    version: 1,
    state: "accepted",
    area: "north",
    place_tag: null,
    need: "detained",
    urgency: "today",
    language: "en",
    opened_at: 0,
    accepted_at: 0,
    expected_at: null,
    refused_at: null,
    arrived_at: null,
    messages: 0,
    desk_assigned: false,
    duress: false,
    given_keys: 0,
    ...more,
  };
}
