import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Card, FileText, Member, Person, PressInput, Roster, RosterMember, SealedPress } from "./api.ts";
import { openCard, openFile } from "./card.ts";
import { measure } from "./jwe.ts";
import { cardRoom, fileRoom } from "./measure.ts";
import { makeMember } from "./member.ts";
import { draw, makePerson, sealPress } from "./press.ts";
import { Refused, TooLong } from "./refused.ts";
import { PRESS_BYTES, ROSTER_VERSION, SLOTS } from "./sizes.ts";

const CARD: Card = { place: null, where: "", what: "", needs: "", lat: null, lon: null, accuracy_m: null, for: "me" };
const FILE: FileText = { name: "", birth_date: "", phone: "", tell: "", medical: "", notes: "" };
const CLEAR = { area: "north", need: "detained", urgency: "now", language: "ru" };

const listed = (member: Member, role: RosterMember["role"], areas: string[], languages = ["ru"]): RosterMember => ({
  fingerprint: member.fingerprint,
  role,
  seal_key: member.sealKey,
  sign_key: member.signKey,
  languages,
  areas,
  group: null,
});

const rosterOf = (members: RosterMember[], version = 1): Roster => ({
  organisation: "org",
  version,
  issued_at: 0,
  expires_at: 1,
  previous_sha256: null,
  group_key_sha256: "A".repeat(43),
  members,
  standby: [],
});

let person: Person;
let anna: Member;
let roster: Roster;

const press = (more: Partial<PressInput> = {}): Promise<SealedPress> =>
  sealPress({ person, roster, ...CLEAR, dutyFingerprints: [], card: CARD, file: FILE, ...more });

const opened = async ({ fields }: SealedPress, card = fields.card) =>
  openCard({ member: anna, caseId: person.caseId, envelopes: [{ number: 0, part: "card", sealed: card }], roster });

beforeAll(async () => {
  person = await makePerson();
  anna = await makeMember();
  const others = await Promise.all([makeMember(), makeMember(), makeMember()]);
  const counsel = [anna, ...others.slice(1)].map((entry) => listed(entry, "counsel", ["north"]));
  roster = rosterOf([...counsel, listed(others[0], "desk", [])]);
});

describe("keys", () => {
  it("cannot be exported", async () => {
    for (const { signPair, sealPair } of [person, anna]) {
      for (const { privateKey } of [signPair, sealPair]) {
        expect(privateKey.extractable).toBe(false);
        await expect(crypto.subtle.exportKey("jwk", privateKey)).rejects.toThrow();
      }
    }
  });

  it("can be stored and used again", async () => {
    const kept = structuredClone(person);
    expect((await press({ person: kept })).fields.case_id).toBe(person.caseId);
  });
});

const TEXT = fc.string({ unit: "binary", maxLength: 30 });
const DEGREES = fc.option(fc.integer({ min: -8_900_000, max: 8_900_000 }).map((value) => value / 1e5));
const CARDS = fc.record({
  place: fc.constant("police-1"),
  where: TEXT,
  what: TEXT,
  needs: TEXT,
  lat: DEGREES,
  lon: DEGREES,
  accuracy_m: fc.option(fc.nat(10_000)),
  for: fc.constantFrom<"me" | "other">("me", "other"),
});
const FILES = fc.record({ name: TEXT, birth_date: TEXT, phone: TEXT, tell: TEXT, medical: TEXT, notes: TEXT });

