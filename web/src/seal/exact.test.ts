/** Where bytes and texts become values: in one place, strictly. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { has, parse, parseBytes } from "./exact.ts";
import { utf8 } from "./bytes.ts";

/** Whatever reads bytes or JSON by itself may be laxer than the rest. */
const READERS = /TextDecoder|JSON\.parse|\batob\b/;

test("nothing else here reads bytes or JSON", () => {
  const folder = new URL(".", import.meta.url);
  const names = readdirSync(folder).filter((name) => /^\w+\.ts$/.test(name));
  const readers = names.filter((name) => READERS.test(readFileSync(new URL(name, folder), "utf-8")));
  expect(readers).toEqual(["bytes.ts", "exact.ts"]);
});

test("a member's name may have commas in it, and counts once", () => {
  expect([has({ a: 1, b: 2 }, "a,b"), has({ "a,b": 1 }, "a,b"), has({ "": 1 }, ""), has({}, "")]).toEqual([true, false, false, true]);
});

test("bytes are read to the byte", () => {
  expect(parseBytes(utf8('{"a":"я"}'))).toEqual({ a: "я" });
  expect(parseBytes(utf8('\ufeff{"a":1}'))).toBeUndefined();
  expect(parseBytes(Uint8Array.of(0x22, 0xff, 0x22))).toBeUndefined();
});

test("numbers are integers that can be held", () => {
  const numbers = ["1.5", "1.0", "1e2", "-0", "9007199254740992", "1e300"];
  expect(numbers.map((number) => parse(`{"a":[${number}]}`))).toEqual(numbers.map(() => undefined));
  expect(parse('{"a":[9007199254740991]}')).toEqual({ a: [9007199254740991] });
});

test("halves of characters are nowhere, in names neither", () => {
  expect(['{"a":"\\ud800"}', '{"\\ud800":"a"}', '["\ud800"]'].map(parse)).toEqual([undefined, undefined, undefined]);
  expect(parse('{"\\\\ud800":"🌍"}')).toEqual({ "\\ud800": "🌍" });
});

test("nesting without end is no value", () => {
  expect(parse("[".repeat(1_000_000))).toBeUndefined();
  expect(parse("[".repeat(1_000_000) + "]".repeat(1_000_000))).toBeUndefined();
});
