/** A file's key, or a share of it, goes on to one member more. */
import type { GiveKeyInput } from "./api.ts";
import { sealTo } from "./jwe.ts";
import { withSelf } from "./party.ts";
import { GIVEN_KEY_SLOTS } from "./sizes.ts";
import { fillSlots } from "./slots.ts";

/** One more `key` envelope: for her, and for who gives it. */
export async function giveKey({ by, to, key }: GiveKeyInput): Promise<string> {
  return sealTo(key, await fillSlots(withSelf(by, [{ kid: to.fingerprint, key: to.seal_key }]), GIVEN_KEY_SLOTS));
}
