import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import { statusOf } from "../model/person/fixture";
import type { Person } from "../seal/api";
import { currentCase, forgetCase, type StoredCase } from "./cases";
import { type ArmedCheckIn, storeArmed, applyCheckIn, changeArmed } from "./checkin";
import { wipe } from "./database";
import { recall } from "./values";
import type { NewLetter } from "../model/person/outbox";
import { deliver, letters, openCase, type World } from "./outbox";

const ID = "i".repeat(22);
const DUE = 1_893_844_800_000;
const MOMENT = { due_at: DUE, grace_minutes: 5 };
const LATER = { due_at: DUE + 3_600_000, grace_minutes: 5 };
const LINK = { sequence: 2, previous: "p" };
const PLACE = { for: "me", area: "market", need: "detained", language: "en", rosterVersion: 1, recipients: [] } as const;

function pressed(caseId: string): StoredCase {
  const nothing = { storedAt: null, status: null, heardAt: null, cancelledAt: null, refused: null, gone: false, seen: -1 };
  const stored = { ...PLACE, recipients: [], createdAt: 0, firstLink: LINK, nextLink: LINK };
  return { caseId, person: { caseId, token: "t" } as Person, coded: true, ...stored, ...nothing };
}

const armed: ArmedCheckIn = {
  becomes: pressed(ID),
  moment: MOMENT,
  number: 0,
  confirmed: null,
  endedAt: null,
  wrongCode: false,
  refused: null,
  fired: false,
};

const letter = (kind: NewLetter["kind"], caseId = ID): NewLetter => ({
  caseId,
  kind,
  path: `/${kind}`,
  token: "t",
  body: kind,
  messageId: null,
  writtenAt: 0,
  notBefore: 0,
});

const says = (state: string, number = 0, moment = MOMENT): [number, unknown] => [200, { case_id: ID, state, number, ...moment }];

/** Answers in turn; null: no network. `sent` is what was asked. */
function outside(...answers: ([number, unknown] | null)[]): World & { sent: string[] } {
  const sent: string[] = [];
  const fetch = (url: string, init: RequestInit): Promise<Response> => {
    sent.push(`${init.method ?? "GET"} ${url}`);
    const [status, body] = answers.shift() ?? [0, null];
    return status ? Promise.resolve(new Response(JSON.stringify(body), { status })) : Promise.reject(new TypeError("no network"));
  };
  return { sent, fetch, now: () => 0, random: () => 1, online: () => true };
}

const storedArmed = async (): Promise<ArmedCheckIn> => (await recall("checkIn")) as ArmedCheckIn;

beforeEach(async () => {
  await wipe();
  await storeArmed(armed, letter("arm"));
});

test("it protects once the desk has said so, and one at a time is armed", async () => {
  expect(await storeArmed(armed, letter("arm"))).toBe(false);
  await deliver(outside(null));
  expect((await storedArmed()).confirmed).toBeNull();
  await wipe();
  await storeArmed(armed, letter("arm"));
  await deliver(outside(says("armed")));
  expect((await storedArmed()).confirmed).toEqual(MOMENT);
});

test("a check-in that waits holds no press up, and forgetting the case leaves it", async () => {
  await openCase(pressed("other"), letter("press", "other"));
  const world = outside([201, { case_id: "other", stored_at: 7 }], says("armed"));
  await deliver(world);
  expect(world.sent).toEqual(["POST /press", "POST /arm"]);
  await changeArmed((entry) => entry, letter("extend"));
  await forgetCase();
  expect(await letters()).toHaveLength(1);
});

test("moved: the desk's moment and hers are told apart until it has heard; a refused one gives way", async () => {
  await deliver(outside(says("armed")));
  await changeArmed((entry) => ({ ...entry, moment: LATER, number: 1 }), { ...letter("extend"), method: "PUT" });
  expect(await storedArmed()).toMatchObject({ moment: LATER, confirmed: MOMENT });
  const world = outside(says("armed", 1, LATER));
  await deliver(world);
  expect(world.sent).toEqual(["PUT /extend"]);
  expect(await storedArmed()).toMatchObject({ moment: LATER, confirmed: LATER });
  await changeArmed((entry) => ({ ...entry, moment: MOMENT, number: 2 }), letter("extend"));
  await deliver(outside([400, { type: "urn:habeas:problem:malformed" }]));
  expect((await storedArmed()).moment).toEqual(LATER);
});

test("ended: nothing of it is left but that it is over; a code of nobody's changes nothing", async () => {
  await deliver(outside(says("armed")));
  await changeArmed((entry) => ({ ...entry, endedAt: 1 }), letter("end"));
  await deliver(outside([403, { type: "urn:habeas:problem:wrong-code" }]));
  expect(await storedArmed()).toMatchObject({ endedAt: null, wrongCode: true, refused: null });
  await changeArmed((entry) => ({ ...entry, endedAt: 1 }), letter("end"));
  await deliver(outside([200, statusOf({ state: "closed" })]));
  expect(await recall("checkIn")).toBe("over");
});

test("refused when its time had passed: it says why, and another can be armed", async () => {
  await deliver(outside([400, { type: "urn:habeas:problem:malformed" }]));
  expect((await storedArmed()).refused).toBe("malformed");
  expect(await storeArmed(armed, letter("arm"))).toBe(true);
});

test("opened: it is the case of this phone, ended by the same codes; behind another case it waits", async () => {
  await deliver(outside(says("armed")));
  await openCase(pressed("other"), letter("press", "other"));
  const fired = { case_id: ID, state: "fired", number: null, due_at: null, grace_minutes: null } as const;
  await applyCheckIn(ID, fired);
  expect((await storedArmed()).fired).toBe(true);
  await forgetCase();
  await applyCheckIn(ID, fired);
  expect(await currentCase()).toMatchObject({ caseId: ID, coded: true, storedAt: DUE + 300_000 });
  expect(await recall("checkIn")).toBeUndefined();
});
