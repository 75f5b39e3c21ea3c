import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FILE_LIMIT, measure, ROOMS_LIMIT, SHELL_LIMIT } from "./size";

const DIST = join(import.meta.dirname, "../dist");

test.skipIf(!existsSync(DIST))("the built person's page is small enough for a bad network", () => {
  const { shell, rooms, totals, later } = measure(DIST);
  for (const [path, bytes] of Object.entries({ ...shell, ...rooms })) expect([path, bytes <= FILE_LIMIT]).toEqual([path, true]);
  expect(Object.keys(totals).sort()).toEqual(["en", "ru", "uk"]);
  for (const [language, bytes] of Object.entries(totals)) expect([language, bytes <= SHELL_LIMIT]).toEqual([language, true]);
  expect(Object.keys(rooms).length).toBeGreaterThan(0);
  expect(later).toBeLessThanOrEqual(ROOMS_LIMIT);
});
