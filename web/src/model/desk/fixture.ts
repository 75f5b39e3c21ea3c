// Rows for tests of the desk's models.
import type { BoardCase, BoardCounsel } from "../shared/shapes";

export function caseRow(case_id: string, more: Partial<BoardCase> = {}): BoardCase {
  return {
    case_id,
    version: 1,
    changed: 1,
    state: "waiting",
    area: "north",
    place_tag: null,
    need: "detained",
    urgency: "today",
    language: "en",
    opened_at: 0,
    counsel: null,
    accepted_at: null,
    expected_at: null,
    refused_at: null,
    arrived_at: null,
    step: 0,
    steps: 3,
    next: "waiting",
    next_at: 60_000,
    open_offers: 0,
    shown_offers: 0,
    desk_reason: null,
    missing: null,
    duress: false,
    due_at: null,
    late: false,
    proven: false,
    rank: "none",
    needs_access: [],
    key_requests: [],
    disposition: null,
    closed_at: null,
    ...more,
  };
}

export function counselRow(fingerprint: string, more: Partial<BoardCounsel> = {}): BoardCounsel {
  return {
    fingerprint,
    changed: 1,
    on_duty: true,
    committed: false,
    until: null,
    area: "north",
    areas: ["north"],
    languages: ["en"],
    load: 0,
    open_offer: null,
    ...more,
  };
}
