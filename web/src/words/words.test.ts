import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { plural } from "./forms";
import { en as membersEn } from "./members.en";
import { ru as membersRu } from "./members.ru";
import { en as personEn } from "./person.en";
import { ru as personRu } from "./person.ru";
import { chosenLanguage } from "./speech.svelte";

const SOURCES = join(import.meta.dirname, "..");

const AUDIENCES = {
  person: { en: personEn, ru: personRu, rooms: ["person"] },
  members: { en: membersEn, ru: membersRu, rooms: ["counsel", "desk", "members"] },
};

/** Every text of a catalogue under its path; a text with a number or a name in it is spoken with some. */
function texts(words: object, path = ""): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === "string") return [[here, value]];
    if (typeof value === "function") return [[here, String((value as (...said: unknown[]) => unknown)(5, 5, 5))]];
    return texts(value as object, here);
  });
}

function sources(room: string): string {
  const folder = join(SOURCES, room);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.(svelte|ts)$/.test(name));
  return files.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
}

describe.each(Object.entries(AUDIENCES))("the words of %s", (_audience, { en, ru, rooms }) => {
  test("Russian has what English has, and nothing else", () => {
    const keys = (words: object): string[] => texts(words).map(([key]) => key);
    expect(keys(ru).sort()).toEqual(keys(en).sort());
  });

  test("nothing is empty in one language only, and nothing carries markup", () => {
    const russian = new Map(texts(ru));
    for (const [key, text] of texts(en)) {
      expect([key, russian.get(key) === ""]).toEqual([key, text === ""]);
      expect([key, /<[a-z/]/i.test(text + (russian.get(key) ?? ""))]).toEqual([key, false]);
    }
  });

  test("no word is unused", () => {
    const code = rooms.map(sources).join("\n");
    expect(Object.keys(en).filter((key) => !new RegExp(`[."]${key}\\b`).test(code))).toEqual([]);
  });
});

test("Russian counts as Russian does", () => {
  const minutes = [1, 2, 5, 11, 21, 22].map((count) => personRu.expectedIn("14:40", count));
  expect(minutes.map((said) => said.split(" ").pop())).toEqual(["минуту", "минуты", "минут", "минут", "минуту", "минуты"]);
  expect(personRu.line.opened(1)).toBe("Прочёл 1 адвокат");
  expect(personRu.line.opened(3)).toBe("Прочли 3 адвоката");
  expect(plural("ru")(7, { one: "день", few: "дня", other: "дней" })).toBe("дней");
});

test("the language is the one chosen, else the first wished that we speak, else English", () => {
  expect(chosenLanguage("ru", ["en-GB"])).toBe("ru");
  expect(chosenLanguage(null, ["uk-UA", "ru-RU", "en"])).toBe("ru");
  expect(chosenLanguage("xx", ["de"])).toBe("en");
});
