import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { plural } from "./forms";
import { en as personEn } from "./person.en";
import { ru as personRu } from "./person.ru";
import { chosenLanguage, COMPLETE, LANGUAGES } from "./speech.svelte";
import { en as writingEn } from "./writing.en";
import { ru as writingRu } from "./writing.ru";

const SOURCES = join(import.meta.dirname, "..");

type Words = Record<string, unknown>;
const files = import.meta.glob<Record<string, Words>>("./*.*.ts", { eager: true });
/** Catalogues by name and language: `contacts.ru.ts` holds `ru` of contacts. */
const catalogue = (name: string, language: string): Words | undefined => files[`./${name}.${language}.ts`]?.[language];
const NAMES = Object.keys(files).flatMap((file) => /^\.\/(\w+)\.en\.ts$/.exec(file)?.[1] ?? []);
const SAID_IN: Record<string, string[]> = { members: ["counsel", "desk", "members"], clocks: ["clocks", "person"] };
const SCREENS = (name: string): string[] => SAID_IN[name] ?? ["person"];

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

test("all catalogues are found", () => {
  expect(NAMES).toEqual(expect.arrayContaining(["about", "clocks", "contacts", "members", "person", "rights", "writing"]));
});

const LISTED = NAMES.flatMap((name) => LANGUAGES.filter((language) => catalogue(name, language)).map((one) => [name, one] as const));

test("everything is said in English and in Russian", () => {
  const missing = NAMES.flatMap((name) => COMPLETE.filter((one) => !catalogue(name, one)).map((one) => `${name} ${one}`));
  expect(missing).toEqual([]);
});

describe.each(LISTED)("the words of %s in %s", (name, language) => {
  const en = catalogue(name, "en") ?? {};
  const own = catalogue(name, language) ?? {};

  test("it has what English has, and nothing else", () => {
    const keys = (words: object): string[] => texts(words).map(([key]) => key);
    expect(keys(own).sort()).toEqual(keys(en).sort());
  });

  test("nothing is empty in one language only, and nothing carries markup", () => {
    const said = new Map(texts(own));
    for (const [key, text] of texts(en)) {
      expect([key, said.get(key) === ""]).toEqual([key, text === ""]);
      expect([key, /<[a-z/]/i.test(said.get(key) ?? "")]).toEqual([key, false]);
    }
  });

  test("no word is unused", () => {
    const code = SCREENS(name).map(sources).join("\n");
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

test.each([
  ["asked", personRu.line.asked, [1, 2, 5, 21], ["1 адвоката", "2 адвокатов", "5 адвокатов", "21 адвоката"]],
  ["rang", personRu.line.rang, [1, 3, 21], ["телефон 1 адвоката", "телефоны 3 адвокатов", "телефон 21 адвоката"]],
  ["left", writingRu.roomLeft, [1, 2, 5, 11, 22], ["1 знак.", "2 знака.", "5 знаков.", "11 знаков.", "22 знака."]],
  ["over", writingRu.roomOver, [1, 4, 12, 101], ["1 знак:", "4 знака:", "12 знаков:", "101 знак:"]],
  ["asked, in English", personEn.line.asked, [1, 2], ["1 lawyer", "2 lawyers"]],
  ["left, in English", writingEn.roomLeft, [1, 2], ["1 more letter.", "2 more letters."]],
])("%s has the form that goes with the number", (_what, say, counts, ends) => {
  counts.forEach((count, row) => expect(say(count)).toContain(ends[row]));
});

test("a prepared SMS fits one message, whatever it is about", () => {
  // 70 letters in Cyrillic, 160 in Latin (GSM 03.38); an area's name has some 20.
  for (const [words, most] of [[personRu, 70], [personEn, 160]] as const) {
    for (const need of Object.values(words.needs)) {
      expect([need, words.sms("x".repeat(20), need).length <= most]).toEqual([need, true]);
    }
  }
});

test("the language is the one chosen, else the first wished that we speak, else English", () => {
  expect(chosenLanguage("ru", ["en-GB"], COMPLETE)).toBe("ru");
  expect(chosenLanguage(null, ["uk-UA", "ru-RU", "en"], COMPLETE)).toBe("ru");
  expect(chosenLanguage("xx", ["de"], COMPLETE)).toBe("en");
  expect(chosenLanguage("xx", ["de"], LANGUAGES)).toBe("de");
});
