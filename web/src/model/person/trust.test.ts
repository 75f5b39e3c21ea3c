import { expect, test } from "vitest";
import { firstPin, sameSigners } from "./trust";

const signer = (kid: string) => ({ kid, x: `${kid}x`, y: `${kid}y` });
const named = { organisation: "aid", signers: [signer("a"), signer("b")], threshold: 2 };
const pinned = firstPin(named);

test("a first visit pins what it is told, and no roster yet", () => {
  expect(pinned).toEqual({ ...named, version: 0, sha256: null });
});

test("the order of signers does not matter", () => {
  expect(sameSigners(pinned, { ...named, signers: [signer("b"), signer("a")] })).toBe(true);
});

test("another signer, key, threshold or organisation does", () => {
  const others = [
    { ...named, signers: [signer("a")] },
    { ...named, signers: [signer("a"), { ...signer("b"), y: "other" }] },
    { ...named, threshold: 1 },
    { ...named, organisation: "other" },
  ];
  expect(others.map((other) => sameSigners(pinned, other))).toEqual([false, false, false, false]);
});
