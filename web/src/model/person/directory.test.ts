import { expect, test } from "vitest";
import type { Entry } from "../../seal/api";
import { findEntries } from "./directory";

const AREAS = [
  { area: "north", name: { en: "North", ru: "Север" } },
  { area: "south", name: { en: "South", ru: "Юг" } },
];

const entry = (en: string, ru: string, role: Entry["role"], ...areas: string[]): Entry => ({
  name: { en, ru },
  role,
  areas,
  tel: "112",
  sms: null,
  languages: [],
  hours: null,
});

const ENTRIES = [
  entry("Zoya", "Зоя", "counsel", "north"),
  entry("Boris", "Борис", "counsel", "south"),
  entry("Anna", "Анна", "counsel", "south", "gone"),
  entry("City line", "Городская линия", "hotline"),
  entry("Southern line", "Южная линия", "hotline", "south"),
];

const names = (language: "en" | "ru", here: string | null, typed = ""): string[] =>
  findEntries(ENTRIES, AREAS, language, here, typed).map(({ name }) => name[language] ?? "");

test("hotlines first, and in each kind who serves the area, then by name", () => {
  expect(names("en", "north")).toEqual(["City line", "Southern line", "Zoya", "Anna", "Boris"]);
  expect(names("en", "south")).toEqual(["City line", "Southern line", "Anna", "Boris", "Zoya"]);
  expect(names("en", null)).toEqual(["City line", "Southern line", "Anna", "Boris", "Zoya"]);
});

test("found by name in either language, or by area, whatever the case", () => {
  expect(names("en", null, " anna ")).toEqual(["Anna"]);
  expect(names("en", null, "ЗОЯ")).toEqual(["Zoya"]);
  expect(names("ru", null, "юг")).toEqual(["Южная линия", "Анна", "Борис"]);
  expect(names("ru", null, "nobody")).toEqual([]);
});

test("an area that is not listed any more is not shown", () => {
  expect(findEntries(ENTRIES, AREAS, "en", null, "Anna")[0]?.where).toEqual(["South"]);
});
