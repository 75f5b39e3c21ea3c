import "fake-indexeddb/auto";
import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Unreachable } from "../api/errors";
import { shippedRules } from "../clocks/fixture";
import type { RuleSet } from "../clocks/rules";
import type { Situation } from "../model/person/guides";
import { STOPPED_GUIDE, WITNESS_GUIDE } from "../model/person/guidesFixture";
import { resultOf, read, wipe } from "./database";
import { loadGuides, renewGuides, UnsignedGuides } from "./guides";
import { keep, recall } from "./values";

let pages: Record<string, string | null>;
/** Of all that was ever served by `serve`: what signers would sign. */
let signed: Record<string, string>;
const hashes = (): Record<string, string> => ({ ...signed });
const sign = (path: string): void =>
  void (signed[path] = createHash("sha256")
    .update(pages[path] ?? "")
    .digest("base64url"));
let asked: string[];

/** Serves a file under the name that it must bear. */
function file(place: string, what: string, content: unknown): string {
  const text = JSON.stringify(content);
  const path = `/guides/${place}/${what}.${createHash("sha256").update(text).digest("hex").slice(0, 16)}.json`;
  pages[path] = text;
  sign(path);
  return path;
}

const guides = (...situations: Situation[]): unknown => ({ format: 1, situations });

function serve(parts: unknown[], clocks: RuleSet | null = shippedRules("RU")): string[] {
  const paths = parts.map((part) => file("RU", "ru", part));
  const counted = clocks && { clocks: { path: file("RU", "clocks", clocks) } };
  const languages = [{ language: "ru", parts: paths.map((path) => ({ path })) }];
  const russia = { id: "RU", names: { ru: "Россия" }, note: {}, languages, ...counted };
  const germany = {
    ...russia,
    id: "DE",
    languages: [{ language: "de", parts: [{ path: file("DE", "de", guides(STOPPED_GUIDE)) }] }],
    clocks: undefined,
  };
  pages["/guides/index.json"] = JSON.stringify({ format: 1, unverified: "banner", jurisdictions: [germany, russia] });
  sign("/guides/index.json");
  return paths;
}

const titles = async (): Promise<string[] | undefined> => (await loadGuides())?.guides["RU/ru"]?.map(({ title }) => title);
const storedFiles = async (): Promise<string[]> => {
  const names = await read(["kept"], (store) => resultOf(store("kept").getAllKeys() as IDBRequest<string[]>));
  return names.filter((name) => name.startsWith("/guides/"));
};

beforeEach(async () => {
  await wipe();
  [pages, asked, signed] = [{}, [], {}];
  vi.stubGlobal("fetch", (path: string) => {
    asked.push(path);
    const text = pages[path];
    if (text === undefined) return Promise.resolve(new Response("{}", { status: 404 }));
    return text === null ? Promise.reject(new TypeError()) : Promise.resolve(new Response(text));
  });
});
afterEach(() => vi.unstubAllGlobals());

test("all that is offered comes once, that of the place first, and is there without network", async () => {
  serve([guides(STOPPED_GUIDE), guides(WITNESS_GUIDE)]);
  await renewGuides("RU", hashes());
  expect(asked.map((path) => path.split("/")[2])).toEqual(["index.json", "RU", "RU", "RU", "DE"]);
  pages = {};
  expect(await titles()).toEqual([STOPPED_GUIDE.title, WITNESS_GUIDE.title]);
  expect((await loadGuides())?.clocks["RU"]).toEqual(shippedRules("RU"));
});

test("nothing is there before anything came", async () => {
  await expect(renewGuides(null, hashes())).rejects.toThrow(Unreachable);
  expect(await loadGuides()).toBeNull();
});

test("what has not changed is not fetched again, what nobody needs any more goes", async () => {
  serve([guides(STOPPED_GUIDE)]);
  await renewGuides(null, hashes());
  asked = [];
  await renewGuides(null, hashes());
  expect(asked).toEqual(["/guides/index.json"]);
  serve([guides(WITNESS_GUIDE)], null);
  await renewGuides(null, hashes());
  expect(await titles()).toEqual([WITNESS_GUIDE.title]);
  expect((await loadGuides())?.clocks).toEqual({});
  expect(await storedFiles()).toHaveLength(2);
});

