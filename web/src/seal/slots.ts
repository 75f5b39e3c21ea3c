/** Slots of which nobody can tell who holds one and which are decoys. */
import type { Recipient } from "./api.ts";
import { random } from "./bytes.ts";
import { newSealPair } from "./party.ts";
import { publicOf } from "./wrap.ts";

/** The list in an order by lot (Fisher and Yates). */
export function shuffle<T>(list: readonly T[]): T[] {
  const all = [...list];
  const lots = crypto.getRandomValues(new Uint32Array(all.length));
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = lots[last]! % (last + 1);
    [all[last], all[other]] = [all[other]!, all[last]!];
  }
  return all;
}

async function decoy(): Promise<Recipient> {
  return { kid: random(16), key: await publicOf((await newSealPair()).publicKey) };
}

/** So many slots, in an order that tells nothing. Decoys fill what is free, so the size is one. */
export async function fillSlots(real: readonly Recipient[], count: number): Promise<Recipient[]> {
  const decoys = await Promise.all(Array.from({ length: count - real.length }, decoy));
  return shuffle([...real, ...decoys]);
}
