import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import {
  dropOwnEntries,
  keepHeads,
  keepOthers,
  keepOwnEntries,
  loadHeads,
  loadOthers,
  loadOwnEntries,
  type OwnEntry,
} from "./accessStorage";
import { keepName, loadNames } from "./storage";

const entry = (member: string, sequence: number): OwnEntry => ({
  ...{ organisation: "aid", member, log: "log", sequence, previous: null, at: 1, reseal_sha256: "reseal", counsel: ["anna"], asked: false },
  ...{ sha256: `${member} ${sequence}`, text: "signed", case_id: "case", sent: false },
});

test("a member's log comes back in its order, and no other's with it", async () => {
  await keepOwnEntries([entry("gleb", 10), entry("gleb", 2), entry("gle", 1), entry("glebb", 3)]);
  await keepOwnEntries([{ ...entry("gleb", 2), sent: true }]);
  expect((await loadOwnEntries("gleb")).map(({ sequence, sent }) => [sequence, sent])).toEqual([
    [2, true],
    [10, false],
  ]);
  await dropOwnEntries([entry("gleb", 2)]);
  expect((await loadOwnEntries("gleb")).map(({ sequence }) => sequence)).toEqual([10]);
});

test("what was seen of other logs and rosters is kept beside names and keys", async () => {
  const head = { sequence: 3, sha256: "hash", at: 5 };
  await keepHeads(new Map([["gleb/log", head]]));
  await keepOthers("aid", ["signed"]);
  await keepName("gleb", "Gleb");
  expect([await loadHeads(), await loadOthers("aid"), await loadNames()]).toEqual([
    new Map([["gleb/log", head]]),
    ["signed"],
    new Map([["gleb", "Gleb"]]),
  ]);
});
