import { describe, expect, it } from "vitest";
import { readEntries } from "../../seal/statement";
import { roster, vectors } from "../../seal/vectors.fixture";
import { accessTotals, checkLog, checkLogs, logKey, unwrittenAccess } from "./accessLog";

const { logs } = vectors("statements");
const whole = logs.find((vector) => vector.name === "a whole log")!;

describe("a log of who was given access", () => {
  it.each(logs)("$name", async ({ texts, seen, now, faults }) => {
    const entries = await readEntries({ texts, roster: roster() });
    const checked = checkLog(entries, seen, now);
    expect([...checked.faults].sort()).toEqual(faults);
    const last = Math.max(-1, seen?.sequence ?? -1, ...entries.map((entry) => entry.sequence));
    expect(checked.head?.sequence ?? -1).toBe(last);
  });

  it("is missed when the service shows nothing of it any more", async () => {
    const entries = await readEntries({ texts: whole.texts, roster: roster() });
    const { heads, faults } = checkLogs(entries, new Map(), whole.now);
    expect(faults.size).toBe(0);
    const later = checkLogs([], heads, whole.now);
    expect(later.faults.get(logKey(entries[0]!))).toEqual(new Set(["cut"]));
    expect(later.heads).toEqual(heads);
  });

  it("says who gave whom access, to how many cards", async () => {
    const entries = await readEntries({ texts: whole.texts, roster: roster() });
    const { member, counsel, at } = entries[3]!;
    expect(accessTotals(entries)).toEqual([{ member, counsel: counsel[0], cards: 4, unasked: 4, last_at: at }]);
  });
});

describe("a reseal that the service shows", () => {
  it("was written down by somebody, or is said", () => {
    const given = [
      { sha256: "a", kids: ["k", "l"] },
      { sha256: "b", kids: ["l", "m"] },
    ];
    expect(unwrittenAccess(given, new Set(["a", "b"]))).toEqual([]);
    expect(unwrittenAccess(given, new Set(["a"]))).toEqual(["l", "m"]);
  });
});
