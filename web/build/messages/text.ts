/** One text of a catalogue: words, and places such as `{{name}}` for what is known only later. */

/** Letters, or the name of a place. */
export type Piece = string | { place: string };

/** A text, or its forms after a number by their category of the CLDR: "one", "few", "many", "other". */
export type Message = { text: string } | { forms: Map<string, string> };

const PLACE = /\{\{(.*?)\}\}/g;
const NAME = /^[a-z][a-zA-Z]*$/;

/** The number that a plural goes with; the only place with a name of its own. */
export const COUNT = "count";

export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const place of text.matchAll(PLACE)) {
    if (place.index > from) found.push(text.slice(from, place.index));
    found.push({ place: (place[1] ?? "").trim() });
    from = place.index + place[0].length;
  }
  return from < text.length ? [...found, text.slice(from)] : found;
}

export const places = (text: string): string[] => pieces(text).flatMap((piece) => (typeof piece === "string" ? [] : [piece.place]));

/** What is wrong with a text by itself, in words for its translator. */
export function faults(text: string): string[] {
  const rest = pieces(text)
    .map((piece) => (typeof piece === "string" ? piece : ""))
    .join("");
  return [
    text === "" ? "is empty" : "",
    text === text.trim() ? "" : "begins or ends with a space",
    /\{\{|\}\}|\$t\(/.test(rest) ? "has a {{ or }} without its other half, or a $t(" : "",
    /<[a-z/]/i.test(text) ? "has markup in it; only letters are shown" : "",
    ...places(text)
      .filter((place) => !NAME.test(place))
      .map((place) => `has {{${place}}}: only a name can stand there`),
  ].filter(Boolean);
}

/** What a function of the catalogue takes, in this order. */
export interface Parameter {
  name: string;
  number: boolean;
}

/** The parameters that a description names: `{{at}}` a text, `{{minutes, number}}` and `{{count}}` numbers. */
export function parameters(description: string): Parameter[] {
  const found = new Map<string, Parameter>();
  for (const place of places(description)) {
    const [name = "", kind] = place.split(/\s*,\s*/);
    if (!found.has(name)) found.set(name, { name, number: name === COUNT || kind === "number" });
  }
  return [...found.values()];
}
