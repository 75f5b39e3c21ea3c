/** Whether this phone may seal, and to whom: what it holds of the organisation's signed list of keys. */
import type { PinnedRoster, Roster, Signer } from "../../seal/api";

export type Trust =
  /** Nothing is known yet: the first visit, and no network. */
  | { is: "none" }
  /** Being fetched or checked. */
  | { is: "checking" }
  /** Good; `stale`: it has expired and no newer one came. */
  | { is: "good"; roster: Roster; stale: boolean; since: number; pinned: PinnedRoster }
  /** What the service sent is not signed as it must be: nothing is sealed. */
  | { is: "refused"; reason: string }
  /** The service names other signers, or another organisation, than this phone trusted before: nothing is sealed. */
  | { is: "changed" };

interface Identity {
  organisation: string;
  signers: readonly Signer[];
  threshold: number;
}

/** What a first visit takes on trust, and says so. */
export function firstPin({ organisation, signers, threshold }: Identity): PinnedRoster {
  return { organisation, signers: [...signers], threshold, version: 0, sha256: null };
}

/** The service still names the organisation, the signers and the threshold that this phone pinned. */
export function sameSigners(pinned: PinnedRoster, named: Identity): boolean {
  const keys = (signers: readonly Signer[]): string =>
    signers
      .map((signer) => `${signer.kid} ${signer.x} ${signer.y}`)
      .sort()
      .join("\n");
  return pinned.organisation === named.organisation && pinned.threshold === named.threshold && keys(pinned.signers) === keys(named.signers);
}
