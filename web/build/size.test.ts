import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FILE_LIMIT, measure, TOTAL_LIMIT } from "./size";

const DIST = join(import.meta.dirname, "../dist");

test.skipIf(!existsSync(DIST))("the built person's page is small enough for a bad network", () => {
  const { files, totals } = measure(DIST);
  for (const [name, bytes] of Object.entries(files)) expect([name, bytes <= FILE_LIMIT]).toEqual([name, true]);
  expect(Object.keys(totals).sort()).toEqual(["en", "ru"]);
  for (const [language, bytes] of Object.entries(totals)) expect([language, bytes <= TOTAL_LIMIT]).toEqual([language, true]);
});
