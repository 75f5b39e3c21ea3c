/** What dispatchers sign for each other, as the calls of the seal have it. Types alone. */
import type { Member, Roster } from "./api.ts";

/** A dispatcher's word that she knows of no newer roster than this one; `at` by her device's own clock. */
export interface Sighting {
  organisation: string;
  roster_version: number;
  roster_sha256: string;
  member: string;
  at: number;
}

/** A dispatcher gives `counsel` access to a card, by the reseal with this hash. `asked`: by a click. */
export interface AccessEntry {
  organisation: string;
  member: string;
  /** The device that keeps this chain. */
  log: string;
  sequence: number;
  /** The hash of its entry before. */
  previous: string | null;
  at: number;
  reseal_sha256: string;
  counsel: string[];
  asked: boolean;
}

/** An entry, and the hash of the text that was signed. */
export interface SignedEntry extends AccessEntry {
  sha256: string;
}

/** How far a log goes, or how far a reader has seen it. */
export interface LogHead {
  sequence: number;
  sha256: string;
  at: number;
}

export interface SightingInput {
  member: Member;
  roster: Roster;
  /** The roster's hash. */
  sha256: string;
  at: number;
}

export interface EntryInput {
  member: Member;
  organisation: string;
  log: string;
  last: LogHead | null;
  at: number;
  /** The reseal, as it is going to be sent. */
  sealed: string;
  counsel: readonly string[];
  asked: boolean;
}

/** One reseal of a case: its hash, and the key ids of its slots. */
export interface GivenAccess {
  sha256: string;
  kids: string[];
}
