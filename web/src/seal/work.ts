/** Proof of work, done after the press is stored: slow to find and quick to check (docs/protocol.md). */
import type { Work, WorkInput } from "./api.ts";
import { utf8 } from "./bytes.ts";

/** As in habeas/core/work.py; the tests of both sides have the same numbers. */
const WORK_ROUNDS = 1_000;
const WORK_BYTES = 8;

/** How many zeros the first bytes begin with. */
function zeros(bytes: ArrayBuffer): number {
  const view = new DataView(bytes);
  const first = Math.clz32(view.getUint32(0));
  return first < 32 ? first : 32 + Math.clz32(view.getUint32(4));
}

/** The best of `tries` numbers from `from` on; ends with the first that has so many bits. */
export async function findWork({ nonce, caseId, from, tries, bits }: WorkInput): Promise<Work> {
  const key = await crypto.subtle.importKey("raw", utf8("habeas work"), "PBKDF2", false, ["deriveBits"]);
  let best: Work = { number: from, bits: -1 };
  for (let number = from; number < from + tries && best.bits < bits; number += 1) {
    const salt = utf8(`${nonce}|${caseId}|${number}`);
    const algorithm = { name: "PBKDF2", hash: "SHA-256", salt, iterations: WORK_ROUNDS };
    const found = zeros(await crypto.subtle.deriveBits(algorithm, key, 8 * WORK_BYTES));
    if (found > best.bits) best = { number, bits: found };
  }
  return best;
}
