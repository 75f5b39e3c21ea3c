import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { filesOf } from "./shell";
import { FILE_LIMIT, measure, REQUESTS_LIMIT, ROOMS_LIMIT, SHELL_LIMITS, textsIn } from "./size";

const DIST = join(import.meta.dirname, "../dist");
const MESSAGES = join(import.meta.dirname, "../messages/person");
const spoken = readdirSync(MESSAGES).flatMap((name) => /^([a-z]{2})\.json$/.exec(name)?.[1] ?? []);

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

test.skipIf(!existsSync(DIST))("what a press leads to is in the few files that are kept before the other rooms", () => {
  const { ofCase } = filesOf(textsIn(DIST), "index.html");
  const found = new Set(ofCase.map((path) => path.replace(/^\/assets\/|-[\w-]{8}(?=\.\w+$)/g, "")));
  for (const language of spoken) for (const words of ["case", "writing"]) expect(found).toContain(`${words}.${language}.js`);
  for (const name of ["case.js", "case.css", "message.js"]) expect(found).toContain(name);
  expect(found.size).toBeLessThan(6 + 2 * spoken.length);
});

test.skipIf(!existsSync(DIST))("what stands compressed beside a built text is that text", () => {
  for (const [name, text] of textsIn(DIST)) {
    const packed = readFileSync(join(DIST, `${name}.br`));
    expect([name, brotliDecompressSync(packed).toString() === text]).toEqual([name, true]);
  }
});
