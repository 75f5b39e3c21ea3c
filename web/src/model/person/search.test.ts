import { expect, test } from "vitest";
import { ALL, item, STOPPED_GUIDE } from "./guidesFixture";
import { search, wordsOf } from "./search";

const ids = (query: string): string[] => search(ALL, query).map(({ situation, item: found }) => found?.id ?? situation.id);

test("words are small letters without marks", () => {
  expect(wordsOf("Её паспорт, Straße 51!")).toEqual(["ее", "паспорт", "strasse", "51"]);
  expect(wordsOf(" —… ")).toEqual([]);
});

test("a beginning of a word finds it, in any case, with е for ё", () => {
  expect(ids("ПАСП")).toEqual(["ru.stopped.do.01"]);
  expect(ids("еще")).toEqual(["ru.stopped.dont.01"]);
  expect(ids("четырех")).toEqual(["ru.witness.do.02"]);
  expect(ids("порт")).toEqual([]);
});

test("another ending of a long word is forgiven, another word is not", () => {
  expect(ids("повестка")).toEqual(["ru.witness.do.05"]);
  expect(ids("адвокат")).toEqual(["ru.witness.say.01", "ru.witness.refused.01"]);
  expect(ids("прокурор")).toEqual([]);
});

test("a situation is found by its title, before any line", () => {
  expect(ids("допрос")[0]).toBe("witness");
  expect(ids("улица")).toEqual(["stopped"]);
});

test("every word must be there, in the line, behind it or in the title over it", () => {
  expect(ids("повестку допрос")).toEqual(["ru.witness.do.05"]);
  expect(ids("паспорт допрос")).toEqual([]);
  expect(ids("УПК 188")).toEqual(["ru.witness.do.05"]);
});

test("what is said in the line itself comes before what stands behind it", () => {
  const behind = item("ru.stopped.do.03", "Ждите.", { more: "Покажите паспорт потом." });
  const found = search([{ ...STOPPED_GUIDE, items: [behind, ...STOPPED_GUIDE.items] }], "паспорт");
  expect(found.map((row) => row.item?.id)).toEqual(["ru.stopped.do.01", "ru.stopped.do.03"]);
});

test("nothing typed finds nothing", () => {
  expect(ids("  ")).toEqual([]);
});
