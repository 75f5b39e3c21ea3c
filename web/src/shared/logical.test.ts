import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SOURCES = join(import.meta.dirname, "..");

/** What stays on its side when a language is read from the right. */
const PHYSICAL = [
  /(?:margin|padding|border|inset)-(?:left|right)\b/,
  /(?:^|[\s;{])(?:left|right)\s*:/,
  /text-align\s*:\s*(?:left|right)/,
  /float\s*:\s*(?:left|right)/,
];

function styles(name: string): string {
  const text = readFileSync(join(SOURCES, name), "utf8");
  return name.endsWith(".css") ? text : [...text.matchAll(/<style>(.*?)<\/style>/gs)].map(([, css]) => css).join("\n");
}

const NAMES = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((name) => /\.(css|svelte)$/.test(name));

test("no style knows left from right", () => {
  const places = NAMES.filter((name) => PHYSICAL.some((pattern) => pattern.test(styles(name))));
  expect(places).toEqual([]);
});

test.each(["margin-left: 1px", "a { right: 0 }", "text-align: left"])("the search finds %s", (css) => {
  expect(PHYSICAL.some((pattern) => pattern.test(css))).toBe(true);
});
