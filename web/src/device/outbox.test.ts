import "fake-indexeddb/auto";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { spoilAnswer } from "../api/answersFixture";
import { statusOf } from "../model/person/fixture";
import type { Person } from "../seal/api";
import { amend, currentCase, type StoredCase, storedMessages } from "./cases";
import { wipe } from "./database";
import type { NewLetter } from "../model/person/outbox";
import { addCancel, addKey, addMessage, deliver, releaseLetters, letters, openCase, replacePress, type World } from "./outbox";

const CASE = "c".repeat(22);
const LINK = { sequence: 2, previous: "p" };

const caseOf = (more: Partial<StoredCase> = {}): StoredCase => ({
  caseId: CASE,
  person: { caseId: CASE, token: "token" } as Person,
  for: "me",
  area: "market",
  need: "detained",
  language: "en",
  rosterVersion: 1,
  recipients: [],
  createdAt: 0,
  firstLink: LINK,
  nextLink: LINK,
  storedAt: null,
  status: null,
  heardAt: null,
  cancelledAt: null,
  refused: null,
  gone: false,
  seen: -1,
  ...more,
});

const letter = (kind: NewLetter["kind"], more: Partial<NewLetter> = {}): NewLetter => ({
  caseId: CASE,
  kind,
  path: kind === "press" ? "/v1/cases" : `/v1/case/${kind}`,
  token: kind === "press" ? null : "token",
  body: "{}",
  messageId: null,
  writtenAt: 0,
  notBefore: 0,
  ...more,
});

const REFUSED = { type: "urn:habeas:problem:not-found" };

/** A service that gives the next of `answers` to each request: a status, [status, body], or null for no network. */
class Fake implements World {
  sent: string[] = [];
  time = 0;
  network = true;
  constructor(readonly answers: (number | [number, unknown] | null)[]) {}
  now = (): number => this.time;
  random = (): number => 1;
  online = (): boolean => this.network;
  fetch = (url: string, init: RequestInit): Promise<Response> => {
    this.sent.push(`${url} ${init.body as string}`);
    const next = this.answers.shift() ?? null;
    if (next === null) return Promise.reject(new TypeError("no network"));
    const [status, body] = typeof next === "number" ? [next, REFUSED] : next;
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  };
}

const STORED: [number, unknown] = [201, { case_id: CASE, stored_at: 77 }];

beforeEach(() => wipe());

test("pressing twice makes one case", async () => {
  expect(await openCase(caseOf(), letter("press"))).toBe(true);
  expect(await openCase(caseOf({ caseId: "other" }), letter("press"))).toBe(false);
  expect(await letters()).toHaveLength(1);
});

test("the press leaves when its undo is over, and its receipt is kept", async () => {
  await openCase(caseOf(), letter("press", { notBefore: 5_000, body: "sealed" }));
  const world = new Fake([STORED]);
  expect(await deliver(world)).toBe(5_000);
  expect(world.sent).toEqual([]);
  world.time = 5_000;
  expect(await deliver(world)).toBeNull();
  expect(world.sent).toEqual(["/v1/cases sealed"]);
  expect((await currentCase())?.storedAt).toBe(77);
  expect(await letters()).toEqual([]);
});

test("without network it stays, and goes as soon as there is one", async () => {
  await openCase(caseOf(), letter("press"));
  const world = new Fake([null, 503, STORED]);
  expect(await deliver(world)).toBe(1_000);
  world.time = 1_000;
  expect(await deliver(world)).toBe(2_000);
  await releaseLetters(world.time);
  expect(await deliver(world)).toBeNull();
  expect((await currentCase())?.storedAt).toBe(77);
});

test("the network that comes back cuts no undo short, and waits for nothing that was tried", async () => {
  await openCase(caseOf(), { ...letter("press"), notBefore: 4_000 });
  const world = new Fake([503, STORED]);
  await releaseLetters(0, 1);
  expect(await deliver(world)).toBe(4_000);
  world.time = 4_000;
  await deliver(world);
  await releaseLetters(4_000, 1);
  expect(await deliver(world)).toBeNull();
  expect((await currentCase())?.storedAt).toBe(77);
});

