import { expect, it } from "vitest";
import type { Roster, RosterMember } from "../../seal/api";
import type { KeyRequest } from "../shared/shapes";
import { caseRow } from "./fixture";
import { choreKey, colleaguesAsking, labelToGive, nextKeyChore } from "./fileKeys";

const KEY = { x: "", y: "" };
const desk = (fingerprint: string, group: RosterMember["group"] = null): RosterMember => ({
  ...{ fingerprint, role: "desk", group, seal_key: KEY, sign_key: KEY, languages: [], areas: [] },
});
const rosterOf = (members: RosterMember[], groups: ("a" | "b")[]): Roster => ({
  ...{ organisation: "o", version: 1, issued_at: 0, expires_at: 1, previous_sha256: null, group_key_sha256: "", members },
  standby: groups.map((group) => ({ group, seal_key: KEY, sealed_sha256: "" })),
});
const asks = (member: string, reason: string | null, given: KeyRequest["given"] = []): KeyRequest => ({ member, reason, given });

it("counsel who have a case get the key by themselves, once; dispatchers never do", () => {
  const row = caseRow("one", { state: "accepted", key_requests: [asks("gleb", "her mother rings"), asks("anna", null)] });
  const closed = caseRow("two", { state: "closed", key_requests: [asks("anna", null)] });
  const chore = nextKeyChore([closed, row], new Set());
  expect(chore).toEqual({ case_id: "one", to: "anna" });
  expect(nextKeyChore([closed, row], new Set([choreKey(chore!)]))).toBeNull();
});

it("what is given is the whole, or a share that is not there", () => {
  expect(labelToGive({ whole: "w" }, ["a"])).toBe("whole");
  expect(labelToGive({ b: "b" }, ["a"])).toBe("b");
  expect([labelToGive({ b: "b" }, ["b"]), labelToGive({ b: "b" }, ["whole"]), labelToGive({}, [])]).toEqual([null, null, null]);
});

it("a dispatcher sees who of the other group asks, and not her own group", () => {
  const held = rosterOf([desk("ada", "a"), desk("art", "a"), desk("bea", "b"), desk("nil")], ["a", "b"]);
  const rows = [caseRow("one", { key_requests: [asks("ada", "why"), asks("anna", null)] })];
  const who = (own: string, more = rows): string[] => colleaguesAsking(more, own, held).map(({ request }) => request.member);
  expect([who("bea"), who("art"), who("ada")]).toEqual([["ada"], [], []]);
  const without = [caseRow("two", { key_requests: [asks("nil", "why", ["b"])] })];
  expect([who("bea", without), who("art", without)]).toEqual([[], ["nil"]]);
});

it("where the desk is one, every colleague sees who asks, and a stranger asks nobody", () => {
  const held = rosterOf([desk("ada"), desk("bea")], []);
  const rows = [caseRow("one", { key_requests: [asks("ada", "why"), asks("zoe", "why")] })];
  expect(colleaguesAsking(rows, "bea", held).map(({ request }) => request.member)).toEqual(["ada"]);
  const given = [caseRow("one", { key_requests: [asks("ada", "why", ["whole"])] })];
  expect(colleaguesAsking(given, "bea", held)).toEqual([]);
});
