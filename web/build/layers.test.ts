import { expect, test } from "vitest";
import { circles, impureFiles, type Import, importsOf, strayImports } from "./layers";

const NAMES = new Set([
  "person/a.ts",
  "person/B.svelte",
  "device/outbox.ts",
  "counsel/room.svelte.ts",
  "model/desk/order.ts",
  "api/schema.d.ts",
]);
const of = (name: string, text: string): Import[] => importsOf(name, text, NAMES);
const arrows = (from: string, ...to: string[]): Import[] => to.map((name) => ({ from, to: name, typeOnly: false }));

test("imports are read as they are written: by name, by side effect, later, of types", () => {
  const text = `import B from "./B.svelte";
import { type Letter } from "../device/outbox";
import type { paths } from "../api/schema";
export { x } from "../counsel/room.svelte";
const later = () => import("../model/desk/order");
import "../nowhere.css";`;
  expect(of("person/a.ts", text)).toEqual([
    { from: "person/a.ts", to: "person/B.svelte", typeOnly: false },
    { from: "person/a.ts", to: "device/outbox.ts", typeOnly: true },
    { from: "person/a.ts", to: "api/schema.d.ts", typeOnly: true },
    { from: "person/a.ts", to: "counsel/room.svelte.ts", typeOnly: false },
    { from: "person/a.ts", to: "model/desk/order.ts", typeOnly: false },
  ]);
});

test("a layer reaches down, never up or aside", () => {
  expect(strayImports(arrows("person/a.ts", "person/B.svelte", "device/outbox.ts"))).toEqual([]);
  expect(strayImports(arrows("device/outbox.ts", "person/a.ts"))).toEqual(["device/outbox.ts -> person/a.ts"]);
  expect(strayImports(arrows("person/a.ts", "counsel/room.svelte.ts", "model/desk/order.ts"))).toHaveLength(2);
});

test("a circle is found whole, through what is imported later too, and types make none", () => {
  const round = [...arrows("a", "b"), ...arrows("b", "c"), ...arrows("c", "a", "d")];
  expect(circles(round)).toEqual([["a", "b", "c"]]);
  expect(circles([...arrows("a", "b"), { from: "b", to: "a", typeOnly: true }])).toEqual([]);
});

test("a pure folder knows no clock, no page and no network", () => {
  const texts = [
    ["model/desk/order.ts", "const now = Date.now();"],
    ["seal/jwe.ts", "document.title"],
    ["model/person/pin.ts", "/** The time is given. */"],
    ["person/a.ts", "fetch(path)"],
  ] as const;
  expect(impureFiles(new Map(texts))).toEqual(["model/desk/order.ts", "seal/jwe.ts"]);
});
