// Whom this phone gives the key of the file: never by the service's word alone, and not to everybody.
import type { Roster, RosterMember } from "../../seal/api";
import { GIVEN_UNASKED } from "../../seal/sizes";

interface OwnKey {
  fileKey?: string | undefined;
  keysGiven?: string[] | undefined;
  drill?: unknown;
  gone: boolean;
  cancelledAt: number | null;
  status: { state: string; counsel: string | null } | null;
}

/** The case has ended: nobody needs the key any more. */
export const isKeyOver = ({ fileKey, gone, status }: OwnKey): boolean => fileKey !== undefined && (gone || status?.state === "closed");

/** The counsel who has the case, if the signed list has her and she was not given it yet. */
export function keyReceiver({ fileKey, keysGiven = [], drill, cancelledAt, status }: OwnKey, roster: Roster): RosterMember | undefined {
  const counsel = status?.counsel ?? null;
  if (fileKey === undefined || drill || cancelledAt !== null || counsel === null) return undefined;
  if (keysGiven.includes(counsel) || keysGiven.length >= GIVEN_UNASKED) return undefined;
  return roster.members.find((member) => member.fingerprint === counsel && member.role === "counsel");
}
