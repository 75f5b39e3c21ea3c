// Whom an open page gives access to a card by itself, of those whom the service names: never by its word alone.
import type { Roster } from "../../seal/api";
import { UNASKED_ACCESS } from "../../seal/sizes";

export interface AccessPlan {
  /** To be given access now, without a click. */
  admit: string[];
  /** Counsel of the roster who wait for a click: more than a page gives access by itself. */
  wait: string[];
}

/** The counsel of the roster among these; nobody else is ever given access. */
export function counselAmong(kids: readonly string[], roster: Roster): string[] {
  const counsel = new Set(roster.members.filter((member) => member.role === "counsel").map((member) => member.fingerprint));
  return [...new Set(kids)].filter((kid) => counsel.has(kid));
}

/** `given`: who was given access to this card without a click before; it is not done twice. The roster is fresh. */
export function planAccess(kids: readonly string[], roster: Roster, given: ReadonlySet<string>): AccessPlan {
  const able = counselAmong(kids, roster).filter((kid) => !given.has(kid));
  const room = Math.max(0, UNASKED_ACCESS - given.size);
  return { admit: able.slice(0, room), wait: able.slice(room) };
}
