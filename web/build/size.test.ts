import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { TEXT } from "./brotli";
import { FILE_LIMIT, measure, REQUESTS_LIMIT, ROOMS_LIMIT, SHELL_LIMITS } from "./size";

const DIST = join(import.meta.dirname, "../dist");
const WORDS = join(import.meta.dirname, "../src/words");
const spoken = readdirSync(WORDS).flatMap((name) => /^person\.([a-z]{2})\.ts$/.exec(name)?.[1] ?? []);

test.skipIf(!existsSync(DIST))("the built person's page is small enough for a bad network, in every language", () => {
  const { shell, rooms, totals, later } = measure(DIST);
  for (const [path, bytes] of Object.entries({ ...shell, ...rooms })) {
    expect([path, bytes.brotli <= FILE_LIMIT, bytes.gzip <= FILE_LIMIT]).toEqual([path, true, true]);
  }
  expect(Object.keys(totals).sort()).toEqual(spoken.sort());
  for (const [language, { brotli, gzip, requests }] of Object.entries(totals)) {
    const held = [brotli <= SHELL_LIMITS.brotli, gzip <= SHELL_LIMITS.gzip, requests <= REQUESTS_LIMIT];
    expect([language, ...held]).toEqual([language, true, true, true]);
  }
  expect(Object.keys(rooms).length).toBeGreaterThan(0);
  expect(later.gzip).toBeLessThanOrEqual(ROOMS_LIMIT);
});

test.skipIf(!existsSync(DIST))("what stands compressed beside a built text is that text", () => {
  const names = readdirSync(DIST, { recursive: true, encoding: "utf8" }).filter((name) => TEXT.test(name));
  for (const name of names) {
    const packed = readFileSync(join(DIST, `${name}.br`));
    expect([name, brotliDecompressSync(packed).equals(readFileSync(join(DIST, name)))]).toEqual([name, true]);
  }
});
