import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Link, Member, MessageBody, Person, ReceivedMessage } from "./api.ts";
import { messageRoom } from "./measure.ts";
import { openMessage, openThread, sealMessage } from "./message.ts";
import { Refused, TooLong } from "./refused.ts";
import { ENVELOPE_CHARS } from "./sizes.ts";
import { member, person, roster } from "./vectors.fixture.ts";

const PERSON = await person();
const ANNA = await member("anna");
const START: Link = { sequence: 0, previous: null };
const TEXT = fc.string({ unit: "binary", maxLength: 100 });
const BODIES = fc.oneof(
  fc.record({ kind: fc.constant("text" as const), text: TEXT }),
  fc.record({ kind: fc.constant("introduction" as const), name: TEXT, phone: TEXT, minutes: fc.nat(10_080) }),
  fc.record({ kind: fc.constant("minutes" as const), minutes: fc.nat(10_080) }),
);

const say = (body: MessageBody, link = START, to = [{ kid: PERSON.caseId, key: PERSON.sealKey }]) =>
  sealMessage({ as: ANNA, caseId: PERSON.caseId, to, link, rosterVersion: 7, body });

const hear = (as: Person | Member, sealed: string) =>
  openMessage(as, PERSON.caseId, sealed, { sender: ANNA.fingerprint, key: ANNA.signKey }, START);

describe("a message", () => {
  it("is read by both sides as it was said", async () => {
    const check = async (body: MessageBody) => {
      const { sealed } = await say(body);
      for (const reader of [PERSON, ANNA]) expect((await hear(reader, sealed)).body).toEqual(body);
    };
    await fc.assert(fc.asyncProperty(BODIES, check), { numRuns: 30 });
  });

  it("may be as long as the screen was told, for everybody who can hold a card", async () => {
    const longest = { sequence: 1_000_000, previous: "A".repeat(43) };
    const empty: MessageBody = { kind: "text", text: "" };
    const text = "x".repeat(messageRoom(empty));
    const to = Array.from({ length: 17 }, (_, at) => ({ kid: `${String(at).padStart(21, "0")}A`, key: ANNA.sealKey }));
    const { sealed } = await say({ kind: "text", text }, longest, to);
    expect(sealed.length).toBeLessThanOrEqual(ENVELOPE_CHARS);
    await expect(say({ kind: "text", text: text + "x".repeat(20) }, longest)).rejects.toBeInstanceOf(TooLong);
  });

  it("is refused with any character changed that its reader can see", async () => {
    const { sealed } = await say({ kind: "text", text: "I am on my way" });
    const own = sealed.indexOf("encrypted_key");
    const hers = sealed.indexOf(ANNA.fingerprint) + 22;
    const check = async (at: number, to: string) => {
      const changed = sealed.slice(0, at) + to + sealed.slice(at + 1);
      if (changed === sealed || (at >= own && at < hers)) return;
      await expect(hear(PERSON, changed)).rejects.toBeInstanceOf(Refused);
    };
    const places = fc.nat(sealed.length - 1);
    await fc.assert(fc.asyncProperty(places, fc.constantFrom(...'ABab09-_"\\{}[],: =é'), check), { numRuns: 200 });
  });
});

describe("a thread", () => {
  it("goes on where it was left, page by page", async () => {
    let link = START;
    let links = {};
    for (let seq = 0; seq < 4; seq += 1) {
      const sent = await say({ kind: "minutes", minutes: seq }, link);
      link = sent.link;
      const one: ReceivedMessage = { ...sent, seq, sender: ANNA.fingerprint, at: 0 };
      const { caseId, signKey: personSignKey } = PERSON;
      const page = await openThread({ as: PERSON, caseId, personSignKey, roster: roster(), links, messages: [one] });
      links = page.links;
      expect(page.messages[0]).toMatchObject({ body: { minutes: seq }, refused: null, gap: false });
    }
    expect(links).toEqual({ [ANNA.fingerprint]: link });
  });
});
