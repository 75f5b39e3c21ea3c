import { expect, test } from "vitest";
import type { Roster } from "../../seal/api";
import { draw } from "../../seal/press";
import { drillRoster, rosterOf } from "./drill";

const KEY = { x: "x", y: "y" };
const member = (fingerprint: string, role: "counsel" | "desk") => ({
  fingerprint,
  role,
  seal_key: KEY,
  sign_key: KEY,
  languages: ["en"],
  areas: ["centre"],
});
const ROSTER = { version: 3, members: [member("ann", "counsel"), member("dan", "desk")] } as unknown as Roster;
const DRILL = { fingerprint: "robot", seal_key: KEY, sign_key: KEY };

test("a drill is drawn for the drill counsel alone", () => {
  expect(draw(drillRoster(ROSTER, DRILL, "north"), "north", "en", ["ann"]).map((entry) => entry.fingerprint)).toEqual(["robot"]);
});

test("whatever the service says of a drill counsel, a real press is never drawn for it", () => {
  const drawn = draw(rosterOf({ area: "centre" }, ROSTER), "centre", "en", ["robot"]);
  expect(drawn.map((member) => member.fingerprint).sort()).toEqual(["ann", "dan"]);
});
