import type { Group, PinnedRoster, Roster, RosterMember, Standby, VerifiedRoster } from "./api.ts";
import { isKey, isSlug } from "./bodies.ts";
import { digest, isB64 } from "./bytes.ts";
import { checkVersion, isLanguage, signedPayload } from "./document.ts";
import { has, isCount, isList } from "./exact.ts";
import { fingerprintOf, isPoint } from "./ids.ts";
import { must } from "./refused.ts";
import { AREAS, LANGUAGES, MEMBERS, ROSTER_CHARS, ROSTER_VERSION } from "./sizes.ts";

const GROUPS = ["a", "b"] as const;

const isGroup = (value: unknown): value is Group => GROUPS.some((group) => group === value);

const isStandby = (value: unknown): value is Standby =>
  has(value, "group,seal_key,sealed_sha256") && isGroup(value.group) && isKey(value.seal_key) && isB64(value.sealed_sha256, 43);

/** Groups are of the desk alone, and each one that there is has a key: none, or both in their order. */
function areGrouped(members: readonly RosterMember[], standby: readonly Standby[]): boolean {
  const grouped = members.filter((member) => member.group !== null);
  if (grouped.some((member) => member.role !== "desk")) return false;
  const named = standby.map((one) => one.group).join();
  const found = GROUPS.filter((group) => grouped.some((member) => member.group === group)).join();
  return named === found && (named === "" || named === GROUPS.join());
}

const isMember = (value: unknown): value is RosterMember =>
  has(value, "fingerprint,role,seal_key,sign_key,languages,areas,group") &&
  isB64(value.fingerprint, 22) &&
  (value.role === "counsel" || value.role === "desk") &&
  isKey(value.seal_key) &&
  isKey(value.sign_key) &&
  isList(value.languages, LANGUAGES, isLanguage) &&
  isList(value.areas, AREAS, isSlug) &&
  (value.group === null || isGroup(value.group));

const isRoster = (value: unknown): value is Roster =>
  has(value, "organisation,version,issued_at,expires_at,previous_sha256,group_key_sha256,members,standby") &&
  isSlug(value.organisation) &&
  isCount(value.version, 1, ROSTER_VERSION) &&
  isCount(value.issued_at, 0, Number.MAX_SAFE_INTEGER) &&
  isCount(value.expires_at, 0, Number.MAX_SAFE_INTEGER) &&
  (value.version === 1 ? value.previous_sha256 === null : isB64(value.previous_sha256, 43)) &&
  isB64(value.group_key_sha256, 43) &&
  isList(value.members, MEMBERS, isMember) &&
  isList(value.standby, GROUPS.length, isStandby) &&
  areGrouped(value.members, value.standby);

async function checkMembers({ members, organisation, standby }: Roster, pinned: PinnedRoster): Promise<void> {
  must(organisation === pinned.organisation, "organisation");
  must(
    standby.every((one) => isPoint(one.seal_key)),
    "fingerprint",
  );
  for (const { fingerprint, seal_key, sign_key } of members) {
    must(isPoint(seal_key) && isPoint(sign_key), "fingerprint");
    must(fingerprint === (await fingerprintOf(seal_key, sign_key)), "fingerprint");
  }
  must(new Set(members.map((member) => member.fingerprint)).size === members.length, "duplicate");
}

/** Whether the held roster is stale. A new one must follow the held one and must not have expired. */
function checkAge(roster: Roster, sha256: string, pinned: PinnedRoster, now: number): boolean {
  if (checkVersion(roster.version, sha256, pinned)) return roster.expires_at <= now;
  must(roster.version > pinned.version + 1 || roster.previous_sha256 === pinned.sha256, "previous");
  must(roster.expires_at > now, "expired");
  return false;
}

/**
 * The roster in a document, and what to pin from now on. `now` is in milliseconds. Refuses, in this order: size,
 * structure, signatures, structure (of the payload), organisation, fingerprint, duplicate, rolled_back, forked,
 * previous, expired.
 */
export async function verifyRoster(input: { text: string; pinned: PinnedRoster; now: number }): Promise<VerifiedRoster> {
  const { text, pinned, now } = input;
  const { value: roster, payload } = await signedPayload(text, ROSTER_CHARS, pinned, isRoster);
  await checkMembers(roster, pinned);
  const sha256 = await digest(payload);
  const stale = checkAge(roster, sha256, pinned, now);
  return { roster, pinned: { ...pinned, version: roster.version, sha256 }, stale };
}
