import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { categories } from "./check";
import { compile, write } from "./write";

const MESSAGES = join(import.meta.dirname, "../../messages");
const LANGUAGES = { en: { short: "EN", full: "English" }, ru: { short: "RU", full: "Русский" }, uk: { short: "UA", full: "Українська" } };
const FORMS = join(import.meta.dirname, "../../src/speech/forms.ts");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "messages-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Lays the files out: `{"area/en": {...}}`. */
function lay(files: Record<string, unknown>): void {
  for (const [name, json] of Object.entries({ languages: LANGUAGES, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, `${name}.json`), typeof json === "string" ? json : JSON.stringify(json));
  }
}

/** The faults found, each from its room on. */
function faults(): string[] {
  try {
    compile(folder);
  } catch (error) {
    return (error as Error).message.split("\n").map((line) => line.replace(/^.*messages-\w+\//, ""));
  }
  return [];
}

/** The words of one language, as the pages get them. */
async function words<Words>(language: string): Promise<Words> {
  const file = join(folder, `area.${language}.ts`);
  const code = compile(folder).get(`area.${language}.ts`) ?? "";
  writeFileSync(file, code.replace("../speech/forms", FORMS));
  return ((await import(file)) as Record<string, Words>)[language]!;
}

interface Asked {
  asked: (count: number) => string;
}
const ASKED = {
  "area/descriptions": { asked: "{{count}}: lawyers." },
  "area/en": { asked_one: "Asking {{count}} lawyer", asked_other: "Asking {{count}} lawyers" },
};

describe("what is compiled", () => {
  test("a text is a string, one with places a function that takes them as its description names them", async () => {
    lay({
      "area/descriptions": { deep: { plain: "Label.", wide: "{{from}} and {{minutes, number}}." } },
      "area/en": { deep: { plain: "Area", wide: "In {{minutes}} min from {{from}}, `so` ${it} is \\ {{from}}" } },
    });
    const { deep } = await words<{ deep: { plain: string; wide: (from: string, minutes: number) => string } }>("en");
    expect([deep.plain, deep.wide("home", 5)]).toEqual(["Area", "In 5 min from home, `so` ${it} is \\ home"]);
    expect(compile(folder).get("area.en.ts")).toContain("(from: string, minutes: number) =>");
  });

  test("a number picks its form as the language has it", async () => {
    const ru = {
      asked_one: "Спрашиваем {{count}} адвоката",
      asked_few: "Спрашиваем {{count}} адвокатов",
      asked_many: "Спрашиваем {{count}} адвокатов",
    };
    const uk = {
      asked_one: "Прочитав {{count}} адвокат",
      asked_few: "Прочитали {{count}} адвокати",
      asked_many: "Прочитали {{count}} адвокатів",
    };
    lay({ ...ASKED, "area/ru": ru, "area/uk": uk });
    const said = async (language: string): Promise<string[]> => [1, 2, 5, 11, 21, 22].map((await words<Asked>(language)).asked);
    expect((await said("en")).slice(0, 2)).toEqual(["Asking 1 lawyer", "Asking 2 lawyers"]);
    expect((await said("ru")).map((one) => one.split(" ").pop())).toEqual([
      "адвоката",
      "адвокатов",
      "адвокатов",
      "адвокатов",
      "адвоката",
      "адвокатов",
    ]);
    expect(await said("uk")).toEqual([
      "Прочитав 1 адвокат",
      "Прочитали 2 адвокати",
      "Прочитали 5 адвокатів",
      "Прочитали 11 адвокатів",
      "Прочитав 21 адвокат",
      "Прочитали 22 адвокати",
    ]);
  });

  test("what all forms share is said once", () => {
    lay(ASKED);
    expect(compile(folder).get("area.en.ts")).toContain('`Asking ${count} lawyer${form(count, { one: "", other: "s" })}`');
  });

  test("forms that are all the same need no choice", async () => {
    lay({ ...ASKED, "area/en": { asked_one: "{{count}} asked", asked_other: "{{count}} asked" } });
    expect((await words<Asked>("en")).asked(1)).toBe("1 asked");
    expect(compile(folder).get("area.en.ts")).toContain("=> `${count} asked`");
    expect(compile(folder).get("area.en.ts")).not.toContain("plural");
  });

  test("files are written when they change, and go when their text does", () => {
    const out = mkdtempSync(join(tmpdir(), "words-"));
    const uk = { asked_one: "{{count}}", asked_few: "{{count}}", asked_many: "{{count}}" };
    lay({ ...ASKED, "area/uk": uk });
    write(folder, out);
    expect(readdirSync(out).sort()).toEqual(["area.en.ts", "area.ts", "area.uk.ts"]);
    rmSync(join(folder, "area/uk.json"));
    write(folder, out);
    expect(readdirSync(out).sort()).toEqual(["area.en.ts", "area.ts"]);
    expect(readFileSync(join(out, "area.ts"), "utf8")).not.toContain("uk");
    rmSync(out, { recursive: true });
  });
});

test("whole numbers take the forms of the language", () => {
  const forms = (language: string): string[] => [...categories(language).keys()].sort();
  expect([forms("en"), forms("ru"), forms("uk")]).toEqual([
    ["one", "other"],
    ["few", "many", "one"],
    ["few", "many", "one"],
  ]);
});

describe("what is refused, by file and key", () => {
  const plain = (texts: Record<string, unknown>, language = "ru"): void =>
    lay({
      "area/descriptions": { hint: "Above the list. {{area}}: its name." },
      "area/en": { hint: "In {{area}}" },
      [`area/${language}`]: texts,
    });

  test("a key that is missing, and one that is not in English", () => {
    plain({ hin: "В {{area}}" });
    expect(faults()).toEqual(["area/ru.json: hint is missing", "area/ru.json: hin is not in en.json"]);
  });

  test("a place that is missing or unknown", () => {
    plain({ hint: "В {{place}}" });
    expect(faults()).toEqual(["area/ru.json: hint {{area}} is missing", "area/ru.json: hint {{place}} is not known here"]);
  });

  test.each([
    ["", ["area/ru.json: hint is empty", "area/ru.json: hint {{area}} is missing"]],
    [" В {{area}}", ["area/ru.json: hint begins or ends with a space"]],
    ["В <b>{{area}}</b>", ["area/ru.json: hint has markup in it; only letters are shown"]],
    ["В {{area}} {{", ["area/ru.json: hint has a {{ or }} without its other half, or a $t("]],
    ["В {{area}} {{area, number}}", ["area/ru.json: hint has {{area, number}}: only a name can stand there"]],
  ])("the text %j", (text, wrong) => {
    plain({ hint: text });
    expect(faults()).toEqual(wrong);
  });

  test("a form of a plural that the language needs", () => {
    lay({ ...ASKED, "area/ru": { asked_one: "{{count}} адвоката", asked_other: "{{count}} адвокатов" } });
    expect(faults()).toEqual(["area/ru.json: asked_many is missing", "area/ru.json: asked_few is missing"]);
  });

  test("a form that it does not have, and one that hides of how many it speaks", () => {
    lay({ ...ASKED, "area/ru": { asked_one: "один", asked_few: "{{count}}", asked_many: "{{count}}", asked_two: "{{count}}" } });
    expect(faults()).toEqual(["area/ru.json: asked_two: ru has no such form", "area/ru.json: asked_one {{count}} is missing"]);
  });

  test("a number without forms, and forms without a number", () => {
    lay({ ...ASKED, "area/ru": { asked: "{{count}}" } });
    expect(faults()).toEqual(["area/ru.json: asked goes with a number: write asked_many, asked_one, asked_few"]);
    lay({ "area/descriptions": { asked: "Label." }, "area/en": ASKED["area/en"], "area/ru": { asked: "Спрашиваем" } });
    expect(faults()).toEqual(["area/en.json: asked goes with no number: write asked alone, or name {{count}} in its description"]);
  });

  test("a text without a description, and a description without a text", () => {
    lay({ "area/descriptions": { other: "Label." }, "area/en": { hint: "Hint" } });
    expect(faults()).toEqual(["area/descriptions.json: hint is missing", "area/descriptions.json: other is not in en.json"]);
  });

  test("a room without English, and a language that has no line", () => {
    lay({ "area/descriptions": {}, "area/ru": {}, "lock/en": {}, "lock/kk": {} });
    expect(faults()).toEqual(["area/en.json is missing: all other languages follow it", "lock/kk.json: kk needs a line in languages.json"]);
  });

  test("a language that has the person's page but not all of its rooms", () => {
    lay({ "person/en": {}, "person/uk": {}, "lock/en": {}, "members/en": {} });
    expect(faults()).toEqual(["lock/uk.json is missing: person/uk.json is there"]);
  });

  test("a file that is no JSON", () => {
    plain('{"hint": "В {{area}}",}' as never);
    expect(faults()[0]).toMatch(/^area\/ru\.json is no JSON: /);
  });
});

describe("the texts of this repository", () => {
  type Json = { [key: string]: Json | string };
  const flat = (json: Json, path = ""): [string, string][] =>
    Object.entries(json).flatMap(([key, value]): [string, string][] =>
      typeof value === "string" ? [[path + key, value]] : flat(value, `${path}${key}.`),
    );
  /** Each key, and the places in its text: of a plural in all of its forms together. */
  const places = (file: string): Record<string, string[]> => {
    const found: Record<string, Set<string>> = {};
    for (const [key, text] of flat(JSON.parse(readFileSync(join(MESSAGES, file), "utf8")) as Json)) {
      const all = (found[key.replace(/_(zero|one|two|few|many|other)$/, "")] ??= new Set());
      for (const [, place = ""] of text.matchAll(/\{\{(\w+)/g)) all.add(place);
    }
    return Object.fromEntries(Object.entries(found).map(([key, all]) => [key, [...all].sort()]));
  };
  const rooms = readdirSync(MESSAGES).filter((name) => !name.endsWith(".json"));

  test.each(rooms)("%s says the same in every language", (room) => {
    const all = readdirSync(join(MESSAGES, room));
    expect(all).toEqual(expect.arrayContaining(["descriptions.json", "en.json", "ru.json"]));
    for (const file of all) expect([file, places(`${room}/${file}`)]).toEqual([file, places(`${room}/en.json`)]);
  });
});
