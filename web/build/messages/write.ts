/**
 * Compiles `web/messages` into `web/src/words`: `node build/messages/write.ts`. Vite and vitest do it by themselves, and again
 * when a text changes. What is made is in no repository.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Plugin } from "vite";
import { Faults, readLanguages, readRooms } from "./catalogue.ts";
import { check } from "./check.ts";
import { emitSpeech, emitWords } from "./emit.ts";

const WEB = join(import.meta.dirname, "../..");
const MESSAGES = join(WEB, "messages");
const WORDS = join(WEB, "src/words");

/** The files to write, by name. Throws `Faults` when a text is missing or wrong. */
export function compile(folder: string): Map<string, string> {
  const [rooms, languages] = [readRooms(folder), readLanguages(folder)];
  const faults = check(rooms, languages);
  if (faults.length > 0) throw new Faults(faults.join("\n"));
  const files = new Map<string, string>();
  for (const [name, room] of rooms) {
    const order = Object.keys(languages).filter((one) => room.languages.has(one));
    files.set(`${name}.ts`, emitSpeech(name, order));
    for (const [language, catalogue] of room.languages) files.set(`${name}.${language}.ts`, emitWords(name, room, language, catalogue));
  }
  return files;
}

/** Writes what has changed, so that nothing is built anew for nothing; removes what is no text any more. */
export function write(messages = MESSAGES, words = WORDS): void {
  const files = compile(messages);
  mkdirSync(words, { recursive: true });
  const held = readdirSync(words);
  for (const name of held.filter((one) => one.endsWith(".ts") && !files.has(one))) rmSync(join(words, name), { force: true });
  for (const [name, code] of files) {
    const path = join(words, name);
    if (held.includes(name) && readFileSync(path, "utf8") === code) continue;
    // Two builds may write at once: each file comes whole.
    writeFileSync(`${path}.${process.pid}`, code);
    renameSync(`${path}.${process.pid}`, path);
  }
}

export function messages(): Plugin {
  return {
    name: "habeas-messages",
    config: () => write(),
    watchChange(id) {
      if (!relative(MESSAGES, id).startsWith("..")) write();
    },
  };
}

if (import.meta.main) {
  try {
    write();
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
