import { expect, test } from "vitest";
import { ARRIVED_BY_MS, dueLetter, delayLetter, type Letter, outcome, msUntilNext } from "./outbox";

const letter = (more: Partial<Letter> = {}): Letter => ({
  id: 1,
  caseId: "c",
  kind: "press",
  path: "/v1/cases",
  token: null,
  body: "{}",
  messageId: null,
  writtenAt: 0,
  tries: 0,
  notBefore: 5_000,
  ...more,
});

test("a press is kept back until its undo is over", () => {
  expect(dueLetter([letter()], 4_999)).toBeUndefined();
  expect(dueLetter([letter()], 5_000)?.id).toBe(1);
  expect(msUntilNext([letter()], 2_000)).toBe(3_000);
  expect(msUntilNext([], 2_000)).toBeNull();
});

test("after the clock was set back nothing waits longer than the longest pause", () => {
  const tomorrow = letter({ tries: 3, notBefore: 86_400_000 });
  expect(dueLetter([tomorrow], 0)?.id).toBe(1);
  expect(msUntilNext([tomorrow], 0)).toBe(0);
});

test("a message never overtakes its press", () => {
  const letters = [letter({ id: 2, kind: "message", notBefore: 0 }), letter({ notBefore: 9_000 })];
  expect(dueLetter(letters, 8_000)).toBeUndefined();
  expect(msUntilNext(letters, 8_000)).toBe(1_000);
  expect(dueLetter(letters, 9_000)?.id).toBe(1);
});

test("what an answer means", () => {
  const meanings = [201, 200, 0, 500, 503, 429, 408, 400, 409, 413].map((status) => outcome(letter(), status, 0));
  expect(meanings).toEqual(["delivered", "delivered", "again", "again", "again", "again", "again", "refused", "refused", "refused"]);
});

test("what is cancelled and not there may still be on its way, for a while", () => {
  const cancel = letter({ kind: "cancel" });
  expect(outcome(cancel, 404, ARRIVED_BY_MS - 1)).toBe("again");
  expect(outcome(cancel, 404, ARRIVED_BY_MS)).toBe("refused");
  expect(outcome(letter({ kind: "message" }), 404, 0)).toBe("refused");
});

test("each failure makes the pause longer", () => {
  const once = delayLetter(letter(), 10_000, () => 1);
  const twice = delayLetter(once, 20_000, () => 1);
  expect([once.tries, once.notBefore, twice.tries, twice.notBefore]).toEqual([1, 11_000, 2, 22_000]);
});
