import { expect, test } from "vitest";
import { matchAreas, nearestArea } from "./place";

const area = (area: string, lat: number, lon: number) => ({ area, lat, lon, name: { en: area, ru: `Район ${area}` } });

test("the nearest centre, east and west weighed by the latitude", () => {
  const areas = [area("north", 60.5, 30), area("east", 60, 30.8)];
  expect(nearestArea(areas, { lat: 60, lon: 30 })?.area).toBe("east");
  expect(nearestArea(areas, { lat: 60.4, lon: 30 })?.area).toBe("north");
});

test("the date line is no wall", () => {
  const areas = [area("west", 65, -179.5), area("east", 65, 178)];
  expect(nearestArea(areas, { lat: 65, lon: 179.9 })?.area).toBe("west");
});

test("no areas, no nearest", () => {
  expect(nearestArea([], { lat: 0, lon: 0 })).toBeUndefined();
});

test("areas are found in either language, and all when nothing is typed", () => {
  const areas = [area("Market", 0, 0), area("Harbour", 0, 0)];
  expect(matchAreas(areas, " mARk ").map(({ area }) => area)).toEqual(["Market"]);
  expect(matchAreas(areas, "район")).toHaveLength(2);
  expect(matchAreas(areas, "")).toHaveLength(2);
});
