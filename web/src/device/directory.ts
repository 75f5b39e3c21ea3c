/** The directory on this phone: the last good one, whatever the service sends later. */
import { verifyDirectory, type VerifiedDirectory } from "../seal/directory";
import { fetchDocument } from "../api/document";
import { keep, recall } from "./values";

/** The one that is held, checked once more; null when there is none, or no roster whose signers could vouch for it. */
export async function loadDirectory(now: number): Promise<VerifiedDirectory | null> {
  const [roster, stored] = await Promise.all([recall("roster"), recall("directory")]);
  if (!roster || !stored) return null;
  const { version, sha256 } = stored;
  return verifyDirectory(stored.text, { ...roster.pinned, version, sha256 }, now);
}

/**
 * Asks the service for a newer one and keeps it. False when what came is not signed as it must be, or older: then the
 * one that is held stays. Throws Unreachable when there is no answer.
 */
export async function renewDirectory(now: number): Promise<boolean> {
  const [roster, stored] = await Promise.all([recall("roster"), recall("directory")]);
  const text = roster && (await fetchDocument("/v1/directory", stored?.text));
  if (!text) return true;
  const { version, sha256 } = stored ?? { version: 0, sha256: null };
  try {
    const verified = await verifyDirectory(text, { ...roster.pinned, version, sha256 }, now);
    await keep("directory", { text, version: verified.directory.version, sha256: verified.sha256 });
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "Refused") return false;
    throw error;
  }
}
