/** The shared vectors as values, for tests: tests/sealed/vectors.py reads the same files. */
import { readFileSync } from "node:fs";
import type { Card, FileText, Link, LogHead, Member, MessageBody, Person, PinnedRoster, PublicKey, Reason, Roster } from "./api.ts";
import type { DepositText, HeldKeys, KeyLabel, SealedPart, SealedStandby, Standby } from "./api.ts";
import type { Part } from "./jwe.ts";
import { tokenHash } from "./ids.ts";
import { importMember } from "./member.ts";

export interface Case {
  name: string;
  refused?: Reason;
}

export type EnvelopeCase = Case & { part: Part; text: string; kids: string[] };
export type DirectoryCase = Case & { text: string; pinned: PinnedRoster; now: number; stale: boolean };
export type RosterCase = Case & { text: string; pinned: PinnedRoster; now: number; stale: boolean };
export type ManifestCase = Case & { text: string; pinned: PinnedRoster; hashes: Record<string, string> };
export type CardCase = Case & {
  member: string;
  case_id: string;
  envelopes: SealedPart[];
  card: Card;
  resealed_by: string | null;
};
export type FileCase = Case & { sealed: string; file: FileText };
export type KeysCase = Case & {
  member: string;
  standby: SealedStandby[];
  sealed: string[];
  given: { label: KeyLabel; sealed: string }[];
  held: HeldKeys;
};
export type StandbyCase = Case & { member: string; standby: SealedStandby; named: Standby[]; kid: string };
export type GroupKeyCase = Case & { member: string; sealed: string; sha256: string };
export type ThreadCase = Case & {
  reader: string;
  case_id: string;
  links: Record<string, Link>;
  messages: { sender: string; sealed: string }[];
  opened: { body: MessageBody | null; refused: Reason | null; gap: boolean }[];
};

export interface Ids {
  members: { seal_key: PublicKey; sign_key: PublicKey; thumbprints: string[]; fingerprint: string }[];
  persons: { sign_key: PublicKey; case_id: string; token: string; token_sha256: string }[];
  digests: { text: string; sha256: string }[];
  recipients: { kids: string[]; hash: string }[];
  place_tags: { key: string; organisation: string; place: string; now: number; tag: string }[];
  page_words: { sha256: string; places: number[] }[];
  no_points: PublicKey[];
  base64url: { good: string[]; bad: string[] };
  sizes: Record<string, number>;
}

export type DepositCase = Case & { sealed: string; text: DepositText };

export interface Words {
  spellings: { written: string; spelt: string }[];
  derived: { words: string; organisation: string; lookup_id: string }[];
  deposits: DepositCase[];
  endings: { token: string; code: string; secret: string; sha256: string }[];
}

interface Keys {
  id: string;
  seal_key: JsonWebKey;
  sign_key: JsonWebKey;
}

export type StatementCase = Case & { kind: "sighting" | "access"; text: string };
export type FreshnessCase = Case & { roster: string; now: number; texts: string[]; until: number | null; by: number; other: number | null };
export type LogCase = Case & { texts: string[]; seen: LogHead | null; now: number; faults: string[] };

export interface Statements {
  rosters: Record<string, Roster>;
  sha256: string;
  statements: StatementCase[];
  freshness: FreshnessCase[];
  logs: LogCase[];
}

interface Files {
  cast: { roster: Roster; members: Record<string, Keys>; person: Keys & { token: string } };
  ids: Ids;
  envelopes: EnvelopeCase[];
  cards: { case_id: string; card: string; cards: CardCase[]; files: FileCase[]; file_key: string };
  keys: { keys: KeysCase[]; standbys: StandbyCase[]; shares: { a: string; b: string; key: string }[] };
  threads: { threads: ThreadCase[]; group_keys: GroupKeyCase[] };
  rosters: RosterCase[];
  manifests: ManifestCase[];
  statements: Statements;
  directories: DirectoryCase[];
  words: Words;
}

export const vectors = <Name extends keyof Files>(name: Name): Files[Name] =>
  JSON.parse(readFileSync(new URL(`../../../tests/vectors/${name}.json`, import.meta.url), "utf-8")) as Files[Name];

export const roster = (): Roster => vectors("cast").roster;

export const member = (name: string): Promise<Member> => importMember(vectors("cast").members[name]!);

export async function person(): Promise<Person> {
  const { id, token, seal_key, sign_key } = vectors("cast").person;
  const { signPair, sealPair, signKey, sealKey } = await importMember({ seal_key, sign_key });
  return { caseId: id, token, tokenSha256: await tokenHash(token), signPair, sealPair, signKey, sealKey };
}
