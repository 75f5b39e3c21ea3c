import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Organisation } from "../api/answers";
import { ask, type Shapes } from "../api/plain";
import { Unreachable } from "../api/errors";
import type { PinnedRoster, Roster, VerifiedRoster } from "../seal/api";
import { wipe } from "./database";
import { storedDuty, type OrganisationState, fetchDuty, loadOrganisation, renewOrganisation } from "./organisation";
import { recall } from "./values";

const organisation = {
  organisation: "aid",
  name: { en: "Aid" },
  signers: [{ kid: "k", x: "x", y: "y" }],
  threshold: 1,
  hotlines: [{ name: { en: "Hotline", ru: "Линия" }, phone: "1", sms: true }],
  demo: false,
  languages: ["en"],
  drill: null,
} satisfies Shapes["Organisation"];

const NOTHING: OrganisationState = { organisation: null, trust: { is: "none" } };

/** Takes any text for a good roster but "bad"; its version is its length. */
const seal = {
  verifyRoster({ text, pinned }: { text: string; pinned: PinnedRoster }): Promise<VerifiedRoster> {
    if (text === "bad") return Promise.reject(Object.assign(new Error("signatures"), { name: "Refused" }));
    const roster = { organisation: "aid", version: text.length, members: [] } as unknown as Roster;
    return Promise.resolve({ roster, pinned: { ...pinned, version: text.length, sha256: text }, stale: false });
  },
};

/** One look at the service, as the page does it. */
async function look(current: OrganisationState, now: number): Promise<OrganisationState> {
  return renewOrganisation(seal, await ask("/v1/organisation", Organisation), current, now);
}

const NOT_FOUND = JSON.stringify({ type: "urn:habeas:problem:not-found" });
let pages: Record<string, unknown>;
let asked: string[];

function roster(...pieces: string[]): void {
  pieces.forEach((text, part) => (pages[`/v1/roster/${part}`] = { version: 1, parts: pieces.length, text }));
}

beforeEach(async () => {
  await wipe();
  asked = [];
  pages = { "/v1/organisation": organisation };
  vi.stubGlobal("fetch", (path: string) => {
    asked.push(path);
    if (!(path in pages)) return Promise.resolve(new Response(NOT_FOUND, { status: 404 }));
    return pages[path] === null ? Promise.reject(new TypeError()) : Promise.resolve(Response.json(pages[path]));
  });
});
afterEach(() => vi.unstubAllGlobals());

test("a first visit trusts what it is told, from all its pieces, and remembers it without network", async () => {
  roster("abc", "def", "g");
  const known = await look(NOTHING, 5);
  expect(known.trust).toMatchObject({ is: "good", since: 5, roster: { version: 7 } });
  pages = {};
  expect((await loadOrganisation(seal, 9)).trust).toMatchObject({ is: "good", since: 5, roster: { version: 7 } });
});

test("a roster that is held already is not fetched again", async () => {
  roster("abc", "def", "g");
  const known = await look(NOTHING, 5);
  asked = [];
  await look(known, 6);
  expect(asked).toEqual(["/v1/organisation", "/v1/roster/0"]);
});

test("a roster that changes while it is fetched is fetched another time", async () => {
  roster("abc", "def");
  pages["/v1/roster/1"] = { version: 2, parts: 2, text: "xyz" };
  await expect(look(NOTHING, 5)).rejects.toBeInstanceOf(Unreachable);
  expect(await recall("roster")).toBeUndefined();
});

test("a roster that is not signed as it must be is refused, and the good one stays kept", async () => {
  roster("abc");
  const known = await look(NOTHING, 5);
  roster("bad");
  expect((await look(known, 6)).trust).toEqual({ is: "refused", reason: "signatures" });
  expect((await recall("roster"))?.text).toBe("abc");
});

test("other signers are refused, and not even their numbers are taken", async () => {
  roster("abc");
  const known = await look(NOTHING, 5);
  pages["/v1/organisation"] = { ...organisation, threshold: 2, hotlines: [] };
  const changed = await look(known, 6);
  expect(changed.trust).toEqual({ is: "changed" });
  expect(changed.organisation?.hotlines).toHaveLength(1);
  expect((await recall("organisation"))?.hotlines).toHaveLength(1);
});

test("an organisation without a roster yet: its numbers are kept, nothing can be sealed", async () => {
  const known = await look(NOTHING, 5);
  expect(known.trust).toEqual({ is: "none" });
  expect((await recall("organisation"))?.name).toEqual({ en: "Aid" });
});

test("who is on duty is kept by area, for when there is no network", async () => {
  pages["/v1/duty/market"] = { counsel: ["a", "b"] };
  expect(await fetchDuty("market")).toEqual(["a", "b"]);
  pages["/v1/duty/market"] = null;
  expect(await fetchDuty("market")).toEqual(["a", "b"]);
  expect(await storedDuty("harbour")).toEqual([]);
});

test.each([0, -1, 1e9])("a roster of %s pieces is none", async (parts) => {
  pages["/v1/roster/0"] = { version: 1, parts, text: "abc" };
  await expect(look(NOTHING, 5)).rejects.toBeInstanceOf(Unreachable);
  expect(asked).toEqual(["/v1/organisation", "/v1/roster/0"]);
});
