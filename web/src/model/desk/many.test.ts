import { expect, test } from "vitest";
import { caseRow } from "./fixture";
import { BATCH, MOST, stillFree, takeMore } from "./many";

const rows = Array.from({ length: 700 }, (_, at) => caseRow(`k${at}`));

test("each time a hundred more, from the top, and no more than the service takes at once", () => {
  let taken = takeMore(rows, []);
  expect(taken).toEqual(rows.slice(0, BATCH).map((row) => row.case_id));
  for (let times = 0; times < 9; times += 1) taken = takeMore(rows, taken);
  expect(taken).toEqual(rows.slice(0, MOST).map((row) => row.case_id));
});

test("what shows something, somebody has, is made under duress or practises is never taken", () => {
  const kept = [
    caseRow("proven", { proven: true }),
    caseRow("accepted", { state: "accepted" }),
    caseRow("closed", { state: "closed" }),
    caseRow("duress", { duress: true }),
    caseRow("drill", { need: "drill" }),
  ];
  expect(takeMore([...kept, caseRow("free"), caseRow("desk", { state: "desk" })], [])).toEqual(["free", "desk"]);
  const cases = new Map([...kept, caseRow("free")].map((row) => [row.case_id, row]));
  expect(stillFree(cases, ["proven", "free", "gone", "accepted"])).toEqual(["free"]);
});
