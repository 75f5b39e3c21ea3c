/**
 * What the person's page costs to load: `node build/size.ts [--json]` after a build. Ends with 1 when it is over a limit.
 * Bytes are gzipped as the service sends them.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { filesOf, languageOf } from "./shell.ts";

/** Some networks cut foreign sites off after 16 KB of one answer. */
export const FILE_LIMIT = 14 * 1024;
/** The shell in one language: page, style, scripts, words and the seal's worker together. */
export const SHELL_LIMIT = 45 * 1024;
/** All rooms in all languages: about half a minute at 400 kbit/s, while the shell is in use already. */
export const ROOMS_LIMIT = 160 * 1024;

export interface Sizes {
  /** Gzipped bytes by path: of the shell, which the service worker stands among but comes after, and of the rooms. */
  shell: Record<string, number>;
  rooms: Record<string, number>;
  /** All that is loaded before somebody can press, by language. */
  totals: Record<string, number>;
  /** All that comes later, in every language. */
  later: number;
  holds: boolean;
}

/** Measures the built page in `folder`. */
export function measure(folder: string): Sizes {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.(html|js|css)$/.test(name));
  const texts = new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  const gzipped = (path: string): number => gzipSync(texts.get(path === "/" ? "index.html" : path.slice(1)) ?? "", { level: 9 }).length;
  const bytes = (paths: string[]): Record<string, number> => Object.fromEntries(paths.map((path) => [path, gzipped(path)]));
  const files = filesOf(texts, "index.html");
  const [shell, rooms] = [bytes([...files.shell, "/sw.js"]), bytes(files.rooms)];
  const languages = files.shell.map(languageOf).filter((language) => language !== null);
  const totals = Object.fromEntries(languages.map((language) => [language, total(shell, files.shell, language)]));
  const later = Object.values(rooms).reduce((sum, size) => sum + size, 0);
  const each = Math.max(...Object.values(shell), ...Object.values(rooms));
  const holds = each <= FILE_LIMIT && Math.max(...Object.values(totals)) <= SHELL_LIMIT && later <= ROOMS_LIMIT;
  return { shell, rooms, totals, later, holds };
}

function total(bytes: Record<string, number>, shell: string[], language: string): number {
  const loaded = shell.filter((path) => [null, language].includes(languageOf(path)));
  return loaded.reduce((sum, path) => sum + (bytes[path] ?? 0), 0);
}

const line = (bytes: number, what: string): string => `${String(bytes).padStart(6)}  ${what}`;

function told({ shell, rooms, totals, later }: Sizes): string[] {
  return [
    ...Object.entries(shell).map(([path, bytes]) => line(bytes, path)),
    ...Object.entries(totals).map(([language, bytes]) => line(bytes, `shell, in ${language} (of ${SHELL_LIMIT})`)),
    ...Object.entries(rooms).map(([path, bytes]) => line(bytes, path)),
    line(later, `rooms, in all languages (of ${ROOMS_LIMIT})`),
  ];
}

if (import.meta.main) {
  const sizes = measure(join(import.meta.dirname, "../dist"));
  console.log(process.argv.includes("--json") ? JSON.stringify(sizes) : told(sizes).join("\n"));
  process.exitCode = sizes.holds ? 0 : 1;
}
