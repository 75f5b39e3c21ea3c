import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const HERE = import.meta.dirname;
const read = (path: string): string => readFileSync(join(HERE, path), "utf8");
const sources = readdirSync(HERE, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
const files = sources.filter((path) => /^export \{ default as View \}/m.test(read(path)));
const ASKED_FOR = ["View", "speech", "renew", "Always", "OnCase"];
const EXPORT = /^export (?:\{ (?:\w+ as )?(?<named>\w+) \}|const (?<made>\w+))/gm;

test("there are rooms", () => expect(files.length).toBeGreaterThan(10));

test.each(files)("what %s exports is what the page asks a room for", (path) => {
  const text = read(path);
  const exported = [...text.matchAll(EXPORT)].map(({ groups }) => groups?.["named"] ?? groups?.["made"] ?? "");
  expect(exported).toHaveLength(text.split(/^export /m).length - 1);
  expect(exported).toEqual(expect.arrayContaining(["View", "speech"]));
  expect(exported.filter((name) => !ASKED_FOR.includes(name))).toEqual([]);
});
