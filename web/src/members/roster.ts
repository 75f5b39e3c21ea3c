// The roster that this device trusts: fetched in pieces, checked in the worker, the last good one kept.
import type { Shapes } from "../api/client";
import { fetchDocument } from "../api/document";
import type { MemberSeal, PinnedRoster, Reason, VerifiedRoster } from "../seal/api";
import { Refused } from "../seal/refused";
import { dropRoster, type StoredRoster, loadRoster, keepRoster } from "./storage";

export interface TrustedRoster extends VerifiedRoster {
  /** Why the service's present roster was refused; then this is the last good one. */
  refused: Reason | null;
}

/** No roster at all can be trusted: nothing may be sealed to anybody. */
export class NoRoster extends Error {
  override readonly name = "NoRoster";
  constructor(readonly reason: Reason | "none") {
    super(`no roster: ${reason}`);
  }
}

export function firstContact(organisation: Shapes["Organisation"]): PinnedRoster {
  const { signers, threshold } = organisation;
  return { organisation: organisation.organisation, signers, threshold, version: 0, sha256: null };
}

/**
 * A demo that was made anew is another organisation and may replace the last demo. What is held must have been one
 * from the first: a service that merely calls itself a demo by now gets nobody to forget whom she trusts.
 */
function otherDemo(stored: StoredRoster, organisation: Shapes["Organisation"]): boolean {
  const kids = new Set(stored.pinned.signers.map((signer) => signer.kid));
  return stored.demo && organisation.demo && !organisation.signers.some((signer) => kids.has(signer.kid));
}

/** What this device trusts; nothing before the first contact. */
export async function loadStored(organisation: Shapes["Organisation"]): Promise<StoredRoster | undefined> {
  const stored = await loadRoster();
  if (!stored || !otherDemo(stored, organisation)) return stored;
  await dropRoster();
  return undefined;
}

/**
 * The roster to use now. Throws NoRoster when neither the service's nor the kept one holds, Unreachable when there is
 * no kept one and no answer.
 */
export async function loadTrustedRoster(seal: MemberSeal, organisation: Shapes["Organisation"], now: number): Promise<TrustedRoster> {
  const stored = await loadStored(organisation);
  try {
    const text = await fetchDocument("/v1/roster", stored?.text);
    if (text === null) throw new NoRoster("none");
    const verified = await seal.verifyRoster({ text, pinned: stored?.pinned ?? firstContact(organisation), now });
    await keepRoster({ ...stored, pinned: verified.pinned, text, demo: stored?.demo ?? organisation.demo });
    return { ...verified, refused: null };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return lastGood(seal, stored, error.reason, now);
  }
}

async function lastGood(seal: MemberSeal, stored: StoredRoster | undefined, reason: Reason, now: number): Promise<TrustedRoster> {
  if (!stored) throw new NoRoster(reason);
  return { ...(await seal.verifyRoster({ ...stored, now })), refused: reason };
}
