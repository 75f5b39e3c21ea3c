import { describe, expect, it } from "vitest";
import { dutyEnds, usualEnd } from "./duty";

function local(hour: number, minute = 0): number {
  return new Date(2026, 0, 23, hour, minute).getTime();
}

describe("the end of a duty", () => {
  it("may be tonight while the day lasts", () => {
    const ends = dutyEnds(local(14));
    expect(ends.find((end) => end.kind === "tonight")?.at).toBe(local(22));
    expect(ends.map((end) => end.at)).toEqual([...ends.map((end) => end.at)].sort((a, b) => a - b));
  });

  it.each([21.5, 23, 3])("may be the morning at %s o'clock", (hour) => {
    const now = local(Math.floor(hour), (hour % 1) * 60);
    const end = dutyEnds(now).find((end) => end.kind === "morning");
    expect(new Date(end?.at ?? 0).getHours()).toBe(7);
    expect((end?.at ?? 0) - now).toBeLessThan(24 * 3_600_000);
  });

  it("is four hours ahead unless she says otherwise", () => {
    expect(usualEnd(dutyEnds(local(9)))).toEqual({ kind: "hours", hours: 4, at: local(13) });
  });
});