describe("a press", () => {
  it("opens to what was sealed, and has one size", async () => {
    const seals = async (card: Card, file: FileText) => {
      const sealed = await press({ card, file });
      expect(new TextEncoder().encode(sealed.body).length).toBe(PRESS_BYTES);
      expect(JSON.parse(sealed.body)).toEqual(sealed.fields);
      const got = await opened(sealed);
      expect(got.card).toEqual(card);
      expect(await openFile({ opened: got, sealed: sealed.fields.file, fileKey: sealed.fileKey })).toEqual(file);
    };
    await fc.assert(fc.asyncProperty(CARDS, FILES, seals), { numRuns: 30 });
  });

  it("has that size with the longest clear fields, and with nobody to seal to", async () => {
    const longest = { area: "n".repeat(40), need: "someone_else", urgency: "today", language: "kaz" };
    for (const held of [rosterOf([]), rosterOf(roster.members, ROSTER_VERSION)]) {
      const { body, fields } = await press({ ...longest, roster: held });
      expect(body.length).toBe(PRESS_BYTES);
      expect(measure(fields.card, "card").length).toBe(SLOTS);
    }
  });

  it("is sealed to those drawn, in an order that tells nothing", async () => {
    const orders = new Set<string>();
    for (let round = 0; round < 8; round += 1) {
      const { fields, recipients } = await press();
      expect(recipients.toSorted()).toEqual(roster.members.map((member) => member.fingerprint).toSorted());
      const kids = measure(fields.card, "card");
      orders.add(recipients.map((recipient) => kids.indexOf(recipient)).join());
    }
    expect(orders.size).toBeGreaterThan(1);
  });

  it("carries halves of characters as U+FFFD", async () => {
    const sealed = await press({ card: { ...CARD, what: "a\ud800b" } });
    expect((await opened(sealed)).card.what).toBe("a\ufffdb");
  });

  it("says by how much a text does not fit, as the screen was told before", async () => {
    const fits = { ...CARD, what: "x".repeat(cardRoom(CARD)) };
    const full = { ...FILE, notes: "x".repeat(fileRoom(FILE)) };
    const held = rosterOf(roster.members, ROSTER_VERSION);
    await press({ card: fits, file: full, roster: held });
    const card = { ...CARD, what: `${fits.what}жж` };
    expect(cardRoom(card)).toBe(-4);
    await expect(press({ card, roster: held })).rejects.toEqual(new TooLong(4));
    await expect(press({ file: { ...full, name: "x" }, roster: held })).rejects.toEqual(new TooLong(1));
  });
});

describe("who is drawn", () => {
  it("is on duty first, then serves the area, then speaks the language", async () => {
    const members = await Promise.all(Array.from({ length: 24 }, makeMember));
    const counsel = members.slice(0, 20).map((member, at) => listed(member, "counsel", [at % 2 ? "north" : "south"]));
    const desk = members.slice(20).map((member) => listed(member, "desk", []));
    const duty = counsel.filter((_, at) => at % 2 === 0).slice(0, 6);
    const ids = duty.map((entry) => entry.fingerprint);
    const drawn = draw(rosterOf([...counsel, ...desk]), "north", "ru", ids);
    expect(
      drawn
        .slice(0, 6)
        .map((member) => member.fingerprint)
        .toSorted(),
    ).toEqual(ids.toSorted());
    expect(drawn.slice(6, 14).every((member) => member.areas[0] === "north")).toBe(true);
    expect(drawn.slice(14).map((member) => member.role)).toEqual(["desk", "desk", "desk"]);
  });

  it("does not include those who serve neither", async () => {
    const other = listed(await makeMember(), "counsel", ["south"], ["ka"]);
    expect(draw(rosterOf([other]), "north", "ru", [])).toEqual([]);
  });
});

const flip = (text: string, at: number, to: string): string => text.slice(0, at) + to + text.slice(at + 1);
const LETTER = fc.constantFrom(...'ABab019-_"\\{}[],: =é');

describe("any changed character", () => {
  it("of a card and of a file is refused", async () => {
    const sealed = await press({ card: { ...CARD, where: "Bridge" } });
    const whole = await opened(sealed);
    const { card, file } = sealed.fields;
    const { fileKey } = sealed;
    const changes = async (at: number, to: string) => {
      const bad = flip(card, at % card.length, to);
      if (bad !== card) {
        // A key in another's slot is out of her sight in the card; the file names the hash of all of it.
        const attempt = opened(sealed, bad).then((got) => openFile({ opened: got, sealed: file, fileKey }));
        await expect(attempt).rejects.toBeInstanceOf(Refused);
      }
      const worse = flip(file, at % file.length, to);
      if (worse !== file) await expect(openFile({ opened: whole, sealed: worse, fileKey })).rejects.toBeInstanceOf(Refused);
    };
    await fc.assert(fc.asyncProperty(fc.nat(), LETTER, changes), { numRuns: 300 });
  });
});
