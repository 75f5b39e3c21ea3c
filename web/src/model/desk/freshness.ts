// Whether the roster is the newest, as far as a quorum of its own dispatchers knows: only then is access given without a click.
import type { Roster, Sighting } from "../../seal/api";
import { SIGHTING_AHEAD_MINUTES, SIGHTING_HOURS, SIGHTING_QUORUM } from "../../seal/sizes";

const SPAN_MS = SIGHTING_HOURS * 3_600_000;
const AHEAD_MS = SIGHTING_AHEAD_MINUTES * 60_000;

export interface Freshness {
  quorum: number;
  /** The dispatchers who count now. */
  by: readonly string[];
  /** When it is fresh no longer; null while it is not. */
  until: number | null;
  /** A statement about a newer roster, or about another one of the same version. */
  other: Sighting | null;
}

/** Such a statement never ages: whoever made it has seen that roster. */
export function isOther(sighting: Sighting, roster: Roster, sha256: string): boolean {
  if (sighting.roster_version === roster.version) return sighting.roster_sha256 !== sha256;
  return sighting.roster_version > roster.version;
}

/** By member: until when her newest sighting of this very roster counts. */
function endsByMember(sightings: readonly Sighting[], sha256: string, now: number): Map<string, number> {
  const ends = new Map<string, number>();
  for (const { member, roster_sha256, at } of sightings) {
    if (roster_sha256 !== sha256 || at <= now - SPAN_MS || at > now + AHEAD_MS) continue;
    ends.set(member, Math.max(ends.get(member) ?? 0, at + SPAN_MS));
  }
  return ends;
}

/** `sightings` are verified against this roster. `now` is by this device's own clock: what is fresh must not hang on the service. */
export function judgeRoster(roster: Roster, sha256: string, sightings: readonly Sighting[], now: number): Freshness {
  const quorum = Math.min(SIGHTING_QUORUM, countDispatchers(roster));
  const ends = endsByMember(sightings, sha256, now);
  const other = sightings.find((sighting) => isOther(sighting, roster, sha256)) ?? null;
  const last = [...ends.values()].sort((a, b) => b - a)[quorum - 1];
  const until = last === undefined ? null : Math.min(last, roster.expires_at);
  const fresh = other === null && until !== null && until > now;
  return { quorum, by: [...ends.keys()].sort(), until: fresh ? until : null, other };
}

export function countDispatchers(roster: Roster): number {
  return roster.members.filter((member) => member.role === "desk").length;
}
