/** What would be missing or wrong on a screen, found before it is built. */
import { type Catalogue, type Language, ORIGINAL, type Room } from "./catalogue.ts";
import { COUNT, faults, type Message, parameters, places } from "./text.ts";

/** The page that a person opens; a language that has it must have all rooms but these. */
const PAGE = "person";
const MEMBERS = "members";
/** Whole numbers take these forms in a language; which of them a number takes repeats within a hundred, but for millions. */
const COUNTS = [...Array(201).keys(), 1_000_000];

/** The forms that whole numbers take in a language, by how many of the numbers tried take them. */
export function categories(language: string): Map<string, number> {
  const rules = new Intl.PluralRules(language);
  const found = new Map<string, number>();
  for (const count of COUNTS) found.set(rules.select(count), (found.get(rules.select(count)) ?? 0) + 1);
  return found;
}

export function check(rooms: Map<string, Room>, languages: Record<string, Language>): string[] {
  const ofRooms = [...rooms].flatMap(([, room]) => checkRoom(room, languages));
  const whole = [...(rooms.get(PAGE)?.languages.keys() ?? [])];
  const absent = [...rooms].flatMap(([name, room]) =>
    name === MEMBERS
      ? []
      : whole.filter((one) => !room.languages.has(one)).map((one) => `${room.path}/${one}.json is missing: ${PAGE}/${one}.json is there`),
  );
  return [...ofRooms, ...absent];
}

function checkRoom({ path, descriptions, languages }: Room, known: Record<string, Language>): string[] {
  const original = languages.get(ORIGINAL);
  if (!original) return [`${path}/${ORIGINAL}.json is missing: all other languages follow it`];
  const unknown = [...languages.keys()]
    .filter((one) => !(one in known))
    .map((one) => `${path}/${one}.json: ${one} needs a line in languages.json`);
  const undescribed = [...original.keys()]
    .filter((key) => !descriptions.has(key))
    .map((key) => `${path}/descriptions.json: ${key} is missing`);
  const idle = [...descriptions.keys()]
    .filter((key) => !original.has(key))
    .map((key) => `${path}/descriptions.json: ${key} is not in ${ORIGINAL}.json`);
  const wrong = [...languages].flatMap(([language, catalogue]) =>
    checkCatalogue(catalogue, original, descriptions, language).map((fault) => `${path}/${language}.json: ${fault}`),
  );
  return [...unknown, ...undescribed, ...idle, ...wrong];
}

function checkCatalogue(catalogue: Catalogue, original: Catalogue, descriptions: Map<string, string>, language: string): string[] {
  const missing = [...original.keys()].filter((key) => !catalogue.has(key)).map((key) => `${key} is missing`);
  const extra = [...catalogue.keys()].filter((key) => !original.has(key)).map((key) => `${key} is not in ${ORIGINAL}.json`);
  const wrong = [...catalogue]
    .filter(([key]) => original.has(key))
    .flatMap(([key, message]) => checkMessage(key, message, descriptions.get(key) ?? "", language));
  return [...missing, ...extra, ...wrong];
}

function checkMessage(key: string, message: Message, description: string, language: string): string[] {
  const wanted = parameters(description).map(({ name }) => name);
  const counted = wanted.includes(COUNT);
  const needed = categories(language);
  if ("text" in message) {
    const endings = [...needed.keys()].map((category) => `${key}_${category}`).join(", ");
    return counted ? [`${key} goes with a number: write ${endings}`] : checkText(key, message.text, wanted, wanted);
  }
  if (!counted) return [`${key} goes with no number: write ${key} alone, or name {{${COUNT}}} in its description`];
  const allowed = new Intl.PluralRules(language).resolvedOptions().pluralCategories as string[];
  const missing = [...needed.keys()].filter((category) => !message.forms.has(category)).map((category) => `${key}_${category} is missing`);
  const foreign = [...message.forms.keys()]
    .filter((category) => !allowed.includes(category))
    .map((category) => `${key}_${category}: ${language} has no such form`);
  const wrong = [...message.forms].flatMap(([category, text]) => {
    // A form of one number alone can do without it: "your lawyer".
    const free = (needed.get(category) ?? 0) <= 1;
    return checkText(
      `${key}_${category}`,
      text,
      wanted,
      wanted.filter((name) => name !== COUNT || !free),
    );
  });
  return [...missing, ...foreign, ...wrong];
}

function checkText(key: string, text: string, allowed: string[], needed: string[]): string[] {
  const found = places(text);
  const missing = needed.filter((name) => !found.includes(name)).map((name) => `{{${name}}} is missing`);
  const strange = found.filter((name) => /^\w+$/.test(name) && !allowed.includes(name)).map((name) => `{{${name}}} is not known here`);
  return [...faults(text), ...missing, ...strange].map((fault) => `${key} ${fault}`);
}
