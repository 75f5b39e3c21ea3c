import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadWords, wordFiles } from "../../api/wordlist";
import { normalizeWords } from "../../seal/spelling";
import { areSameWords, countSlips, matchWords, nearestWords, replaceWord, WORD_LANGUAGES, type WordList } from "./callWords";

const read = (path: string): string => readFileSync(new URL(`../../../public${path}`, import.meta.url), "utf-8");
const served = (path: unknown): Promise<Response> => Promise.resolve(new Response(read(String(path))));
const lists: WordList[] = await Promise.all(WORD_LANGUAGES.map((language) => loadWords(language, served as typeof fetch)));
const [en, ru] = lists as [WordList, WordList];

test.each(lists)("the list $language has 7,776 words, each spelt the one way", ({ words }) => {
  expect(new Set(words).size).toBe(7_776);
  expect(words.filter((word) => normalizeWords(word) !== word || !/^\p{Ll}{3,9}$/u.test(word))).toEqual([]);
});

test("no two words of the Russian list can be taken for each other by one slip", () => {
  const without = new Map<string, string>();
  const all = new Set(ru.words);
  for (const word of ru.words) {
    for (let at = 0; at < word.length; at += 1) {
      const shorter = word.slice(0, at) + "*" + word.slice(at + 1);
      expect(without.get(shorter) ?? word).toBe(word);
      expect(all.has(word.slice(0, at) + word.slice(at + 1))).toBe(false);
      without.set(shorter, word);
    }
  }
});

test("case, spaces, commas, hyphens and ё make no difference", () => {
  expect(normalizeWords("  Zebra,  YODEL\n—wolf. acorn ")).toBe("zebra yodel wolf acorn");
  expect(normalizeWords("САМОЛЁТ")).toBe("самолет");
  expect(areSameWords("Zebra yodel, wolf ACORN", ["zebra", "yodel", "wolf", "acorn"])).toBe(true);
  expect(areSameWords("zebra yodel acorn wolf", ["zebra", "yodel", "wolf", "acorn"])).toBe(false);
});

test("four known words are whole, in either language", () => {
  for (const { language, words } of lists) {
    const four = [words[0], words[7], words[1_000], words[7_775]].join(" ");
    expect(matchWords(four, lists)).toMatchObject({ language, whole: true });
    expect(matchWords(`${four} ${words[3]}`, lists).whole).toBe(false);
  }
  expect(matchWords(" ", lists)).toEqual({ language: null, words: [], whole: false });
});

test("a word heard wrong is told, with those that were perhaps meant", () => {
  const heard = matchWords(`${en.words[0]} windmil ${en.words[1]} ${en.words[2]}`, [en, ru]);
  expect(heard.whole).toBe(false);
  expect(heard.words.map(({ known }) => known)).toEqual([true, en.words.includes("windmil"), true, true]);
  expect(nearestWords("acron", en.words)[0]).toBe("acorn");
  expect(nearestWords("абажюр", ["абажур", "абзац"])).toEqual(["абажур"]);
  expect(replaceWord("Acron,  acorn", 0, "acorn")).toBe("acorn acorn");
});

test("slips are counted", () => {
  expect([countSlips("wolf", "wolf"), countSlips("wofl", "wolf"), countSlips("wlf", "wolf"), countSlips("woolf", "wolf")]).toEqual([
    0, 1, 1, 1,
  ]);
  expect(countSlips("wolf", "zebra")).toBe(3);
});

test("a part of a list is never fetched alone", () => {
  expect(wordFiles("ru")).toEqual(["/words/ru-1.txt", "/words/ru-2.txt", "/words/ru-3.txt"]);
});

test("what is not all of a list is none: a login page, a list cut off", async () => {
  const cut = (path: unknown): Promise<Response> => Promise.resolve(new Response(read(String(path)).slice(0, -20)));
  const page = (): Promise<Response> => Promise.resolve(new Response("<h1>Sign in</h1>\n".repeat(2_592)));
  for (const by of [cut, page]) await expect(loadWords("en", by as typeof fetch)).rejects.toThrow("not the list");
});