test("a download that is cut leaves the old guides, and goes on where it stopped", async () => {
  serve([guides(STOPPED_GUIDE)]);
  await renewGuides("RU", hashes());
  const [first = "", second = ""] = serve([guides(WITNESS_GUIDE), guides({ ...STOPPED_GUIDE, title: "Остановили" })]);
  const whole = pages[second] ?? "";
  pages[second] = null;
  await expect(renewGuides("RU", hashes())).rejects.toThrow(Unreachable);
  expect(await titles()).toEqual([STOPPED_GUIDE.title]);
  [pages[second], asked] = [whole, []];
  await renewGuides("RU", hashes());
  expect(await titles()).toEqual([WITNESS_GUIDE.title, "Остановили"]);
  expect(asked).not.toContain(first);
});

test.each([
  ["half of a file", (path: string) => (pages[path] = (pages[path] ?? "").slice(0, 100))],
  ["a file that is not there", (path: string) => delete pages[path]],
])("%s: the old guides stay", async (_, spoil) => {
  serve([guides(STOPPED_GUIDE)]);
  await renewGuides("RU", hashes());
  const [path = ""] = serve([guides(WITNESS_GUIDE)]);
  spoil(path);
  await expect(renewGuides("RU", hashes())).rejects.toThrow(Unreachable);
  expect(await titles()).toEqual([STOPPED_GUIDE.title]);
  expect(await storedFiles()).not.toContain(path);
});

test.each([
  ["an index", "/guides/index.json", JSON.stringify({ format: 1, unverified: "banner", jurisdictions: [] })],
  ["a guide, under the name of the signed one", "", JSON.stringify(guides({ ...STOPPED_GUIDE, title: "I confess" }))],
])("%s that nobody has signed is refused, and what was here stays", async (_, address, forged) => {
  serve([guides(STOPPED_GUIDE)]);
  await renewGuides("RU", hashes());
  const [path = ""] = serve([guides(WITNESS_GUIDE)]);
  pages[address || path] = forged;
  await expect(renewGuides("RU", hashes())).rejects.toThrow(UnsignedGuides);
  expect(await titles()).toEqual([STOPPED_GUIDE.title]);
  expect(await storedFiles()).not.toContain(path);
});

test("a whole set of guides under honest names is refused when the directory does not have them", async () => {
  serve([guides(STOPPED_GUIDE)]);
  const honest = hashes();
  await renewGuides("RU", honest);
  serve([guides({ ...STOPPED_GUIDE, title: "I confess" })]);
  await expect(renewGuides("RU", honest)).rejects.toThrow(UnsignedGuides);
  expect(await titles()).toEqual([STOPPED_GUIDE.title]);
});

test("the page of a network that wants a login is no index", async () => {
  serve([guides(STOPPED_GUIDE)]);
  await renewGuides("RU", hashes());
  pages["/guides/index.json"] = "<html>Welcome to the café";
  await expect(renewGuides("RU", hashes())).rejects.toThrow(Unreachable);
  expect(await titles()).toEqual([STOPPED_GUIDE.title]);
});

test("a pack of a newer form is left alone, the others come", async () => {
  serve([guides(STOPPED_GUIDE)]);
  await renewGuides(null, hashes());
  serve([{ format: 2, situations: [] }], { ...shippedRules("RU"), status: "newer" });
  await renewGuides(null, hashes());
  expect(await titles()).toEqual([STOPPED_GUIDE.title]);
  expect((await loadGuides())?.clocks["RU"]?.status).toBe("newer");
});

test("a pack whose file was lost is fetched anew", async () => {
  const [path = ""] = serve([guides(STOPPED_GUIDE)]);
  await renewGuides(null, hashes());
  await keep("guides", { ...(await recall("guides"))!, packs: { "RU/ru": ["/guides/RU/ru.lost.json"] } });
  expect(await titles()).toBeUndefined();
  await renewGuides(null, hashes());
  expect(await titles()).toEqual([STOPPED_GUIDE.title]);
  expect(await storedFiles()).toContain(path);
});
