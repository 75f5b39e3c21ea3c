import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "svelte/compiler";
import { describe, expect, test } from "vitest";

const SOURCES = join(import.meta.dirname, "..");
const SCREENS = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".svelte"));

/** Attributes whose value is read, aloud or on the screen. */
const READ = new Set(["aria-label", "aria-description", "aria-roledescription", "alt", "title", "placeholder", "label", "legend", "hint"]);
const SAYS_SOMETHING = /\p{L}{2,}/u;

interface Node {
  type?: string;
  name?: string;
  data?: string;
  raw?: string;
  value?: unknown;
  [more: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;
const below = (node: Node): Node[] =>
  Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);

/** Text that stands in the markup itself instead of in a catalogue. `shown`: what is found here is on the screen. */
function literals(node: Node, shown: boolean): string[] {
  if (node.type === "Attribute") return READ.has(node.name ?? "") ? below(node).flatMap((one) => literals(one, true)) : [];
  if (node.type === "Text") return shown && SAYS_SOMETHING.test(node.data ?? "") ? [(node.data ?? "").trim()] : [];
  if (node.type === "Literal") return shown && SAYS_SOMETHING.test(String(node.value)) ? [String(node.value)] : [];
  if (node.type === "TemplateElement") {
    const text = (node.value as { raw: string }).raw;
    return shown && SAYS_SOMETHING.test(text) ? [text] : [];
  }
  // What is compared or called with, and the names of members, is not shown.
  if (["BinaryExpression", "CallExpression", "MemberExpression"].includes(node.type ?? "")) return [];
  if (node.type === "ConditionalExpression")
    return [node["consequent"], node["alternate"]].filter(isNode).flatMap((one) => literals(one, shown));
  if (["IfBlock", "EachBlock", "KeyBlock", "AwaitBlock"].includes(node.type ?? "")) {
    return below({ ...node, test: null, expression: null, key: null, context: null }).flatMap((one) => literals(one, shown));
  }
  if (node.type === "RenderTag" || node.type === "ConstTag") return [];
  return below(node).flatMap((one) => literals(one, shown));
}

const found = (source: string): string[] => literals(parse(source, { modern: true }).fragment as unknown as Node, true);

test.each(SCREENS)("%s says nothing outside the catalogues", (name) => {
  expect(found(readFileSync(join(SOURCES, name), "utf8"))).toEqual([]);
});

describe("the search", () => {
  test.each([
    ["<p>Call now</p>", ["Call now"]],
    ['<button aria-label="Call">+</button>', ["Call"]],
    ['{#if a === "word"}<p>{b ? "yes" : t.no}</p>{/if}', ["yes"]],
    ["<p>{`in ${n} minutes`}</p>", [" minutes", "in "]],
    ['<Row label="Where" />', ["Where"]],
  ])("finds what stands in %s", (source, texts) => {
    expect(found(source).sort()).toEqual(texts);
  });

  test("leaves alone what nobody reads", () => {
    expect(found('<p class="quiet small" id="hold">{t.hold} · {count}</p><svg viewBox="0 0 1 1"><path d="M9 5l7 7" /></svg>')).toEqual([]);
  });
});