test("a page in between that answers 200 without JSON is not the service", async () => {
  await openCase(caseOf(), letter("press"));
  const world = new Fake([]);
  world.fetch = () => Promise.resolve(new Response("<h1>Sign in to this network</h1>"));
  expect(await deliver(world)).toBe(1_000);
  expect(await letters()).toHaveLength(1);
});

test("whatever is answered in another form, nothing is lost: the letter stays and is tried again", async () => {
  const kinds = { press: "Receipt", message: "MessageReceipt", cancel: "Status" } as const;
  for (const [kind, name] of Object.entries(kinds) as [keyof typeof kinds, string][]) {
    await fc.assert(
      fc.asyncProperty(spoilAnswer(name), fc.constantFrom(200, 201, 400, 401, 403, 404, 409), async (body, status) => {
        await wipe();
        const pressed = caseOf({ storedAt: kind === "press" ? null : 77 });
        await openCase(pressed, letter(kind, { messageId: "a", body: JSON.stringify({ message_id: "a", sealed: "x" }) }));
        await deliver(new Fake([[status, body]]));
        expect(await letters()).toMatchObject([{ kind, tries: 1 }]);
        expect(await currentCase()).toEqual(pressed);
      }),
      { numRuns: 30 },
    );
  }
});

test("a press that is refused for good says why, and does not come back", async () => {
  await openCase(caseOf(), letter("press"));
  await deliver(new Fake([[400, { type: "urn:habeas:problem:malformed" }]]));
  expect((await currentCase())?.refused).toBe("malformed");
  expect(await letters()).toEqual([]);
});

test("a better sealed press takes the place of one that has not left, never of one that may have", async () => {
  await openCase(caseOf(), letter("press", { body: "first" }));
  expect(await replacePress(caseOf({ area: "harbour" }), "second")).toBe(true);
  const world = new Fake([null, STORED]);
  await deliver(world);
  expect(await replacePress(caseOf(), "third")).toBe(false);
  world.time = 60_000;
  await deliver(world);
  expect(world.sent).toEqual(["/v1/cases second", "/v1/cases second"]);
  expect((await currentCase())?.area).toBe("harbour");
});

test("undo takes back what never left: nothing stays on the phone, nothing goes out", async () => {
  await openCase(caseOf(), letter("press", { notBefore: 5_000 }));
  expect(await addCancel(letter("cancel"))).toBe("taken back");
  expect(await currentCase()).toBeUndefined();
  const world = new Fake([]);
  expect(await deliver(world)).toBeNull();
  expect(world.sent).toEqual([]);
});

test("what may have arrived is cancelled at the service, until it is certain that it never did", async () => {
  await openCase(caseOf(), letter("press"));
  const world = new Fake([null, 404, 404]);
  await deliver(world);
  expect(await addCancel(letter("cancel", { writtenAt: 9 }))).toBe("on its way");
  expect(await currentCase()).toMatchObject({ cancelledAt: 9, gone: false });
  await deliver(world);
  expect(world.sent.at(-1)).toBe("/v1/case/cancel {}");
  expect(await currentCase()).toMatchObject({ gone: false });
  world.time = 60_009;
  await deliver(world);
  expect(await currentCase()).toMatchObject({ storedAt: null, gone: true });
  expect(await letters()).toEqual([]);
});

test("a press that came to nothing for want of a network is over as soon as it is cancelled", async () => {
  await openCase(caseOf(), letter("press"));
  const world = new Fake([null, [200, statusOf({ state: "closed" })]]);
  world.network = false;
  await deliver(world);
  await addCancel(letter("cancel", { writtenAt: 9 }));
  expect(await currentCase()).toMatchObject({ cancelledAt: 9, storedAt: null, gone: true });
  // The browser may have been wrong about the network: the service is told all the same.
  await deliver(world);
  expect((await currentCase())?.status).toMatchObject({ state: "closed" });
});

