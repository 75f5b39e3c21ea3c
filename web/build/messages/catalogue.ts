/** Reads `web/messages/<room>/<language>.json`: nested keys, plurals as i18next v4 writes them (`key_one`, `key_other`). */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import type { Message } from "./text.ts";

/** All messages of one file by their path: "line.asked". */
export type Catalogue = Map<string, Message>;

export interface Room {
  /** Its folder, as errors call it. */
  path: string;
  descriptions: Map<string, string>;
  languages: Map<string, Catalogue>;
}

export interface Language {
  /** Two letters for the corner of a screen, and what its speakers call it. */
  short: string;
  full: string;
  /** Translated by a machine, and no speaker has read it yet. */
  machine?: boolean;
  /** Written from the right. */
  rtl?: boolean;
}

/** All that cannot be compiled, one fault a line: file, key, and what to do. */
export class Faults extends Error {
  override name = "Faults";
}

export const ORIGINAL = "en";
const DESCRIPTIONS = "descriptions";
const PLURAL = /^(.+)_(zero|one|two|few|many|other)$/;

type Json = { [key: string]: Json | string };

export function readLanguages(folder: string): Record<string, Language> {
  return parse(join(folder, "languages.json")) as unknown as Record<string, Language>;
}

export function readRooms(folder: string): Map<string, Room> {
  const names = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory());
  return new Map(names.map(({ name }) => [name, readRoom(join(folder, name))] as const).sort());
}

function readRoom(folder: string): Room {
  const path = relative(".", folder);
  const files = readdirSync(path)
    .filter((name) => name.endsWith(".json"))
    .map((name) => basename(name, ".json"));
  const languages = files.filter((name) => name !== DESCRIPTIONS).sort();
  const read = (name: string): Catalogue => new Map(messages(parse(join(path, `${name}.json`))));
  const descriptions = files.includes(DESCRIPTIONS) ? leaves(parse(join(path, `${DESCRIPTIONS}.json`))) : [];
  return { path, descriptions: new Map(descriptions), languages: new Map(languages.map((name) => [name, read(name)])) };
}

function parse(file: string): Json {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Json;
  } catch (error) {
    throw new Faults(`${file} is no JSON: ${(error as Error).message}`);
  }
}

function leaves(json: Json, path = ""): [string, string][] {
  return Object.entries(json).flatMap(([key, value]): [string, string][] =>
    typeof value === "object" ? leaves(value, `${path}${key}.`) : [[path + key, String(value)]],
  );
}

function messages(json: Json): Catalogue {
  const found: Catalogue = new Map();
  for (const [path, text] of leaves(json)) {
    const [, stem, category] = PLURAL.exec(path) ?? [];
    if (stem === undefined || category === undefined) found.set(path, { text });
    else {
      const known = found.get(stem);
      const forms = known && "forms" in known ? known.forms : new Map<string, string>();
      found.set(stem, { forms: forms.set(category, text) });
    }
  }
  return found;
}
