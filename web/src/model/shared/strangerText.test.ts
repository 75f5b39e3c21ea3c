import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanLine, cleanName, cleanText } from "./strangerText";

const INVISIBLE = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

/** A member of a card, a file or a message, put into a page as it came. */
const RAW = /\{(?:[\w?.]+\.)?(?:card|file|body|content)\??\.(?:where|what|needs|name|birth_date|phone|tell|medical|notes|text)\}/;

test("no page shows it as it came", () => {
  const folder = new URL("../../", import.meta.url);
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".svelte"));
  expect(names.filter((name) => RAW.test(readFileSync(new URL(name, folder), "utf-8")))).toEqual([]);
  expect(RAW.test("<dd>{card.where}</dd>") && RAW.test("{opened.card.what}")).toBe(true);
});

test("text that people write stays as it is", () => {
  const plain = ["At the bridge", "Мост, у входа\nВторая строка", "a\n\nb", "می‌خواهم", "שלום", "👩‍👩‍👧 ❤️", "é", "各位"];
  expect(plain.map(cleanText)).toEqual(plain);
});

test("nothing turns the text around it, and nothing hides in it", () => {
  expect(cleanText("safe\u202eelif.exe\u2066x\u2069")).toBe("safeelif.exex");
  expect(cleanLine("An\u200bna\u00ad \u0007\u009b31m\x00")).toBe("Anna 31m");
  expect(cleanLine("\u{e0041}A\ufeff\u3164")).toBe("A");
});

test("195 line breaks take twelve lines, and nothing of the text is lost", () => {
  const text = cleanText(Array.from({ length: 196 }, (_, number) => `n${number}`).join("\n"));
  expect(text.split("\n")).toHaveLength(12);
  expect(text.match(/n\d+/g)).toHaveLength(196);
  expect(cleanText("a" + "\n".repeat(195) + "b")).toBe("a\n\nb");
  expect(cleanText("\r\n\u2028\v".repeat(65))).toBe("");
});

test("a heading is one line", () => {
  expect(cleanLine("a\n\n\u2029b\tc")).toBe("a b c");
  expect(cleanLine("я".repeat(4_000))).toBe(`${"я".repeat(119)}…`);
});

test("marks do not pile up", () => {
  expect(cleanLine("Z" + "\u0301".repeat(200))).toBe("Z" + "\u0301".repeat(4));
});

test("a name from right to left keeps its sentence as it is", () => {
  expect(cleanName("Anna")).toBe("Anna");
  expect(cleanName("\u202eדנה")).toBe("\u2068דנה\u2069");
});

test("whatever is written: few lines, nothing hidden, and the same when cleaned again", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
      const clean = cleanText(text);
      expect(clean.split("\n").length).toBeLessThanOrEqual(12);
      expect(INVISIBLE.test(clean)).toBe(false);
      expect(cleanText(clean)).toBe(clean);
    }),
  );
});
