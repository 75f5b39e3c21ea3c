// Whom a counsel's page gives the key of a file: counsel of the signed list, and not everybody whom the service names.
import type { Roster, RosterMember } from "../../seal/api";
import { GIVEN_UNASKED } from "../../seal/sizes";
import type { KeyWanted } from "../shared/shapes";

/** `given`: whom this page gave the key of this case before. */
export function findWaiting({ to }: KeyWanted, { members }: Roster, given: ReadonlySet<string>): RosterMember | undefined {
  if (given.has(to) || given.size >= GIVEN_UNASKED) return undefined;
  return members.find((member) => member.fingerprint === to && member.role === "counsel");
}

/** After so long without a key she is told what else she can do. */
export const LATE_KEY_MS = 20_000;
