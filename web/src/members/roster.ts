// The roster that this device trusts: fetched in pieces, checked in the worker, the last good one kept.
import { answer, serviceClient, type Shapes } from "../api/client";
import type { MemberSeal, Pinned, Reason, VerifiedRoster } from "../seal/api";
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

const ROUNDS = 3;

/** The published document. Read again from the start when it changes between two pieces. Throws Problem, Unreachable. */
async function fetchRoster(): Promise<string> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const first = await fetchPart(0);
    const rest = await Promise.all(Array.from({ length: first.parts - 1 }, (_, at) => fetchPart(at + 1)));
    if (rest.every((piece) => piece.version === first.version)) return [first, ...rest].map((entry) => entry.text).join("");
  }
  throw new Error("the roster kept changing while it was read");
}

function fetchPart(part: number): Promise<Shapes["RosterPart"]> {
  return answer(serviceClient().GET("/v1/roster/{part}", { params: { path: { part } } }));
}

function firstContact(organisation: Shapes["Organisation"]): Pinned {
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

/**
 * The roster to use now. Throws NoRoster when neither the service's nor the kept one holds, Unreachable when there is
 * no kept one and no answer.
 */
export async function loadTrustedRoster(seal: MemberSeal, organisation: Shapes["Organisation"], now: number): Promise<TrustedRoster> {
  let stored = await loadRoster();
  if (stored && otherDemo(stored, organisation)) stored = await dropRoster().then(() => undefined);
  try {
    const text = await fetchRoster();
    const verified = await seal.verifyRoster({ text, pinned: stored?.pinned ?? firstContact(organisation), now });
    await keepRoster({ pinned: verified.pinned, text, demo: stored?.demo ?? organisation.demo });
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
