// The directory that this device trusts: names of areas and places, under the signers whom it pinned.
import { Problem, Unreachable, type Shapes } from "../api/client";
import { fetchDocument } from "../api/document";
import type { Directory, MemberSeal, Reason } from "../seal/api";
import { Refused } from "../seal/refused";
import { firstContact, loadStored } from "./roster";
import { keepRoster, loadRoster } from "./storage";

export interface TrustedDirectory {
  directory: Directory | null;
  /** It has expired; it is used, and said. */
  stale: boolean;
  /** Why the service's present one was refused; then this is the last good one. */
  refused: Reason | null;
}

/** The directory to use now: the service's, or the kept one where that is refused or does not come. */
export async function loadTrustedDirectory(seal: MemberSeal, organisation: Shapes["Organisation"], now: number): Promise<TrustedDirectory> {
  const stored = await loadStored(organisation);
  const held = stored?.directory;
  const directory = held?.directory ?? null;
  const current = { directory, stale: directory !== null && directory.expires_at <= now };
  try {
    const text = await fetchDocument("/v1/directory", held?.text);
    if (text === null || text === held?.text) return { ...current, refused: null };
    const signers = stored?.pinned ?? firstContact(organisation);
    const pinned = { ...signers, version: directory?.version ?? 0, sha256: held?.sha256 ?? null };
    const verified = await seal.verifyDirectory({ text, pinned, now });
    await keepDirectory({ text, directory: verified.directory, sha256: verified.sha256 });
    return { directory: verified.directory, stale: verified.stale, refused: null };
  } catch (error) {
    if (error instanceof Refused) return { ...current, refused: error.reason };
    if (error instanceof Unreachable || error instanceof Problem) return { ...current, refused: null };
    throw error;
  }
}

/** Beside the roster, once there is one: before that whose signature counts is not kept either. */
async function keepDirectory(directory: { text: string; directory: Directory; sha256: string }): Promise<void> {
  const stored = await loadRoster();
  if (stored) await keepRoster({ ...stored, directory });
}
