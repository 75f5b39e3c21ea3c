import fc from "fast-check";
import { expect, test } from "vitest";
import type { Shapes } from "../shared/shapes";
import { delivery, type View } from "./delivery";
import { statusOf } from "./fixture";

type Status = Shapes["Status"];

const view = (more: Partial<View> = {}): View => ({
  createdAt: 10,
  storedAt: 20,
  leaving: null,
  online: true,
  status: null,
  introduction: null,
  verified: true,
  cancelledAt: null,
  refused: null,
  gone: false,
  proof: "none",
  ...more,
});

const headline = (more: Partial<View>): string => delivery(view(more)).headline;
const lines = (more: Partial<View>): string[] => delivery(view(more)).lines.map(({ is, mark }) => `${is} ${mark}`);

test("what is on this phone alone is never called sent", () => {
  const here = { storedAt: null, leaving: { tries: 0, nextAt: 30 } };
  expect(headline({ ...here, online: false })).toBe("no_network");
  expect(headline(here)).toBe("leaving");
  expect(headline({ ...here, leaving: { tries: 2, nextAt: 30 } })).toBe("no_answer");
  expect(lines({ ...here, online: false })).toEqual(["saved done", "no_network now"]);
});

test("the search: stored, asked, rung, opened, each only with its proof", () => {
  expect(headline({})).toBe("stored");
  expect(headline({ status: statusOf() })).toBe("stored");
  expect(headline({ status: statusOf({ asked: 3 }) })).toBe("asking");
  expect(headline({ status: statusOf({ asked: 3, phones_shown: 2 }) })).toBe("ringing");
  expect(headline({ status: statusOf({ asked: 3, phones_shown: 2, opened: 1 }) })).toBe("opened");
  expect(lines({ status: statusOf({ asked: 3, phones_shown: 2, opened: 1 }) })).toEqual([
    "saved done",
    "stored done",
    "rang done",
    "opened done",
    "asked now",
  ]);
});

test("when nobody was reached the desk's reason and the numbers are on the screen", () => {
  const result = delivery(view({ status: statusOf({ state: "desk", desk_reason: "nobody_left" }) }));
  expect(result.headline).toBe("desk");
  expect(result.call).toBe(true);
  expect(result.lines.at(-1)).toMatchObject({ is: "desk", because: "nobody_left", mark: "now" });
});

test("in a flood she reads that her call waits in line, what the phone does about it, and when that is done", () => {
  const crowded = statusOf({ state: "desk", desk_reason: "crowded" });
  expect(headline({ status: crowded })).toBe("crowded");
  expect(headline({ status: crowded, proof: "working" })).toBe("crowded");
  expect(lines({ status: crowded, proof: "working" }).slice(-2)).toEqual(["desk now", "working now"]);
  expect(headline({ status: crowded, proof: "shown" })).toBe("desk");
  expect(lines({ status: crowded, proof: "shown" }).at(-1)).toBe("shown done");
  expect(lines({ status: statusOf({ state: "accepted", counsel: "k" }), proof: "shown" })).not.toContain("shown done");
});

const accepted = statusOf({ state: "accepted", counsel: "k", accepted_at: 50, asked: 1, phones_shown: 1, opened: 1 });
const who = { name: "Anna K.", phone: "", expectedAt: 90 };

test("a name is told only from counsel's own message", () => {
  expect(lines({ status: accepted }).at(-1)).toBe("accepted_unnamed done");
  expect(lines({ status: accepted, introduction: who }).at(-1)).toBe("accepted done");
});

test("counsel whom the signed roster does not know is no good news", () => {
  const result = delivery(view({ status: accepted, verified: false }));
  expect(result.headline).toBe("unverified");
  expect(result.lines.at(-1)).toMatchObject({ is: "unverified", mark: "lost" });
  expect(result.call).toBe(true);
});

test("on the way, and at the door", () => {
  expect(headline({ status: { ...accepted, state: "en_route" } })).toBe("en_route");
  const arrived = view({ status: { ...accepted, state: "arrived", arrived_at: 80 }, introduction: who });
  expect(delivery(arrived).headline).toBe("arrived");
  expect(delivery(arrived).lines.at(-1)).toEqual({ is: "arrived", mark: "done", at: 80 });
});

test("handed back: it is said, with the numbers, until the next accepts", () => {
  const back = { asked: 2, phones_shown: 1, opened: 1, handed_back: true };
  expect(delivery(view({ status: statusOf(back) }))).toMatchObject({ headline: "handed_back", call: true });
  expect(lines({ status: statusOf(back) })).toContain("handed_back lost");
  expect(lines({ status: statusOf(back) }).some((names) => names.startsWith("accepted"))).toBe(false);
  // At the desk nobody else is being asked.
  const desk = { status: statusOf({ ...back, state: "desk" }) };
  expect([headline(desk), lines(desk).includes("handed_back lost")]).toEqual(["desk", true]);
});

test("cancelled is said only when the desk has confirmed it", () => {
  expect(headline({ cancelledAt: 40 })).toBe("cancelling");
  expect(headline({ cancelledAt: 40, status: statusOf({ state: "closed", disposition: "cancelled" }) })).toBe("closed");
});

test("cancelled before it came to the desk: over, and nothing is said to be lost", () => {
  const result = delivery(view({ storedAt: null, cancelledAt: 40, gone: true }));
  expect(result).toMatchObject({ headline: "never", over: true, call: false });
  expect(result.lines.map(({ is }) => is)).toEqual(["saved"]);
  expect(headline({ cancelledAt: 40, gone: true })).toBe("gone");
});

test("refused and gone are lost, and say whom to call", () => {
  expect(delivery(view({ storedAt: null, refused: "malformed" }))).toMatchObject({ headline: "refused", call: true });
  expect(delivery(view({ gone: true }))).toMatchObject({ headline: "gone", call: true });
});

test("whatever is known: something is said, nothing twice, and nothing is coming in a closed case", () => {
  const known = fc.record({
    storedAt: fc.option(fc.nat()),
    leaving: fc.option(fc.record({ tries: fc.nat(5), nextAt: fc.nat() })),
    online: fc.boolean(),
    verified: fc.boolean(),
    cancelledAt: fc.option(fc.nat()),
    refused: fc.option(fc.constant("malformed")),
    gone: fc.boolean(),
    introduction: fc.option(fc.constant(who)),
    status: fc.option(
      fc
        .record({
          state: fc.constantFrom("waiting", "desk", "accepted", "en_route", "arrived", "closed"),
          asked: fc.nat(5),
          phones_shown: fc.nat(5),
          opened: fc.nat(5),
          counsel: fc.option(fc.constant("k")),
          arrived_at: fc.option(fc.nat()),
        })
        .map((some) => statusOf(some as Partial<Status>)),
    ),
  });
  fc.assert(
    fc.property(known, (some) => {
      const result = delivery(view(some));
      const names = result.lines.map(({ is }) => is);
      expect(names[0]).toBe("saved");
      expect(new Set(names).size).toBe(names.length);
      if (result.headline === "closed") expect(result.lines.some(({ mark }) => mark === "now")).toBe(false);
    }),
  );
});