test("a press that once had a network may have left, whatever came after", async () => {
  await openCase(caseOf(), letter("press"));
  const world = new Fake([null, null]);
  await deliver(world);
  Object.assign(world, { network: false, time: 60_000 });
  await deliver(world);
  await addCancel(letter("cancel"));
  expect((await currentCase())?.gone).toBe(false);
});

test("a message that the service does not take stays, and holds nothing up", async () => {
  await openCase(caseOf({ storedAt: 77 }), letter("message", { messageId: "a" }));
  const world = new Fake([[409, { type: "urn:habeas:problem:full" }]]);
  expect(await deliver(world)).toBeNull();
  expect(await deliver(world)).toBeNull();
  expect(world.sent).toHaveLength(1);
  expect(await letters()).toMatchObject([{ messageId: "a", refused: true }]);
});

test("a message for which there is no more room says so", async () => {
  await openCase(caseOf({ storedAt: 77 }), letter("message", { messageId: "a" }));
  await deliver(new Fake([[413, { type: "urn:habeas:problem:no-room" }]]));
  expect(await letters()).toMatchObject([{ messageId: "a", refused: true, noRoom: true }]);
});

test("a message that waits when the case is cancelled is said not to be delivered", async () => {
  await openCase(caseOf({ storedAt: 77 }), letter("message", { messageId: "a" }));
  await addCancel(letter("cancel"));
  expect(await letters()).toMatchObject([{ kind: "message", refused: true }, { kind: "cancel" }]);
});

test("the status that cancelling answers is kept", async () => {
  await openCase(caseOf({ storedAt: 77 }), letter("cancel"));
  await deliver(new Fake([[200, statusOf({ state: "closed", disposition: "cancelled" })]]));
  expect((await currentCase())?.status).toMatchObject({ disposition: "cancelled" });
});

test("messages leave in order after the press, and are kept sealed once posted", async () => {
  await openCase(caseOf(), letter("press"));
  const body = (id: string): string => JSON.stringify({ message_id: id, sealed: `sealed ${id}` });
  await addMessage(letter("message", { body: body("a"), messageId: "a" }), { sequence: 3, previous: "a" });
  await addMessage(letter("message", { body: body("b"), messageId: "b" }), { sequence: 4, previous: "b" });
  await deliver(new Fake([STORED, [201, { seq: 1, at: 80 }], [200, { seq: 2, at: 81 }]]));
  expect(await storedMessages(CASE)).toEqual([
    { caseId: CASE, seq: 1, at: 80, message_id: "a", sender: "person", sealed: "sealed a" },
    { caseId: CASE, seq: 2, at: 81, message_id: "b", sender: "person", sealed: "sealed b" },
  ]);
  expect((await currentCase())?.nextLink).toEqual({ sequence: 4, previous: "b" });
});

test("a key for a counsel leaves once, and says nothing of the case whatever is answered", async () => {
  await openCase(caseOf({ storedAt: 5 }), letter("press"));
  await deliver(new Fake([STORED]));
  const key = letter("key", { path: "/v1/case/keys" });
  expect([await addKey(key, "anna"), await addKey(key, "anna"), await addKey(key, "boris")]).toEqual([true, false, true]);
  const service = new Fake([[204, undefined], 404]);
  await deliver(service);
  expect(service.sent).toHaveLength(2);
  expect(await letters()).toEqual([]);
  expect(await currentCase()).toMatchObject({ gone: false, status: null, keysGiven: ["anna", "boris"] });
});

test("a case that the service knows no more is said to be gone", async () => {
  await openCase(caseOf({ storedAt: 77 }), letter("message", { body: '{"message_id":"a","sealed":"x"}' }));
  await deliver(new Fake([404]));
  expect((await currentCase())?.gone).toBe(true);
});

test("what was wiped while it was on its way does not come back", async () => {
  await openCase(caseOf(), letter("press"));
  const world = new Fake([]);
  world.fetch = async () => {
    await wipe();
    return new Response(JSON.stringify(STORED[1]), { status: 201 });
  };
  expect(await deliver(world)).toBeNull();
  expect(await currentCase()).toBeUndefined();
  expect(await amend(CASE, (stored) => stored)).toBeUndefined();
});
