/** The directory on this phone: the last good one, whatever the service sends later. */
import { fetchDocument } from "../api/document";
import { Problem, Unreachable } from "../api/errors";
import type { PersonSeal, PinnedRoster, VerifiedDirectory } from "../seal/api";
import { keep, recall, type Values } from "./values";

export interface DirectoryState {
  held: VerifiedDirectory | null;
  /** Why what came last is not used. */
  refused: string | null;
}

const EMPTY: DirectoryState = { held: null, refused: null };

/** The one that is held: it was checked when it came. */
export async function loadDirectory(now: number): Promise<DirectoryState> {
  const stored = await recall("directory");
  return stored ? { held: verifiedOf(stored, now), refused: null } : EMPTY;
}

const verifiedOf = ({ directory, sha256 }: Values["directory"], now: number): VerifiedDirectory => ({
  directory,
  sha256,
  stale: directory.expires_at <= now,
});

/**
 * What is held after the service was asked for a newer one: that, or without an answer, or where it is not signed by
 * `signers` as it must be, the one before.
 */
export async function renewDirectory(
  seal: Pick<PersonSeal, "verifyDirectory">,
  signers: PinnedRoster,
  now: number,
): Promise<DirectoryState> {
  const stored = await recall("directory");
  const held = stored ? verifiedOf(stored, now) : null;
  try {
    const text = await fetchDocument("/v1/directory", stored?.text);
    if (text === null || text === stored?.text) return { held, refused: null };
    const pinned = { ...signers, version: held?.directory.version ?? 0, sha256: held?.sha256 ?? null };
    const verified = await seal.verifyDirectory({ text, pinned, now });
    await keep("directory", { text, directory: verified.directory, sha256: verified.sha256 });
    return { held: verified, refused: null };
  } catch (error) {
    if (error instanceof Unreachable || error instanceof Problem) return { held, refused: null };
    if (error instanceof Error && error.name === "Refused") return { held, refused: error.message };
    throw error;
  }
}
