import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { uk as caseUk } from "../words/case.uk";
import { en as caseEn } from "../words/case.en";
import { ru as caseRu } from "../words/case.ru";
import { en as personEn } from "../words/person.en";
import { uk as personUk } from "../words/person.uk";
import { ru as personRu } from "../words/person.ru";
import { en as writingEn } from "../words/writing.en";
import { ru as writingRu } from "../words/writing.ru";
import { plural } from "./forms";
import { chosenLanguage, type Language, LANGUAGES, NAMES } from "./speech.svelte";

const SOURCES = join(import.meta.dirname, "..");
const MESSAGES = join(SOURCES, "../messages");
const ROOMS = readdirSync(MESSAGES).filter((name) => !name.endsWith(".json"));

const SAID_IN: Record<string, string[]> = { members: ["counsel", "desk", "members", "../build"], clocks: ["clocks", "person"] };

function sources(folder: string): string {
  const files = readdirSync(join(SOURCES, folder), { recursive: true, encoding: "utf8" }).filter((name) => /\.(svelte|ts)$/.test(name));
  return files.map((name) => readFileSync(join(SOURCES, folder, name), "utf8")).join("\n");
}

describe.each(ROOMS)("the words of %s", (room) => {
  const keys = Object.keys(JSON.parse(readFileSync(join(MESSAGES, room, "descriptions.json"), "utf8")) as object);
  const screens = (SAID_IN[room] ?? ["person"]).map(sources).join("\n");

  test("are all used", () => {
    expect(keys.filter((key) => !new RegExp(`[."]${key}\\b`).test(screens))).toEqual([]);
  });
});
test("Russian counts as Russian does", () => {
  const minutes = [1, 2, 5, 11, 21, 22].map((count) => caseRu.expectedIn("14:40", count));
  expect(minutes.map((said) => said.split(" ").pop())).toEqual(["минуту", "минуты", "минут", "минут", "минуту", "минуты"]);
  expect(caseRu.line.opened(1)).toBe("Прочёл 1 адвокат");
  expect(caseRu.line.opened(3)).toBe("Прочли 3 адвоката");
  expect(plural("ru")(7, { one: "день", few: "дня", other: "дней" })).toBe("дней");
});

test("Ukrainian counts as Ukrainian does", () => {
  const minutes = [1, 2, 5, 11, 21, 22].map((count) => caseUk.expectedIn("14:40", count));
  expect(minutes.map((said) => said.split(" ").pop())).toEqual(["хвилину", "хвилини", "хвилин", "хвилин", "хвилину", "хвилини"]);
  expect(caseUk.line.opened(3)).toBe("Прочитали 3 адвокати");
});

test.each([
  ["asked", caseRu.line.asked, [1, 2, 5, 21], ["1 адвоката", "2 адвокатов", "5 адвокатов", "21 адвоката"]],
  ["rang", caseRu.line.rang, [1, 3, 21], ["телефон 1 адвоката", "телефоны 3 адвокатов", "телефон 21 адвоката"]],
  ["left", writingRu.roomLeft, [1, 2, 5, 11, 22], ["1 знак.", "2 знака.", "5 знаков.", "11 знаков.", "22 знака."]],
  ["over", writingRu.roomOver, [1, 4, 12, 101], ["1 знак:", "4 знака:", "12 знаков:", "101 знак:"]],
  ["asked, in English", caseEn.line.asked, [1, 2], ["1 lawyer", "2 lawyers"]],
  ["left, in English", writingEn.roomLeft, [1, 2], ["1 more character.", "2 more characters."]],
])("%s has the form that goes with the number", (_what, say, counts, ends) => {
  counts.forEach((count, row) => expect(say(count)).toContain(ends[row]));
});

test("a prepared SMS fits one message, whatever it is about", () => {
  // 70 letters in Cyrillic, 160 in Latin (GSM 03.38); an area's name has some 20.
  for (const [words, most] of [
    [personRu, 70],
    [personUk, 70],
    [personEn, 160],
  ] as const) {
    for (const need of Object.values(words.needs)) {
      expect([need, words.sms("x".repeat(20), need).length <= most]).toEqual([need, true]);
    }
  }
});

test("the language is the one chosen, else the first wished that we speak, else English", () => {
  const page: Language[] = ["en", "ru", "uk"];
  expect(chosenLanguage("ru", ["en-GB"], page)).toBe("ru");
  expect(chosenLanguage(null, ["fr", "ru-RU", "en"], page)).toBe("ru");
  expect(chosenLanguage("xx", ["de"], page)).toBe("en");
  expect(chosenLanguage("xx", ["de"], LANGUAGES)).toBe("de");
});

test("what no speaker has read is spoken only to who chooses it", () => {
  expect([NAMES.uk.machine, chosenLanguage(null, ["uk-UA", "ru-RU"], ["en", "ru", "uk"])]).toEqual([true, "ru"]);
  expect(chosenLanguage("uk", ["ru-RU"], ["en", "ru", "uk"])).toBe("uk");
});
