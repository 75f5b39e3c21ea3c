/**
 * The directory: what phones and members choose from and show, signed as the roster is (docs/protocol.md): names, areas,
 * places, whom to call, and the hashes of the rights guides.
 */
import type { Directory, DirectoryInput, Entry, ListedArea, ListedPlace, Names, VerifiedDirectory } from "./api.ts";
import { isSlug } from "./bodies.ts";
import { digest, isB64 } from "./bytes.ts";
import { checkVersion, isLanguage, signedPayload } from "./document.ts";
import { has, isCount, isList, isText } from "./exact.ts";
import { HALF_TURN, isGrainKept, QUARTER_TURN } from "./grain.ts";
import { must } from "./refused.ts";
import { AREAS, DIRECTORY_CHARS, ENTRIES, GRAIN_METRES, GUIDES, LANGUAGES, LINE_CHARS, METRES, PLACES, ROSTER_VERSION } from "./sizes.ts";

const LINE = new RegExp(`^[^\\x00-\\x1f\\x7f]{1,${LINE_CHARS}}$`, "u");
const isLine = (value: unknown): value is string => isText(value) && LINE.test(value);
const isPhone = (value: unknown): value is string => isText(value) && /^\+?[0-9][0-9 ()-]{2,24}$/.test(value);
const isHash = (value: unknown): value is string => isB64(value, 43);
const isGuide = (path: string): boolean => /^\/guides\/[A-Za-z0-9./-]{1,80}$/.test(path);
const isTurn = (value: unknown, most: number): value is number => isCount(value, -most, most);

/** Whether this is an object of at most `most` members whose names and values are of these forms. */
function isRecord(value: unknown, most: number, isName: (name: string) => boolean, holds: (value: unknown) => boolean): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const all = Object.entries(value);
  return all.length <= most && all.every(([name, member]) => isName(name) && holds(member));
}

const isNames = (value: unknown): value is Names =>
  isRecord(value, LANGUAGES, isLanguage, isLine) && Object.keys(value as object).length > 0;

const isArea = (value: unknown): value is ListedArea =>
  has(value, "lat_e5,lon_e5,area,name") &&
  isTurn(value.lat_e5, QUARTER_TURN) &&
  isTurn(value.lon_e5, HALF_TURN) &&
  isSlug(value.area) &&
  isNames(value.name);

const isPlace = (value: unknown): value is ListedPlace =>
  has(value, "place,area,name") && isSlug(value.place) && isSlug(value.area) && isNames(value.name);

const isEntry = (value: unknown): value is Entry =>
  has(value, "name,role,areas,tel,sms,languages,hours") &&
  isNames(value.name) &&
  (value.role === "hotline" || value.role === "counsel") &&
  isList(value.areas, AREAS, isSlug) &&
  isPhone(value.tel) &&
  (value.sms === null || isPhone(value.sms)) &&
  isList(value.languages, LANGUAGES, isLanguage) &&
  (value.hours === null || isNames(value.hours));

const isDirectory = (value: unknown): value is Directory =>
  has(value, "organisation,version,name,grain_metres,areas,places,entries,guides,issued_at,expires_at") &&
  isSlug(value.organisation) &&
  isCount(value.version, 1, ROSTER_VERSION) &&
  isNames(value.name) &&
  isCount(value.grain_metres, GRAIN_METRES, METRES) &&
  isList(value.areas, AREAS, isArea) &&
  isList(value.places, PLACES, isPlace) &&
  isList(value.entries, ENTRIES, isEntry) &&
  isRecord(value.guides, GUIDES, isGuide, isHash) &&
  isCount(value.issued_at, 0, Number.MAX_SAFE_INTEGER) &&
  isCount(value.expires_at, 0, Number.MAX_SAFE_INTEGER) &&
  isCoherent(value.areas, value.places, value.entries);

/** Whether each area and each place is there once, and every area that is named is there. */
function isCoherent(areas: ListedArea[], places: ListedPlace[], entries: Entry[]): boolean {
  const ids = new Set(areas.map(({ area }) => area));
  const named = [...places.map(({ area }) => area), ...entries.flatMap((entry) => entry.areas)];
  return (
    ids.size === areas.length && new Set(places.map(({ place }) => place)).size === places.length && named.every((area) => ids.has(area))
  );
}

/**
 * The directory in a document. `pinned`: the signers as with the roster, and the version and hash of the directory held
 * (0 and null before the first). `now` is in milliseconds. Refuses, in this order: size, structure, signatures,
 * structure (of the payload), organisation, grain, rolled_back, forked, expired.
 */
export async function verifyDirectory({ text, pinned, now }: DirectoryInput): Promise<VerifiedDirectory> {
  const { value: directory, payload } = await signedPayload(text, DIRECTORY_CHARS, pinned, isDirectory);
  must(directory.organisation === pinned.organisation, "organisation");
  must(isGrainKept(directory.areas, directory.grain_metres), "grain");
  const sha256 = await digest(payload);
  must(checkVersion(directory.version, sha256, pinned) || directory.expires_at > now, "expired");
  return { directory, sha256, stale: directory.expires_at <= now };
}
