import { expect, test } from "vitest";
import { findWork } from "./work";

const WORK = { nonce: "n".repeat(22), caseId: "c".repeat(22) };

// tests/core/test_work.py has the same numbers: both sides count alike.
test("work is counted as the service counts it", async () => {
  expect(await findWork({ ...WORK, from: 0, tries: 100, bits: 6 })).toEqual({ number: 69, bits: 6 });
  expect(await findWork({ ...WORK, from: 400, tries: 100, bits: 11 })).toEqual({ number: 430, bits: 11 });
});

test("a piece ends after its tries, with the best that it found", async () => {
  expect(await findWork({ ...WORK, from: 0, tries: 20, bits: 64 })).toEqual({ number: 13, bits: 5 });
});
