/** The directory as the room shows it. */
import { Problem, Unreachable } from "../../api/errors";
import { loadDirectory, renewDirectory } from "../../device/directory";
import type { VerifiedDirectory } from "../../seal/directory";
import { app } from "../app.svelte";

class DirectoryStore {
  /** Null: none is on this phone. */
  directory = $state.raw<VerifiedDirectory | null>(null);
  /** What came last was not signed as it must be. */
  refused = $state(false);
}

export const directoryStore = new DirectoryStore();

/** Shows what is kept. */
export async function loadStored(): Promise<void> {
  directoryStore.directory = await loadDirectory(Date.now());
}

/** Fetches a newer one; only from a service whose roster this phone trusts. */
export async function renewStore(): Promise<void> {
  try {
    if (app.trust.is === "good") directoryStore.refused = !(await renewDirectory(Date.now()));
  } catch (error) {
    // Without an answer what is kept holds.
    if (!(error instanceof Unreachable || error instanceof Problem)) throw error;
  }
  await loadStored();
}
