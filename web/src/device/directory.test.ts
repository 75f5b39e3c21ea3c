import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DirectoryInput, PinnedRoster, VerifiedDirectory } from "../seal/api";
import { DIRECTORY } from "../seal/directory.fixture";
import { wipe } from "./database";
import { loadDirectory, renewDirectory } from "./directory";

const PINNED: PinnedRoster = { organisation: "aid", signers: [], threshold: 1, version: 7, sha256: "of the roster" };
let asked: DirectoryInput[];
let text: string | null;

/** Takes a version for a good directory, and any other text for a refused one. */
const seal = {
  verifyDirectory(input: DirectoryInput): Promise<VerifiedDirectory> {
    asked.push(input);
    const version = Number(input.text);
    if (!version) return Promise.reject(Object.assign(new Error(input.text), { name: "Refused" }));
    return Promise.resolve({ directory: { ...DIRECTORY, version }, sha256: `of ${input.text}`, stale: false });
  },
};

const renew = () => renewDirectory(seal, PINNED, 5);

beforeEach(async () => {
  await wipe();
  [asked, text] = [[], "1"];
  vi.stubGlobal("fetch", () => {
    if (text === null) return Promise.reject(new TypeError());
    return Promise.resolve(text ? Response.json({ version: 1, parts: 1, text }) : new Response("{}", { status: 404 }));
  });
});
afterEach(() => vi.unstubAllGlobals());

test("the first is held to the pinned signers, the next to what is held", async () => {
  expect((await renew()).held?.directory.version).toBe(1);
  text = "2";
  expect((await renew()).held?.directory.version).toBe(2);
  expect(asked.map(({ pinned: { version, sha256 } }) => [version, sha256])).toEqual([
    [0, null],
    [1, "of 1"],
  ]);
});

test("what is refused is said, and changes nothing", async () => {
  await renew();
  text = "grain";
  const { held, refused } = await renew();
  expect([held?.directory.version, refused]).toEqual([1, "grain"]);
  expect((await loadDirectory(5)).held?.directory.version).toBe(1);
});

test.each([
  ["without an answer", null],
  ["where the service has none by now", ""],
])("%s what is held stays, and once it has expired this is said", async (_, answer) => {
  await renew();
  text = answer;
  expect((await renew()).held?.stale).toBe(false);
  expect((await loadDirectory(DIRECTORY.expires_at)).held?.stale).toBe(true);
});

test("a phone that never had one has none", async () => {
  text = "";
  expect(await renew()).toEqual({ held: null, refused: null });
  text = "grain";
  expect(await renew()).toEqual({ held: null, refused: "grain" });
});
