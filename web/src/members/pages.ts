// The pages themselves: whether they are those that the organisation's signers signed.
import { holdPages } from "../device/manifest";
import type { PinnedRoster, Reason } from "../seal/api";
import { Refused } from "../seal/refused";
import { scriptUrl } from "../shared/trustedTypes";

/**
 * Holds this browser to the signed pages. Where there are some, the service worker checks all that runs here from the next
 * visit on. Why the service's manifest was refused, or null.
 */
export async function watchPages(pinned: PinnedRoster): Promise<Reason | null> {
  try {
    const signed = await holdPages(pinned);
    if (signed && import.meta.env.PROD) void navigator.serviceWorker?.register(scriptUrl("/sw.js"));
  } catch (error) {
    if (error instanceof Refused) return error.reason;
    if (!(error instanceof TypeError)) throw error;
  }
  return null;
}
