import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const FOLDER = import.meta.dirname;
const KNOWN = ["Always", "OnCase", "View", "headline", "renew", "speech"];

/** Names that a module exports, as written: rooms are small and export plainly. */
function exportsOf(path: string): string[] {
  const text = readFileSync(path, "utf8");
  const lists = [...text.matchAll(/export \{([^}]*)\}/g)].flatMap(([, names]) => (names ?? "").split(","));
  const constants = [...text.matchAll(/export (?:const|function|async function) (\w+)/g)].map(([, name]) => name ?? "");
  return [...lists.map((name) => name.trim().split(" as ").pop() ?? ""), ...constants];
}

const rooms = [...readFileSync(join(FOLDER, "roomLoaders.ts"), "utf8").matchAll(/import\("\.\/([^"]+)"\)/g)].map(
  ([, path]) => `${path}.ts`,
);

test("there are rooms", () => expect(rooms.length).toBeGreaterThan(10));

test.each(rooms)("%s exports what a room may have, under the name by which it is called", (room) => {
  const names = exportsOf(join(FOLDER, room));
  expect(names).toEqual(expect.arrayContaining(["View", "speech"]));
  expect(names.filter((name) => !KNOWN.includes(name))).toEqual([]);
});

test("what must be fetched to be there without network is renewed", () => {
  expect(rooms.filter((room) => exportsOf(join(FOLDER, room)).includes("renew")).sort()).toEqual([
    "callwords/room.ts",
    "checkin/room.ts",
    "rights/room.ts",
  ]);
});
