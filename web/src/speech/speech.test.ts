import { beforeEach, expect, test, vi } from "vitest";
import { choice, choose, offer, Speech } from "./speech.svelte";

const kept = new Map<string, string>();
const page = { lang: "", dir: "" };

beforeEach(() => {
  kept.clear();
  choice.catalogues.clear();
  choice.also = null;
  Object.assign(page, { lang: "", dir: "" });
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
  vi.stubGlobal("navigator", { languages: ["de-DE", "en"] });
  vi.stubGlobal("document", { documentElement: page });
});

const words = (hello: string) => async () => ({ hello });
const ofPage = () => new Speech({ en: words("hello"), ru: words("привет") });
const ofRoom = () => new Speech<{ hello: string }, "en" | "ru" | "de">({ en: words("hello"), ru: words("привет"), de: words("hallo") });

test("German is spoken where it is offered and a catalogue has it; all else speaks English meanwhile", async () => {
  const [shell, room] = [ofPage(), ofRoom()];
  await shell.start(true);
  await room.start();
  expect([choice.language, shell.words.hello, room.words.hello]).toEqual(["en", "hello", "hello"]);
  await offer("de");
  expect(choice.offered).toEqual(["en", "ru", "de"]);
  await choose("de");
  expect([shell.words.hello, room.words.hello]).toEqual(["hello", "hallo"]);
  expect([shell.language, room.language, page.lang]).toEqual(["en", "de", "en"]);
});

test("the choice and what is offered are remembered, and end with the pack", async () => {
  const shell = ofPage();
  await shell.start(true);
  await offer("de");
  await choose("de");
  choice.language = "ru";
  await ofPage().start(true);
  expect([choice.language, choice.offered]).toEqual(["de", ["en", "ru", "de"]]);
  await offer(null);
  expect([choice.language, choice.offered, kept.has("language-also")]).toEqual(["en", ["en", "ru"], false]);
});

test("a room that comes late speaks what was chosen before", async () => {
  await ofPage().start(true);
  await choose("ru");
  const room = ofRoom();
  await room.start();
  expect(room.words.hello).toBe("привет");
});

test("without the page's own words nothing changes; a room without them goes on as it was", async () => {
  const lost = () => Promise.reject(new TypeError("no network"));
  const shell = ofPage();
  const room = new Speech({ en: words("hello"), ru: lost });
  await shell.start(true);
  await room.start();
  await choose("ru");
  expect([shell.words.hello, room.words.hello, room.language]).toEqual(["привет", "hello", "en"]);
  const poor = new Speech({ en: words("hello"), ru: lost });
  await choose("en");
  await poor.start(true);
  await expect(choose("ru")).rejects.toThrow("no network");
  expect([choice.language, shell.words.hello]).toEqual(["en", "hello"]);
});

test("the pseudo language is longer, runs from the right, and counts as before", async () => {
  kept.set("language-pseudo", "1");
  const en = { few: (count: number) => `${count} lawyers`, deep: { one: "Help" } };
  const shell = new Speech({ en: async () => en, ru: async () => en });
  await shell.start(true);
  expect(page.dir).toBe("rtl");
  expect(shell.words.few(3)).toContain("3 ");
  expect(shell.words.deep.one.length).toBeGreaterThan("Help".length);
});
