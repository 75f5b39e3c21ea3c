import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Shapes } from "../api/client";
import type { DirectoryInput, MemberSeal, PinnedRoster, VerifiedDirectory } from "../seal/api";
import { DIRECTORY } from "../seal/directory.fixture";
import { Refused } from "../seal/refused";
import { loadTrustedDirectory } from "./directory";
import { dropRoster, keepRoster } from "./storage";

/** Signed by whoever is written in the text. */
const seal = {
  verifyDirectory({ text, pinned }: DirectoryInput): Promise<VerifiedDirectory> {
    if (!pinned.signers.some((signer) => signer.kid === text)) return Promise.reject(new Refused("signatures"));
    return Promise.resolve({ directory: DIRECTORY, sha256: "of it", stale: false });
  },
} as unknown as MemberSeal;

const PINNED: PinnedRoster = { organisation: "aid", signers: [{ kid: "aid", x: "x", y: "y" }], threshold: 1, version: 1, sha256: "s" };
const organisation = { ...PINNED, demo: false } as unknown as Shapes["Organisation"];

function serve(text: string | null): void {
  vi.stubGlobal("location", { origin: "https://aid.example" });
  vi.stubGlobal("fetch", () =>
    text === null ? Promise.reject(new TypeError()) : Promise.resolve(Response.json({ version: 1, parts: 1, text })),
  );
}

const load = (now = 5) => loadTrustedDirectory(seal, organisation, now);

beforeEach(dropRoster);
afterEach(() => vi.unstubAllGlobals());

test("what the pinned signers signed is kept, and is there when a forged one comes or none", async () => {
  await keepRoster({ pinned: PINNED, text: "", demo: false });
  serve("aid");
  expect(await load()).toEqual({ directory: DIRECTORY, stale: false, refused: null });
  serve("mallory");
  expect(await load()).toEqual({ directory: DIRECTORY, stale: false, refused: "signatures" });
  serve(null);
  expect(await load()).toEqual({ directory: DIRECTORY, stale: false, refused: null });
});

test.each([
  ["the same comes", "aid"],
  ["a forged one comes", "mallory"],
  ["none comes", null],
])("what is held and has expired is used, and said, when %s", async (_, text) => {
  await keepRoster({ pinned: PINNED, text: "", demo: false });
  serve("aid");
  await load();
  serve(text);
  expect(await load(DIRECTORY.expires_at)).toMatchObject({ directory: DIRECTORY, stale: true });
});

test("before signers are pinned the first ones count, and nothing is kept", async () => {
  serve("aid");
  expect((await load()).directory).toEqual(DIRECTORY);
  serve(null);
  expect((await load()).directory).toBeNull();
});
