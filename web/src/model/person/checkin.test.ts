import { expect, test } from "vitest";
import { areGoodCodes, momentOf, nextAt, postpone } from "./checkin";

const NOW = new Date(2030, 0, 5, 23, 2, 10).getTime();
const at = (day: number, hour: number, minute: number): number => new Date(2030, 0, day, hour, minute).getTime();

test("a time of day is the next one, tomorrow's when today's is over", () => {
  expect(nextAt("23:30", NOW)).toBe(at(5, 23, 30));
  expect(nextAt("23:02", NOW)).toBe(at(6, 23, 2));
  expect(nextAt("00:15", NOW)).toBe(at(6, 0, 15));
  expect(nextAt("", NOW)).toBeNull();
});

test("what is chosen falls on five minutes", () => {
  expect(momentOf("30", "", "5", NOW)).toEqual({ due_at: at(5, 23, 30), grace_minutes: 5 });
  expect(momentOf("at", "00:16", "15", NOW)).toEqual({ due_at: at(6, 0, 15), grace_minutes: 15 });
  expect(momentOf("at", "", "15", NOW)).toBeNull();
});

test("later is later than it was to be, and than now when that is over", () => {
  expect(postpone({ due_at: at(5, 23, 30), grace_minutes: 5 }, 30, NOW)).toEqual({ due_at: at(6, 0, 0), grace_minutes: 5 });
  expect(postpone({ due_at: at(5, 22, 55), grace_minutes: 15 }, 60, NOW).due_at).toBe(at(6, 0, 0));
});

test("codes are as long as each other, and not the same", () => {
  expect(areGoodCodes("2468", "1357")).toBe(true);
  for (const [fine, forced] of [
    ["2468", "2468"],
    ["2468", "13579"],
    ["246", "135"],
    ["2468", ""],
    ["fine", "oops"],
  ] as const) {
    expect(areGoodCodes(fine, forced)).toBe(false);
  }
});
