import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const style = readFileSync(join(import.meta.dirname, "style.css"), "utf8");
const [light = "", dark = ""] = [...style.matchAll(/:root \{([^}]*)\}/g)].map(([, block]) => block);

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(block: string, entry: string, other: string): number {
  const of = (name: string): number => luminance(new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(block)?.[1] ?? "");
  const [dim = 0, bright = 0] = [of(entry), of(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

test.each([
  ["light", light],
  ["dark", dark],
])("in %s, text meets AA and the outline of a control can be seen", (_theme, block) => {
  for (const ground of ["paper", "raised"]) {
    for (const text of ["ink", "quiet", "go", "waiting", "lost"]) {
      expect([ground, text, contrast(block, ground, text) >= 4.5]).toEqual([ground, text, true]);
    }
    expect(contrast(block, ground, "edge")).toBeGreaterThanOrEqual(3);
  }
  expect(contrast(block, "go", "on-accent")).toBeGreaterThanOrEqual(4.5);
});
