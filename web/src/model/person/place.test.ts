import { expect, test } from "vitest";
import { matching, nearest } from "./place";

const area = (area: string, lat: number, lon: number) => ({ area, lat, lon, name: { en: area, ru: `Район ${area}` } });

test("the nearest centre, east and west weighed by the latitude", () => {
  const areas = [area("north", 60.5, 30), area("east", 60, 30.8)];
  expect(nearest(areas, { lat: 60, lon: 30 })?.area).toBe("east");
  expect(nearest(areas, { lat: 60.4, lon: 30 })?.area).toBe("north");
});

test("the date line is no wall", () => {
  const areas = [area("west", 65, -179.5), area("east", 65, 178)];
  expect(nearest(areas, { lat: 65, lon: 179.9 })?.area).toBe("west");
});

test("no areas, no nearest", () => {
  expect(nearest([], { lat: 0, lon: 0 })).toBeUndefined();
});

test("areas are found in either language, and all when nothing is typed", () => {
  const areas = [area("Market", 0, 0), area("Harbour", 0, 0)];
  expect(matching(areas, " mARk ").map(({ area }) => area)).toEqual(["Market"]);
  expect(matching(areas, "район")).toHaveLength(2);
  expect(matching(areas, "")).toHaveLength(2);
});
