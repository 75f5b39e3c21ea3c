import { expect, test } from "vitest";
import { statusOf } from "./fixture";
import { codeIn, isNeeded, leavesCode, usable } from "./proof";

const stored = { storedAt: 1, cancelledAt: null, gone: false, status: statusOf() };

test("a proof is needed while the call is stored and nobody has it", () => {
  expect(isNeeded(stored)).toBe(true);
  expect(isNeeded({ ...stored, status: null })).toBe(true);
  expect(isNeeded({ ...stored, status: statusOf({ state: "desk" }) })).toBe(true);
  for (const state of ["accepted", "en_route", "arrived", "closed"] as const) {
    expect(isNeeded({ ...stored, status: statusOf({ state }) })).toBe(false);
  }
  for (const more of [{ storedAt: null }, { cancelledAt: 2 }, { gone: true }, { drill: {} }]) {
    expect(isNeeded({ ...stored, ...more })).toBe(false);
  }
  expect(isNeeded(null)).toBe(false);
});

test("a drill leaves a code once somebody has answered it, and a real call never", () => {
  const answered = { ...stored, status: statusOf({ counsel: "robot" }) };
  expect(leavesCode({ ...answered, drill: {} })).toBe(true);
  expect(leavesCode({ ...stored, drill: {} })).toBe(false);
  expect(leavesCode(answered)).toBe(false);
});

test("a partner's code is read from its link alone", () => {
  const code = "A".repeat(43);
  expect(codeIn(`#voucher=${code}`)).toBe(code);
  for (const hash of ["", `#voucher=${code}A`, `#voucher=${code.slice(1)}`, `#invitation=${code}`, "#voucher=<b>"]) {
    expect(codeIn(hash)).toBeNull();
  }
});

test("a partner's code comes before a drill's, and neither before its day", () => {
  const [partner, drill] = [
    { code: "p", from: 0 },
    { code: "d", from: 10 },
  ];
  expect(usable([partner, drill], 20)).toBe(partner);
  expect(usable([undefined, drill], 20)).toBe(drill);
  expect(usable([undefined, drill], 9)).toBeUndefined();
});
