import fc from "fast-check";
import { expect, test } from "vitest";
import { JURISDICTIONS } from "./fixture";
import { moment, wallTime, zoneOf } from "./local";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const ZONES = ["Europe/Moscow", "Europe/Berlin", "America/Los_Angeles", "Asia/Kamchatka", "Pacific/Apia", "Asia/Kolkata"];
const NOON = Date.UTC(2026, 10, 24, 12);

test("a wall clock is read back as the moment that it showed, but for an hour that comes twice", () => {
  const at = fc.integer({ min: Date.UTC(2015, 0, 1) / 60_000, max: Date.UTC(2035, 0, 1) / 60_000 }).map((minutes) => minutes * 60_000);
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), at, (zone, when) => {
      const back = moment(zone, wallTime(zone, when));
      expect(back).toBeLessThanOrEqual(when);
      expect(wallTime(zone, back ?? 0)).toBe(wallTime(zone, when));
    }),
  );
});

test("an hour that comes twice is the first, one that is skipped is as if it had come", () => {
  expect(moment("Europe/Berlin", "2026-10-25T02:30")).toBe(Date.UTC(2026, 9, 25, 0, 30));
  expect(moment("Europe/Berlin", "2026-03-29T02:30")).toBe(Date.UTC(2026, 2, 29, 1, 30));
  expect(wallTime("Europe/Moscow", NOON)).toBe("2026-11-24T15:00");
});

test.each(["", "14:05", "2026-13-40T00:00", "yesterday", "0020-01-01T10:00", "9999-12-31T23:59"])("%s is no moment", (text) => {
  expect(moment("Europe/Moscow", text)).toBeNull();
});

test("a place counts in the zone chosen, else in the phone's where it is one of its own, else as most do there", () => {
  const zones = ["Europe/Moscow", "Asia/Omsk"];
  expect(zoneOf(zones, "Asia/Omsk", "Europe/Moscow", NOON)).toBe("Asia/Omsk");
  expect(zoneOf(zones, "Europe/Berlin", "Asia/Omsk", NOON)).toBe("Asia/Omsk");
  expect(zoneOf(zones, null, "Asia/Almaty", NOON)).toBe("Europe/Moscow");
  expect(zoneOf(zones, null, "Europe/Kirov", NOON)).toBe("Europe/Moscow");
  expect(zoneOf(zones, null, "Asia/Novosibirsk", NOON)).toBe("Europe/Moscow");
  expect(zoneOf([], null, "Asia/Tokyo", NOON)).toBe("Asia/Tokyo");
});

test("every zone that a shipped place names is one", () => {
  const packs = JURISDICTIONS.map((entry) => readFileSync(join(import.meta.dirname, `../../../guides/${entry}/pack.yaml`), "utf8"));
  const zones = packs.flatMap((text) => /^zones: \[(.+)\]$/m.exec(text)?.[1]?.split(", ") ?? []);
  expect(zones.length).toBeGreaterThanOrEqual(packs.length);
  for (const zone of zones) expect(wallTime(zone, NOON)).toMatch(/^2026-11-2/);
});
