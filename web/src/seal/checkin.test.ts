import { beforeAll, describe, expect, it } from "vitest";
import type { Card, CheckInInput, FileText, Member, Person } from "./api.ts";
import { openCard, openFile } from "./card.ts";
import { extendBody, HORIZON_MS, roundDue, sealCheckIn, STEP_MS } from "./checkin.ts";
import { CODES } from "./codes.ts";
import { openKeys } from "./openKey.ts";
import { endHashes, endSecret } from "./ending.ts";
import { tokenHash } from "./ids.ts";
import { makeMember } from "./member.ts";
import { makePerson, sealParts, sealPress } from "./press.ts";
import { PRESS_BYTES, ROSTER_VERSION } from "./sizes.ts";

const CARD: Card = { place: "p".repeat(40), where: "", what: "", needs: "", lat: null, lon: null, accuracy_m: null, for: "me" };
const FILE: FileText = { name: "Vera", birth_date: "", phone: "", tell: "", medical: "", notes: "" };
const NOON = 1_893_844_800_000;

let person: Person;
let anna: Member;
let input: CheckInInput;

beforeAll(async () => {
  [person, anna] = await Promise.all([makePerson(), makeMember()]);
  const keys = { fingerprint: anna.fingerprint, seal_key: anna.sealKey, sign_key: anna.signKey };
  const listed = { ...keys, role: "counsel" as const, languages: ["ru"], areas: ["a".repeat(40)], group: null };
  const held = { organisation: "o", issued_at: 0, expires_at: 1, previous_sha256: null, group_key_sha256: "A".repeat(43) };
  const roster = { ...held, version: ROSTER_VERSION, members: [listed], standby: [] };
  const clear = { area: "a".repeat(40), need: "someone_else", urgency: "today", language: "rus" };
  const moment = { due_at: NOON, grace_minutes: 120 };
  input = { person, roster, ...clear, dutyFingerprints: [], card: CARD, file: FILE, moment };
});

describe("a check-in", () => {
  it("is as long as a press, and opens as one", async () => {
    const { body, fields, recipients, fileKey } = await sealCheckIn(input);
    expect(body.length).toBe(PRESS_BYTES);
    expect(JSON.parse(body)).toEqual(fields);
    expect(fields).toMatchObject({ due_at: NOON, grace_minutes: 120, case_id: person.caseId });
    expect(recipients).toEqual([anna.fingerprint]);
    const envelopes = [{ number: 0, part: "card", sealed: fields.card }];
    const opened = await openCard({ member: anna, caseId: person.caseId, envelopes, roster: input.roster });
    expect(await openFile({ opened, sealed: fields.file, fileKey })).toEqual(FILE);
    const held = await openKeys({ member: anna, standby: [], sealed: fields.keys, given: [] });
    expect(held).toEqual({ whole: fileKey });
  });

  it("can be sealed anew when it is extended, or not", async () => {
    const { card, file, keys, fileKey } = await sealParts(input);
    const moment = { due_at: NOON + STEP_MS, grace_minutes: 0 };
    expect(JSON.parse(extendBody(1, moment, { card, file, keys }))).toEqual({ number: 1, ...moment, resealed: { card, file, keys } });
    expect(JSON.parse(extendBody(2, moment))).toEqual({ number: 2, ...moment, resealed: null });
    const opened = await openCard({
      member: anna,
      caseId: person.caseId,
      envelopes: [{ number: 0, part: "card", sealed: card }],
      roster: input.roster,
    });
    expect(await openFile({ opened, sealed: file, fileKey })).toEqual(FILE);
  });

  it("falls on five minutes, ahead, within the limit", () => {
    expect(roundDue(NOON + 149_000, NOON)).toBe(NOON + STEP_MS);
    expect(roundDue(NOON + 3_600_000 + 151_000, NOON)).toBe(NOON + 3_600_000 + STEP_MS);
    expect(roundDue(NOON - 1, NOON)).toBe(NOON + STEP_MS);
    expect(roundDue(NOON + 99 * HORIZON_MS, NOON + 1)).toBe(NOON + HORIZON_MS);
  });
});

describe("the two words", () => {
  it("are of one form, and nothing but the code tells them apart", async () => {
    const { token } = person;
    const [fine, duress] = await Promise.all([CODES.fine, CODES.duress].map((code) => endSecret({ token, code })));
    expect(fine).toHaveLength(43);
    expect(duress).toHaveLength(43);
    expect(fine).not.toBe(duress);
    const hashes = await endHashes(token);
    expect(hashes).toEqual({ cancel_sha256: await tokenHash(fine!), duress_sha256: await tokenHash(duress!) });
  });

  it("are hers when she has chosen them", async () => {
    const codes = { fine: "2468", duress: "1357" };
    const { fields } = await sealPress({ ...input, codes });
    const { cancel_sha256, duress_sha256 } = await endHashes(person.token, codes);
    expect(fields).toMatchObject({ cancel_sha256, duress_sha256 });
    expect(fields.cancel_sha256).not.toBe((await endHashes(person.token)).cancel_sha256);
    expect("due_at" in fields).toBe(false);
  });
});
