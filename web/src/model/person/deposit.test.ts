import { expect, test } from "vitest";
import { type Deposit, applyAnswer, isOver, isProofDue, lastDay } from "./deposit";

const DAY = 86_400_000;
const LEFT = 20 * DAY + 5;
const left: Deposit = { lookupId: "l", token: "t", expiresAt: lastDay(LEFT) };

test("a file is left for ninety days, to the beginning of a day", () => {
  expect(left.expiresAt).toBe(110 * DAY);
});

test("its owner shows that she is there on another day than that on which it was left", () => {
  expect(isProofDue(left, LEFT)).toBe(false);
  expect(isProofDue(left, 21 * DAY - 1)).toBe(false);
  expect(isProofDue(left, 21 * DAY)).toBe(true);
  expect(isProofDue(left, 110 * DAY)).toBe(false);
});

test("she shows it once; where the service had no room for the answer, again on the next day", () => {
  const refused = applyAnswer(left, 503, 21 * DAY + 7);
  expect([21 * DAY + 8, 22 * DAY].map((now) => isProofDue(refused, now))).toEqual([false, true]);
  expect(isProofDue(applyAnswer(refused, 200, 22 * DAY), 23 * DAY)).toBe(false);
});

test("what is gone there, or has had its time, is over", () => {
  expect(isOver(left, 21 * DAY)).toBe(false);
  expect(isOver(left, 110 * DAY)).toBe(true);
  const gone = applyAnswer(left, 404, 21 * DAY);
  expect([isOver(gone, 21 * DAY), isProofDue(gone, 30 * DAY)]).toEqual([true, false]);
});
