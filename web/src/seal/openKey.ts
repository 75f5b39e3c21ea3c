/** What a member can open of the keys of a case's file. */
import type { HeldKeys, KeyLabel, Member, OpenKeysInput, Roster, SealedStandby, StandbyKey } from "./api.ts";
import { digest, isAscii, isB64 } from "./bytes.ts";
import { standbyIdOf } from "./ids.ts";
import { measure, openSlot, type Part } from "./jwe.ts";
import { pairOf } from "./member.ts";
import { must, Refused } from "./refused.ts";

async function openText(sealed: string, part: Part, kid: string, key: CryptoKey): Promise<string> {
  const { text } = await openSlot(sealed, part, kid, key);
  must(isB64(text, 43), "payload");
  return text;
}

/** What a `key` envelope holds. Refuses: as `openSlot`, payload. */
export const openKey = (sealed: string, kid: string, key: CryptoKey): Promise<string> => openText(sealed, "key", kid, key);

/**
 * A group's key. Refuses: group_key (not the one that this roster names), payload, as `openSlot`. One of an earlier
 * roster is good for what was sealed while that roster was in force.
 */
export async function openStandby(input: { member: Member; standby: SealedStandby; roster: Roster }): Promise<StandbyKey> {
  const { member, standby, roster } = input;
  const { group, seal_key, sealed } = standby;
  const current = roster.standby.find((one) => one.seal_key.x === seal_key.x && one.seal_key.y === seal_key.y);
  if (current) must(isAscii(sealed) && (await digest(sealed)) === current.sealed_sha256, "group_key");
  const d = await openText(sealed, "group_key", member.fingerprint, member.sealPair.privateKey);
  try {
    const { privateKey } = await pairOf({ ...seal_key, d }, "ECDH", ["deriveBits"], []);
    return { group, kid: await standbyIdOf(seal_key), privateKey };
  } catch (error) {
    if (error instanceof DOMException) throw new Refused("payload");
    throw error;
  }
}

async function openPressKey(sealed: string, { member, standby }: OpenKeysInput, held: HeldKeys): Promise<void> {
  const kids = measure(sealed, "key");
  const own = { group: "whole" as KeyLabel, kid: member.fingerprint, privateKey: member.sealPair.privateKey };
  for (const { group, kid, privateKey } of [own, ...standby]) {
    if (kids.includes(kid)) held[group] ??= await openKey(sealed, kid, privateKey);
  }
}

/** What she can open. What somebody gave her and does not open is passed over. */
export async function openKeys(input: OpenKeysInput): Promise<HeldKeys> {
  const held: HeldKeys = {};
  for (const sealed of input.sealed) await openPressKey(sealed, input, held);
  const { fingerprint, sealPair } = input.member;
  for (const { label, sealed } of input.given) {
    try {
      held[label] ??= await openKey(sealed, fingerprint, sealPair.privateKey);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  }
  return held;
}
