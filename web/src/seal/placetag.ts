import type { Member, PlaceTagInput, Roster } from "./api.ts";
import { b64, digest, isB64, unb64, utf8 } from "./bytes.ts";
import { openSlot } from "./jwe.ts";
import { must } from "./refused.ts";

/** The HMAC key that this roster's members share; it cannot be exported. Refuses: group_key, payload, as `openSlot`. */
export async function openGroupKey(input: { member: Member; sealed: string; roster: Roster }): Promise<CryptoKey> {
  const { member, sealed, roster } = input;
  must((await digest(sealed)) === roster.group_key_sha256, "group_key");
  const { text } = await openSlot(sealed, "group_key", member.fingerprint, member.sealPair.privateKey);
  must(isB64(text, 43), "payload");
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle.importKey("raw", unb64(text), algorithm, false, ["sign"]);
}

const DAY_MS = 86_400_000;

/** 22 characters, equal for one place of one organisation under one group key on the day (UTC) of `now`. */
export async function placeTag(input: PlaceTagInput): Promise<string> {
  const { groupKey, organisation, place, now } = input;
  const tag = await crypto.subtle.sign("HMAC", groupKey, utf8(`place|${organisation}|${place}|${Math.floor(now / DAY_MS)}`));
  return b64(new Uint8Array(tag, 0, 16));
}
