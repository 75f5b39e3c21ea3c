/** Writes catalogues as TypeScript: a text is a string, one with places a function. */
import { type Catalogue, ORIGINAL, type Room } from "./catalogue.ts";
import { COUNT, type Message, parameters, type Piece, pieces } from "./text.ts";

/** Picks one of several forms. */
const FORM = `form(${COUNT},`;
const NOTE = "// Made from web/messages by build/messages. Change the texts there.\n";

/** "person" has `PersonWords`. */
export const typeOf = (room: string): string => `${room[0]?.toUpperCase()}${room.slice(1)}Words`;

/** The words of one language: `words/person.en.ts`. */
export function emitWords(name: string, room: Room, language: string, catalogue: Catalogue): string {
  const original = language === ORIGINAL;
  const order = [...(room.languages.get(ORIGINAL) ?? catalogue).keys()];
  const messages = order.map((key) => [key, catalogue.get(key)!] as const);
  const value = (key: string, message: Message): string => emitMessage(message, room.descriptions.get(key) ?? "", original);
  const body = tree(
    messages.map(([key, message]) => [key.split("."), value(key, message), original ? (room.descriptions.get(key) ?? "") : ""]),
  );
  const counted = body.includes(FORM);
  return [
    NOTE,
    counted ? 'import { plural } from "../speech/forms";\n' : "",
    original ? "" : `import type { ${typeOf(name)} } from "./${name}.${ORIGINAL}";\n`,
    counted ? `\nconst form = plural(${JSON.stringify(language)});\n` : "",
    `\nexport const ${language}${original ? "" : `: ${typeOf(name)}`} = ${body};\n`,
    original ? `\nexport type ${typeOf(name)} = typeof ${language};\n` : "",
  ].join("");
}

/** What loads them: `words/person.ts`. */
export function emitSpeech(name: string, languages: string[]): string {
  const each = languages.map((one) => `  ${one}: async () => (await import("./${name}.${one}")).${one},\n`);
  const union = languages.map((one) => JSON.stringify(one)).join(" | ");
  return `${NOTE}import { Speech } from "../speech/speech.svelte";
import type { ${typeOf(name)} } from "./${name}.${ORIGINAL}";

export const speech = new Speech<${typeOf(name)}, ${union}>({
${each.join("")}});
`;
}

type Leaf = [path: string[], code: string, description: string];

function tree(leaves: Leaf[], indent = "  "): string {
  const keys = new Set(leaves.map(([[first = ""]]) => first));
  const lines = [...keys].map((key) => {
    const name = /^[a-z_]\w*$/i.test(key) ? key : JSON.stringify(key);
    const below = leaves.filter(([[first]]) => first === key);
    const leaf = below.find(([path]) => path.length === 1);
    if (leaf) return `${comment(leaf[2], indent)}${indent}${name}: ${leaf[1]},\n`;
    const deeper = below.map(([path, code, description]): Leaf => [path.slice(1), code, description]);
    return `${indent}${name}: ${tree(deeper, `${indent}  `)},\n`;
  });
  return `{\n${lines.join("")}${indent.slice(2)}}`;
}

const comment = (description: string, indent: string): string => description && `${indent}/** ${description.replaceAll("*/", "* /")} */\n`;

function emitMessage(message: Message, description: string, typed: boolean): string {
  const takes = parameters(description);
  const code = "text" in message ? literal(pieces(message.text)) : plural(message.forms);
  if (takes.length === 0) return code;
  const type = (number: boolean): string => (typed ? `: ${number ? "number" : "string"}` : "");
  return `(${takes.map(({ name, number }) => name + type(number)).join(", ")}) => ${code}`;
}

/** The forms, with what all of them begin and end with said once. */
function plural(forms: Map<string, string>): string {
  const whole = [...forms.values()].map((text) =>
    pieces(text).flatMap((piece): Piece[] => (typeof piece === "string" ? [...piece] : [piece])),
  );
  const begin = sharedLength(whole);
  const rest = whole.map((one) => one.slice(begin));
  const end = sharedLength(rest.map((one) => one.toReversed()));
  const middles = rest.map((one) => literal(one.slice(0, one.length - end)));
  const usual = middles.at(-1)!;
  const rare = [...forms.keys()].map((category, index) => [category, middles[index]] as const).filter(([, middle]) => middle !== usual);
  const one = whole[0]!;
  const [before, after] = [one.slice(0, begin), end > 0 ? one.slice(-end) : []];
  if (rare.length === 0) return literal(one);
  const object = [...rare, ["other", usual] as const].map(([category, middle]) => `${category}: ${middle}`).join(", ");
  const call = `${FORM} { ${object} })`;
  return before.length + after.length === 0 ? call : `\`${inside(before)}\${${call}}${inside(after)}\``;
}

/** With how many equal pieces all begin. */
function sharedLength(all: Piece[][]): number {
  const [one = [], ...others] = all;
  const same = (a: Piece, b: Piece | undefined): boolean =>
    typeof a === "string" || b === undefined || typeof b === "string" ? a === b : a.place === b.place;
  const differs = one.findIndex((piece, index) => others.some((other) => !same(piece, other[index])));
  return differs < 0 ? Math.min(...all.map(({ length }) => length)) : differs;
}

const literal = (text: Piece[]): string =>
  text.every((piece) => typeof piece === "string") ? JSON.stringify(text.join("")) : `\`${inside(text)}\``;

const inside = (text: Piece[]): string =>
  text.map((piece) => (typeof piece === "string" ? piece.replace(/[`\\]|\$(?=\{)/g, "\\$&") : `\${${piece.place}}`)).join("");
