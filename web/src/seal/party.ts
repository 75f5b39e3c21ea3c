import type { Member, Person, Recipient, Roster, RosterMember } from "./api.ts";
import { must } from "./refused.ts";

/** How slots and headers name whoever seals or opens: a person by the case, a member by her fingerprint. */
export const kidOf = (party: Person | Member): string => ("caseId" in party ? party.caseId : party.fingerprint);

/** The sender and the others, each once. */
export function withSelf(party: Person | Member, to: readonly Recipient[]): Recipient[] {
  const kid = kidOf(party);
  return [{ kid, key: party.sealKey }, ...to.filter((member) => member.kid !== kid)];
}

/** A member of the roster. Refuses: unknown_sender. */
export function rosterMember(roster: Roster, fingerprint: string): RosterMember {
  const member = roster.members.find((member) => member.fingerprint === fingerprint);
  must(member !== undefined, "unknown_sender");
  return member;
}

const CURVE = { namedCurve: "P-256" };

export const newSignPair = (): Promise<CryptoKeyPair> => crypto.subtle.generateKey({ name: "ECDSA", ...CURVE }, false, ["sign", "verify"]);

export const newSealPair = (): Promise<CryptoKeyPair> => crypto.subtle.generateKey({ name: "ECDH", ...CURVE }, false, ["deriveBits"]);
