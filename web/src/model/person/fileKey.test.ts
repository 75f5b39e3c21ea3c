import { expect, it } from "vitest";
import type { Roster, RosterMember } from "../../seal/api";
import { isKeyOver, keyReceiver } from "./fileKey";

const KEY = { x: "", y: "" };
const member = (fingerprint: string, role: RosterMember["role"] = "counsel"): RosterMember => ({
  ...{ fingerprint, role, group: null, seal_key: KEY, sign_key: KEY, languages: [], areas: [] },
});
const ROSTER: Roster = {
  ...{ organisation: "o", version: 1, issued_at: 0, expires_at: 1, previous_sha256: null, group_key_sha256: "", standby: [] },
  members: [member("anna"), member("gleb", "desk")],
};
const ownCase = (counsel: string | null, more: object = {}) => ({
  ...{ fileKey: "k", gone: false, cancelledAt: null, status: { state: "accepted", counsel } },
  ...more,
});

it("the phone gives the key to counsel of its own list alone, once, and to three at most", () => {
  expect(keyReceiver(ownCase("anna"), ROSTER)?.fingerprint).toBe("anna");
  for (const other of ["gleb", "mallory", null]) expect(keyReceiver(ownCase(other), ROSTER)).toBeUndefined();
  expect(keyReceiver(ownCase("anna", { keysGiven: ["anna"] }), ROSTER)).toBeUndefined();
  expect(keyReceiver(ownCase("anna", { keysGiven: ["x", "y", "z"] }), ROSTER)).toBeUndefined();
});

it("a drill, a case that was ended and a phone without the key give nothing", () => {
  for (const more of [{ drill: {} }, { cancelledAt: 5 }, { fileKey: undefined }]) {
    expect(keyReceiver(ownCase("anna", more), ROSTER)).toBeUndefined();
  }
});

it("the key is forgotten when the case has ended", () => {
  expect(isKeyOver(ownCase("anna"))).toBe(false);
  expect(isKeyOver(ownCase("anna", { status: { state: "closed", counsel: "anna" } }))).toBe(true);
  expect(isKeyOver(ownCase("anna", { gone: true }))).toBe(true);
});
