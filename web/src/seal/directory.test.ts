import { expect, test } from "vitest";
import type { Entry, PinnedRoster, Signer } from "./api";
import { b64, unb64, utf8 } from "./bytes";
import { verifyDirectory } from "./directory";
import { thumbprint } from "./ids";

const NOW = 1_700_000_000_000;
const DAY_MS = 86_400_000;
const ES256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const ANNA: Entry = {
  name: { en: "Anna", ru: "Анна" },
  role: "counsel",
  areas: [],
  tel: "+44 1632 960111",
  sms: null,
  languages: ["en"],
  hours: null,
};

interface Key {
  signer: Signer;
  key: CryptoKey;
}

async function newKey(): Promise<Key> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(ES256, true, ["sign", "verify"]);
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", publicKey);
  return { signer: { kid: await thumbprint({ x, y }), x, y }, key: privateKey };
}

const keys = await Promise.all([newKey(), newKey(), newKey()]);

function pinned(version = 0, sha256: string | null = null): PinnedRoster {
  return { organisation: "aid", signers: keys.map(({ signer }) => signer), threshold: 2, version, sha256 };
}

async function signed(said: object, by?: Key[]): Promise<string> {
  const lists = { areas: [], places: [], entries: [ANNA], guides: {} };
  const made = { organisation: "aid", version: 1, name: { en: "Aid" }, grain_metres: 1_000, ...lists };
  const whole = { ...made, issued_at: NOW, expires_at: NOW + DAY_MS, ...said };
  return signedBytes(utf8(JSON.stringify(whole)), by);
}

async function signedBytes(bytes: Uint8Array, by: Key[] = keys.slice(0, 2)): Promise<string> {
  const payload = b64(bytes);
  const signatures = by.map(async ({ signer: { kid }, key }) => {
    const header = b64(utf8(JSON.stringify({ alg: "ES256", kid })));
    const signature = await crypto.subtle.sign(ES256, key, utf8(`${header}.${payload}`));
    return { protected: header, signature: b64(new Uint8Array(signature)) };
  });
  return JSON.stringify({ payload, signatures: await Promise.all(signatures) });
}

const refusal = (text: string, held = pinned(), now = NOW): Promise<string> =>
  verifyDirectory({ text, pinned: held, now }).then(
    () => "taken",
    (error: Error) => error.message,
  );

test("a good directory is taken, and once held shown after it has expired", async () => {
  const text = await signed({});
  const { directory, sha256, stale } = await verifyDirectory({ text, pinned: pinned(), now: NOW });
  expect([directory.entries, stale]).toEqual([[ANNA], false]);
  expect((await verifyDirectory({ text, pinned: pinned(1, sha256), now: NOW + DAY_MS })).stale).toBe(true);
  expect(await refusal(text, pinned(), NOW + DAY_MS)).toBe("expired");
});

test("an older one and another of the same version are refused", async () => {
  const { sha256 } = await verifyDirectory({ text: await signed({ version: 2 }), pinned: pinned(), now: NOW });
  expect(await refusal(await signed({ version: 1 }), pinned(2, sha256))).toBe("rolled_back");
  expect(await refusal(await signed({ version: 2, issued_at: 0 }), pinned(2, sha256))).toBe("forked");
  expect(await refusal(await signed({ version: 9 }), pinned(2, sha256))).toBe("taken");
});

test("too few signers, strangers and another organisation are refused", async () => {
  expect(await refusal(await signed({}, keys.slice(0, 1)))).toBe("signatures");
  expect(await refusal(await signed({}, [keys[0], keys[0]]))).toBe("signatures");
  expect(await refusal(await signed({}, await Promise.all([newKey(), newKey()])))).toBe("signatures");
  expect(await refusal(await signed({ organisation: "other" }))).toBe("organisation");
});

test.each([
  ["a number that is a script", { ...ANNA, tel: "data:text/html,1" }],
  ["a line break in a name", { ...ANNA, name: { en: "An\nna", ru: "Анна" } }],
  ["one thing more", { ...ANNA, mail: "a@b.example" }],
  ["another role", { ...ANNA, role: "friend" }],
])("%s is refused", async (_what, entry) => {
  expect(await refusal(await signed({ entries: [entry] }))).toBe("structure");
});

test("what is too long or no document is refused unread", async () => {
  expect(await refusal("x".repeat(400_001))).toBe("size");
  expect(await refusal("{}")).toBe("structure");
});

test("bytes that are no UTF-8 are no name", async () => {
  const { payload } = JSON.parse(await signed({})) as { payload: string };
  const bytes = unb64(payload);
  bytes[bytes.indexOf("A".charCodeAt(0))] = 0xff;
  expect(await refusal(await signedBytes(bytes))).toBe("structure");
});
