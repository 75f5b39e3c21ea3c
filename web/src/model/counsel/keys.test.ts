import { expect, it } from "vitest";
import type { Roster, RosterMember } from "../../seal/api";
import { findWaiting } from "./keys";

const KEY = { x: "", y: "" };
const member = (fingerprint: string, role: RosterMember["role"] = "counsel"): RosterMember => ({
  ...{ fingerprint, role, group: null, seal_key: KEY, sign_key: KEY, languages: [], areas: [] },
});
const ROSTER: Roster = {
  ...{ organisation: "o", version: 1, issued_at: 0, expires_at: 1, previous_sha256: null, group_key_sha256: "", standby: [] },
  members: [member("anna"), member("gleb", "desk")],
};
const wanted = (to: string) => ({ case_id: "c", to, sealed: "" });

it("only counsel of the signed list get a key, each once, three of a case", () => {
  expect(findWaiting(wanted("anna"), ROSTER, new Set())?.fingerprint).toBe("anna");
  expect(findWaiting(wanted("gleb"), ROSTER, new Set())).toBeUndefined();
  expect(findWaiting(wanted("mallory"), ROSTER, new Set())).toBeUndefined();
  expect(findWaiting(wanted("anna"), ROSTER, new Set(["anna"]))).toBeUndefined();
  expect(findWaiting(wanted("anna"), ROSTER, new Set(["x", "y", "z"]))).toBeUndefined();
});
