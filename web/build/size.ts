/**
 * What the person's page costs to load: `node build/size.ts [--json]` after a build. Ends with 1 when it is over a limit.
 * Bytes are gzipped as the service sends them.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { shellFiles } from "./shell.ts";

/** Some networks cut foreign sites off after 16 KB of one answer. */
export const FILE_LIMIT = 14 * 1024;
/** Page, style, scripts, the words of one language and the seal's worker together. */
export const TOTAL_LIMIT = 45 * 1024;

export interface Sizes {
  /** Gzipped bytes by path. The service worker stands among them, but comes after the page and is not in the totals. */
  files: Record<string, number>;
  /** All that is loaded, by language. */
  totals: Record<string, number>;
  holds: boolean;
}

/** Measures the built page in `folder`. */
export function measure(folder: string): Sizes {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.(html|js|css)$/.test(name));
  const texts = new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  const gzipped = (name: string): number => gzipSync(texts.get(name) ?? "", { level: 9 }).length;
  const shell = shellFiles(texts, "index.html").map((path) => (path === "/" ? "index.html" : path.slice(1)));
  const files = Object.fromEntries([...shell, "sw.js"].map((name) => [name, gzipped(name)]));
  const languages = shell.map((name) => languageOf(name)).filter((language) => language !== null);
  const totals = Object.fromEntries(languages.map((language) => [language, total(files, shell, language)]));
  const holds = Math.max(...Object.values(files)) <= FILE_LIMIT && Math.max(...Object.values(totals)) <= TOTAL_LIMIT;
  return { files, totals, holds };
}

const languageOf = (name: string): string | null => /\/person\.([a-z]{2})-/.exec(name)?.[1] ?? null;

function total(files: Record<string, number>, shell: string[], language: string): number {
  const loaded = shell.filter((name) => [null, language].includes(languageOf(name)));
  return loaded.reduce((sum, name) => sum + (files[name] ?? 0), 0);
}

if (import.meta.main) {
  const sizes = measure(join(import.meta.dirname, "../dist"));
  if (process.argv.includes("--json")) console.log(JSON.stringify(sizes));
  else {
    for (const [name, bytes] of Object.entries(sizes.files)) console.log(`${String(bytes).padStart(6)}  ${name}`);
    for (const [language, bytes] of Object.entries(sizes.totals)) {
      console.log(`${String(bytes).padStart(6)}  all, in ${language} (of ${TOTAL_LIMIT})`);
    }
  }
  process.exitCode = sizes.holds ? 0 : 1;
}
