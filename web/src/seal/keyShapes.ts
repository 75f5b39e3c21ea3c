/** The key of a case's file, as the calls of the seal have it. Types alone. */
import type { Group, Member, Person, PublicKey, RosterMember } from "./api.ts";

/** What is in a `key` envelope: the file's key, or the share of one desk group. */
export type KeyLabel = "whole" | Group;

/** What a member can open of a file's key. */
export type HeldKeys = Partial<Record<KeyLabel, string>>;

/** The private half of a desk group's key, sealed to the group. */
export interface SealedStandby {
  group: Group;
  seal_key: PublicKey;
  sealed: string;
}

export interface StandbyKey {
  group: Group;
  kid: string;
  privateKey: CryptoKey;
}

export interface OpenKeysInput {
  member: Member;
  standby: readonly StandbyKey[];
  /** As they came with the press. */
  sealed: readonly string[];
  /** What she was given since. */
  given: readonly { label: KeyLabel; sealed: string }[];
}

export interface GiveKeyInput {
  by: Person | Member;
  to: RosterMember;
  /** The file's key, or a share of it. */
  key: string;
}
