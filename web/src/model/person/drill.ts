/** A drill: a case that is sealed to the service's own drill counsel, and to nobody who could really help. */
import type { Shapes } from "../shared/shapes";
import type { Roster } from "../../seal/api";

export type DrillCounsel = NonNullable<Shapes["Organisation"]["drill"]>;

/**
 * What a phone that practises takes for the roster: only who answers drills. Those keys are the service's and stand in
 * no signed roster, so nothing but a drill may ever be sealed to them.
 */
export function drillRoster(roster: Roster, { fingerprint, seal_key, sign_key }: DrillCounsel, area: string): Roster {
  return {
    ...roster,
    members: [{ fingerprint, role: "counsel", seal_key, sign_key, languages: [], areas: [area], group: null }],
    standby: [],
  };
}

/** The roster that a case is sealed and read by. */
export const rosterOf = (ownCase: { drill?: DrillCounsel | undefined; area: string } | null, roster: Roster): Roster =>
  ownCase?.drill ? drillRoster(roster, ownCase.drill, ownCase.area) : roster;
