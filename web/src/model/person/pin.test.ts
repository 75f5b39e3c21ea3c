import { expect, test } from "vitest";
import { isPin, NO_TRIES, secondsLeft, addWrongTry, type Tries } from "./pin";

const after = (wrong: number): Tries => Array.from({ length: wrong }).reduce<Tries>((tries) => addWrongTry(tries, 0), NO_TRIES);

test("two slips cost nothing, then each costs twice the last, up to five minutes", () => {
  expect([1, 2, 3, 4, 5, 9, 20].map((wrong) => secondsLeft(after(wrong), 0))).toEqual([0, 0, 5, 10, 20, 300, 300]);
});

test("a clock that was set back does not lock anybody out for ever", () => {
  expect(secondsLeft(addWrongTry(after(5), 10 ** 12), 0)).toBe(300);
});

test("four to eight digits", () => {
  expect(["123", "1234", "12345678", "123456789", "12a4"].map(isPin)).toEqual([false, true, true, false, false]);
});
