/**
 * What the person's page costs to load: `node build/size.ts [--json]` after a build. Ends with 1 when it is over a limit.
 * Bytes are those that the service sends, in each of its two codings: brotli where the address is https, gzip to all others.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { TEXT } from "./brotli.ts";
import { filesOf, languageOf } from "./shell.ts";

export interface Bytes {
  brotli: number;
  gzip: number;
}

/** Some networks cut foreign sites off after 16 KB of one answer, in whichever coding. */
export const FILE_LIMIT = 14 * 1024;
/** The shell in one language: page, icon, style, scripts, words and the seal's worker together. */
export const SHELL_LIMITS: Bytes = { brotli: 41_000, gzip: 45 * 1024 };
/** Each costs a phone on a slow network its way there and back. */
export const REQUESTS_LIMIT = 10;
/** All that comes later in all languages, gzipped: about half a minute at 400 kbit/s, while the shell is in use already. */
export const ROOMS_LIMIT = 160 * 1024;
/** What the page names that is no text of the build. */
const ICON = "/icon.svg";

export interface Sizes {
  /** Bytes by path: of the shell, which the service worker stands among but comes after, and of what is imported later. */
  shell: Record<string, Bytes>;
  rooms: Record<string, Bytes>;
  /** All that is loaded before somebody can press, by language. */
  totals: Record<string, Bytes & { requests: number }>;
  /** All that comes later, in every language. */
  later: Bytes;
  holds: boolean;
}

/** The built texts in `folder`, by their path in it. */
export function textsIn(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => TEXT.test(name));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** Measures the built page in `folder`. */
export function measure(folder: string): Sizes {
  const files = filesOf(textsIn(folder), "index.html");
  const loaded = [...files.shell, ICON];
  const [shell, rooms] = [sizesOf(folder, [...loaded, "/sw.js"]), sizesOf(folder, [...files.ofCase, ...files.rooms])];
  const languages = loaded.map(languageOf).filter((language) => language !== null);
  const totals = Object.fromEntries(languages.map((language) => [language, total(shell, loaded, language)]));
  const later = sum(Object.values(rooms));
  const each = Object.values({ ...shell, ...rooms }).every(({ brotli, gzip }) => Math.max(brotli, gzip) <= FILE_LIMIT);
  const whole = Object.values(totals).every(
    ({ brotli, gzip, requests }) => brotli <= SHELL_LIMITS.brotli && gzip <= SHELL_LIMITS.gzip && requests <= REQUESTS_LIMIT,
  );
  return { shell, rooms, totals, later, holds: each && whole && later.gzip <= ROOMS_LIMIT };
}

function sizesOf(folder: string, paths: string[]): Record<string, Bytes> {
  return Object.fromEntries(paths.map((path) => [path, bytesOf(join(folder, path === "/" ? "index.html" : path))]));
}

/** The service sends what is not compressed where that is smaller, and gzip where the build has made no brotli. */
function bytesOf(file: string): Bytes {
  const plain = readFileSync(file);
  const gzip = Math.min(plain.length, gzipSync(plain, { level: 9 }).length);
  const beside = `${file}.br`;
  return { gzip, brotli: existsSync(beside) ? Math.min(plain.length, readFileSync(beside).length) : gzip };
}

function total(bytes: Record<string, Bytes>, loaded: string[], language: string): Bytes & { requests: number } {
  const own = loaded.filter((path) => [null, language].includes(languageOf(path)));
  return { ...sum(own.map((path) => bytes[path]!)), requests: own.length };
}

function sum(all: Bytes[]): Bytes {
  return all.reduce((whole, one) => ({ brotli: whole.brotli + one.brotli, gzip: whole.gzip + one.gzip }), { brotli: 0, gzip: 0 });
}

const line = ({ brotli, gzip }: Bytes, what: string): string => `${String(brotli).padStart(6)} ${String(gzip).padStart(6)}  ${what}`;

function report({ shell, rooms, totals, later }: Sizes): string[] {
  const limits = `of ${SHELL_LIMITS.brotli} and ${SHELL_LIMITS.gzip}`;
  return [
    "brotli   gzip",
    ...Object.entries(shell).map(([path, bytes]) => line(bytes, path)),
    ...Object.entries(totals).map(([language, bytes]) =>
      line(bytes, `shell, in ${language} (${limits}), by ${bytes.requests} requests (of ${REQUESTS_LIMIT})`),
    ),
    ...Object.entries(rooms).map(([path, bytes]) => line(bytes, path)),
    line(later, `rooms, in all languages (of ${ROOMS_LIMIT} gzipped)`),
  ];
}

if (import.meta.main) {
  const sizes = measure(join(import.meta.dirname, "../dist"));
  console.log(process.argv.includes("--json") ? JSON.stringify(sizes) : report(sizes).join("\n"));
  process.exitCode = sizes.holds ? 0 : 1;
}
