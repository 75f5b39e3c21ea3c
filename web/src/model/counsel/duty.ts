// When a duty may end: a few choices that fit the hour, so that one tap is enough.

export type DutyEnd = { kind: "hours"; hours: number; at: number } | { kind: "tonight" | "morning"; at: number };

const HOUR_MS = 3_600_000;
const HOURS = [2, 4, 8] as const;
const NIGHT = 22;
const MORNING = 7;

function nextAt(now: number, hour: number): number {
  const moment = new Date(now);
  moment.setHours(hour, 0, 0, 0);
  if (moment.getTime() <= now) moment.setDate(moment.getDate() + 1);
  return moment.getTime();
}

/** The choices at `now`, soonest first: hours from now, and tonight, or the morning when tonight is nearly over. */
export function dutyEnds(now: number): DutyEnd[] {
  const ends: DutyEnd[] = HOURS.map((hours) => ({ kind: "hours", hours, at: now + hours * HOUR_MS }));
  const tonight = nextAt(now, NIGHT);
  const nearly = tonight - now < HOUR_MS || tonight - now > 16 * HOUR_MS;
  ends.push(nearly ? { kind: "morning", at: nextAt(now, MORNING) } : { kind: "tonight", at: tonight });
  return ends.sort((a, b) => a.at - b.at);
}

/** What stands chosen at first: four hours. */
export function usualEnd(ends: readonly DutyEnd[]): DutyEnd {
  const usual = ends.find((end) => end.kind === "hours" && end.hours === 4) ?? ends[0];
  if (!usual) throw new Error("a duty must have an end to choose");
  return usual;
}
