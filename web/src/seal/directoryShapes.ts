/** What a directory holds (docs/protocol.md). */
import type { PinnedRoster } from "./api.ts";

/** In each language in which it is said; the first is the organisation's own. */
export type Names = Readonly<Record<string, string>>;

export interface ListedArea {
  /** The centre, in hundred-thousandths of a degree. */
  lat_e5: number;
  lon_e5: number;
  area: string;
  name: Names;
}

export interface ListedPlace {
  place: string;
  area: string;
  name: Names;
}

export interface Entry {
  name: Names;
  role: "hotline" | "counsel";
  /** Ids of areas; none for everywhere. */
  areas: string[];
  tel: string;
  /** Where text messages are read. */
  sms: string | null;
  languages: string[];
  /** When it is answered. */
  hours: Names | null;
}

export interface Directory {
  organisation: string;
  version: number;
  name: Names;
  grain_metres: number;
  areas: ListedArea[];
  places: ListedPlace[];
  entries: Entry[];
  /** By address: the SHA-256 of the bytes, base64url. */
  guides: Readonly<Record<string, string>>;
  issued_at: number;
  expires_at: number;
}

export interface VerifiedDirectory {
  directory: Directory;
  sha256: string;
  /** It has expired; it is shown, and said. */
  stale: boolean;
}

export interface DirectoryInput {
  text: string;
  pinned: PinnedRoster;
  now: number;
}
