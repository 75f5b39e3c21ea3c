import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import type { Shapes } from "../api/client";
import type { MemberSeal, PinnedRoster, VerifiedRoster } from "../seal/api";
import { Refused } from "../seal/refused";
import { dropRoster } from "./storage";
import { loadTrustedRoster } from "./roster";

/** Signed by whoever is written in the text. */
const seal = {
  verifyRoster({ text, pinned }: { text: string; pinned: PinnedRoster }): Promise<VerifiedRoster> {
    if (!pinned.signers.some((signer) => signer.kid === text)) return Promise.reject(new Refused("signatures"));
    return Promise.resolve({ roster: { version: 1 }, pinned, stale: false } as unknown as VerifiedRoster);
  },
} as unknown as MemberSeal;

function organisation(kid: string, demo: boolean): Shapes["Organisation"] {
  return { organisation: "aid", signers: [{ kid, x: "x", y: "y" }], threshold: 1, demo } as unknown as Shapes["Organisation"];
}

function serveRoster(text: string): void {
  vi.stubGlobal("location", { origin: "https://aid.example" });
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ version: 1, parts: 1, text })));
}

async function pinnedBy(): Promise<string> {
  serveRoster("nobody");
  const trusted = await loadTrustedRoster(seal, organisation("nobody", false), 0);
  return trusted.pinned.signers[0]?.kid ?? "";
}

beforeEach(dropRoster);

test("a demo that was made anew takes the place of the last demo", async () => {
  serveRoster("first");
  await loadTrustedRoster(seal, organisation("first", true), 0);
  serveRoster("second");
  expect((await loadTrustedRoster(seal, organisation("second", true), 0)).refused).toBeNull();
  expect(await pinnedBy()).toBe("second");
});

test("a service that calls itself a demo by now is not believed", async () => {
  serveRoster("real");
  await loadTrustedRoster(seal, organisation("real", false), 0);
  serveRoster("forged");
  expect((await loadTrustedRoster(seal, organisation("forged", true), 0)).refused).toBe("signatures");
  expect(await pinnedBy()).toBe("real");
});

test("a real organisation does not take the place of a demo unasked", async () => {
  serveRoster("demo");
  await loadTrustedRoster(seal, organisation("demo", true), 0);
  serveRoster("other");
  expect((await loadTrustedRoster(seal, organisation("other", false), 0)).refused).toBe("signatures");
});
