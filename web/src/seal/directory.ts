/** The directory: hotlines, and counsel who agreed to be listed, signed as the roster is (docs/protocol.md). */
import type { PinnedRoster } from "./api.ts";
import { isSlug } from "./bodies.ts";
import { digest } from "./bytes.ts";
import { isLanguage, signedPayload } from "./document.ts";
import { has, isCount, isList, isText } from "./exact.ts";
import { must } from "./refused.ts";
import { AREAS, DIRECTORY_CHARS, ENTRIES, LANGUAGES, LINE_CHARS, ROSTER_VERSION } from "./sizes.ts";

/** In each language in which it is said. */
export type Names = { en: string; ru: string };

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
  issued_at: number;
  expires_at: number;
  entries: Entry[];
}

export interface VerifiedDirectory {
  directory: Directory;
  sha256: string;
  /** It has expired; it is shown, and said. */
  stale: boolean;
}

const LINE = new RegExp(`^[^\\x00-\\x1f\\x7f]{1,${LINE_CHARS}}$`, "u");
const isLine = (value: unknown): value is string => isText(value) && LINE.test(value);
const isPhone = (value: unknown): value is string => isText(value) && /^\+?[0-9][0-9 ()-]{2,24}$/.test(value);
const isSaid = (value: unknown): value is Names => has(value, "en,ru") && isLine(value.en) && isLine(value.ru);

const isEntry = (value: unknown): value is Entry =>
  has(value, "name,role,areas,tel,sms,languages,hours") &&
  isSaid(value.name) &&
  (value.role === "hotline" || value.role === "counsel") &&
  isList(value.areas, AREAS, isSlug) &&
  isPhone(value.tel) &&
  (value.sms === null || isPhone(value.sms)) &&
  isList(value.languages, LANGUAGES, isLanguage) &&
  (value.hours === null || isSaid(value.hours));

const isDirectory = (value: unknown): value is Directory =>
  has(value, "organisation,version,issued_at,expires_at,entries") &&
  isSlug(value.organisation) &&
  isCount(value.version, 1, ROSTER_VERSION) &&
  isCount(value.issued_at, 0, Number.MAX_SAFE_INTEGER) &&
  isCount(value.expires_at, 0, Number.MAX_SAFE_INTEGER) &&
  isList(value.entries, ENTRIES, isEntry);

/**
 * The directory in a document. `pinned`: the signers as with the roster, and the version and hash of the directory held
 * (0 and null before the first). `now` is in milliseconds. Refuses, in this order: size, structure, signatures,
 * structure (of the payload), organisation, rolled_back, forked, expired.
 */
export async function verifyDirectory(text: string, pinned: PinnedRoster, now: number): Promise<VerifiedDirectory> {
  const { value: directory, payload } = await signedPayload(text, DIRECTORY_CHARS, pinned, isDirectory);
  must(directory.organisation === pinned.organisation, "organisation");
  must(directory.version >= pinned.version, "rolled_back");
  const sha256 = await digest(payload);
  const held = directory.version === pinned.version;
  must(!held || sha256 === pinned.sha256, "forked");
  must(held || directory.expires_at > now, "expired");
  return { directory, sha256, stale: directory.expires_at <= now };
}
