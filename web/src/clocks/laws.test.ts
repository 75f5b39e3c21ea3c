/** What holds for any log whatever: properties, over the rules as shipped. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { calendar } from "./calendar";
import { HOUR, JURISDICTIONS, MOSCOW, moscowTime, shippedRules } from "./fixture";
import { limits } from "./limits";
import type { LoggedEvent, RuleSet } from "./rules";

const SETS = JURISDICTIONS.map(shippedRules);
const ZONES = ["Europe/Moscow", "Asia/Kamchatka", "Europe/Berlin", "America/Los_Angeles", "America/Havana", "Asia/Beirut", "Africa/Cairo"];
const MINUTE = 60_000;
const DAY = 24 * HOUR;

const rules = fc.constantFrom(...SETS);
const zone = fc.constantFrom(...ZONES);
const minute = fc.integer({ min: 0, max: 5 * 24 * 60 }).map((minutes) => moscowTime("00:00") + minutes * MINUTE);

/** A log that fits the rules, in which two events may share a minute. */
const logFor = ({ events, branches }: RuleSet): fc.Arbitrary<LoggedEvent[]> => {
  const article = fc.constantFrom(...Object.keys(branches?.articles ?? {}), "6.1.1");
  const event = fc.record({ kind: fc.constantFrom(...events), at: minute, article });
  const named = event.map(({ kind, at, article: named }) => ({ kind, at, ...(kind === "charged" && { article: named }) }));
  return fc.array(named, { maxLength: 12 }).map((all) => all.map((each, index) => ({ id: `e${index}`, ...each })));
};
const result = rules.chain((set) => fc.record({ set: fc.constant(set), log: logFor(set), zone, now: minute }));
const holds = <T>(given: fc.Arbitrary<T>, law: (some: T) => void): void => fc.assert(fc.property(given, law), { numRuns: 300 });

test("the order in which events are kept changes nothing", () => {
  const shuffled = result.chain(({ log, ...rest }) =>
    fc.record({ ...fixed(rest), log: fc.constant(log), other: fc.shuffledSubarray(log, { minLength: log.length }) }),
  );
  holds(shuffled, ({ set, log, other, zone: there, now }) => {
    expect(limits(other, set, there, now)).toEqual(limits(log, set, there, now));
  });
});

const fixed = <T extends object>(values: T): { [K in keyof T]: fc.Arbitrary<T[K]> } =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, fc.constant(value)])) as { [K in keyof T]: fc.Arbitrary<T[K]> };

test("a limit never ends before its start, and never starts before the event that started it", () => {
  holds(result, ({ set, log, zone: there, now }) => {
    for (const { startsAt, endsAt, startedBy, leftMs } of limits(log, set, there, now)) {
      if (startsAt !== null && endsAt !== null) expect(endsAt).toBeGreaterThan(startsAt);
      expect(startsAt ?? 0).toBeGreaterThanOrEqual(startsAt === null ? 0 : (log.find(({ id }) => id === startedBy)?.at ?? Infinity));
      expect(leftMs ?? 0).toBeGreaterThanOrEqual(0);
    }
  });
});

test("each state carries what it promises", () => {
  holds(result, ({ set, log, zone: there, now }) => {
    for (const { state, startedBy, endsAt, waitsFor, stoppedAt, rule } of limits(log, set, there, now)) {
      expect(waitsFor.length > 0).toBe(state === "waiting");
      expect(startedBy === null).toBe(state === "waiting" || state === "blocked");
      expect(stoppedAt !== null).toBe(state === "stopped");
      if (state === "reached") expect(endsAt).toBeLessThanOrEqual(now);
      if (state === "running") expect(endsAt ?? Infinity).toBeGreaterThan(now);
      if (state === "running") expect(endsAt === null).toBe("prompt" in rule.limit);
    }
  });
});

test("moving all events by as much moves every limit of fixed length by as much", () => {
  holds(
    fc.record({ some: result, by: fc.integer({ min: -400 * DAY, max: 400 * DAY }) }),
    ({ some: { set, log, zone: there, now }, by }) => {
      const ends = (events: LoggedEvent[], at: number): (number | null)[] =>
        limits(events, set, there, at)
          .filter(({ rule }) => "after" in rule.limit)
          .map(({ endsAt }) => endsAt);
      const moved = log.map((event) => ({ ...event, at: event.at + by }));
      expect(ends(moved, now + by)).toEqual(ends(log, now).map((end) => end && end + by));
    },
  );
});

test("editing the time of its start moves a limit, and nothing that does not hang on it", () => {
  holds(fc.record({ at: minute, later: fc.integer({ min: 0, max: 600 }) }), ({ at, later }) => {
    const log = (stopped: number): LoggedEvent[] => [
      { id: "a", kind: "stopped", at: stopped },
      { id: "b", kind: "station", at },
    ];
    const ends = (stopped: number): Record<string, number | null> =>
      Object.fromEntries(limits(log(stopped), shippedRules("RU"), MOSCOW, at).map(({ id, endsAt }) => [id, endsAt]));
    const [before, edited] = [ends(at - 600 * MINUTE), ends(at - later * MINUTE)];
    expect(edited).toEqual({ ...before, "ru.police.call": at - later * MINUTE + 3 * HOUR });
  });
});

/** Questioning from `began`, with breaks after so many minutes and of so many. */
const breaks = fc.array(fc.record({ after: fc.integer({ min: 0, max: 300 }), length: fc.integer({ min: 0, max: 900 }) }), { maxLength: 4 });

function questioned(began: number, pauses: { after: number; length: number }[]): LoggedEvent[] {
  const log: LoggedEvent[] = [{ id: "began", kind: "questioning_began", at: began }];
  let at = began;
  pauses.forEach(({ after, length }, index) => {
    log.push({ id: `b${index}`, kind: "break_began", at: (at += after * MINUTE) });
    log.push({ id: `e${index}`, kind: "break_ended", at: (at += length * MINUTE) });
  });
  return log;
}

const QUESTIONING = ["ru.questioning.block", "ru.questioning.day"];
const endOf = (log: LoggedEvent[], id: string, there: string): number =>
  limits(log, shippedRules("RU"), there, moscowTime("00:00")).find((limit) => limit.id === id)?.endsAt ?? NaN;

test("one break more never shortens a limit", () => {
  holds(fc.record({ began: minute, breaks, zone }), ({ began, breaks: pauses, zone: there }) => {
    for (const id of QUESTIONING) {
      const ends = pauses.map((_, index) => endOf(questioned(began, pauses.slice(0, index + 1)), id, there));
      const all = [endOf(questioned(began, []), id, there), ...ends];
      expect(all.every(Number.isFinite)).toBe(true);
      expect(all).toEqual([...all].sort((a, b) => a - b));
    }
  });
});

test("a limit on questioning ends after as much questioning as it allows, counted minute by minute", () => {
  const short = fc.array(fc.record({ after: fc.integer({ min: 1, max: 59 }), length: fc.integer({ min: 1, max: 120 }) }), { maxLength: 3 });
  holds(fc.record({ began: fc.integer({ min: 0, max: 240 }), short }), ({ began, short: pauses }) => {
    const log = questioned(moscowTime("00:00") + began * MINUTE, pauses);
    const rowEnds = endOf(log, "ru.questioning.block", MOSCOW);
    expect(minutesWithin(log, restedBefore(log), rowEnds)).toBe(4 * 60);
    expect(minutesWithin(log, moscowTime("00:00"), endOf(log, "ru.questioning.day", MOSCOW))).toBe(8 * 60);
  });
});

/** When the last break of an hour or more ended. */
const restedBefore = (log: LoggedEvent[]): number =>
  log.reduce((rested, { kind, at }, index) => (kind === "break_ended" && at - (log[index - 1]?.at ?? at) >= HOUR ? at : rested), 0);

function minutesWithin(log: LoggedEvent[], from: number, to: number): number {
  let minutes = 0;
  for (let at = log[0]?.at ?? 0; at < to; at += MINUTE) {
    const last = log.filter((event) => event.at <= at).pop();
    if (at >= from && last?.kind !== "break_began") minutes += 1;
  }
  return minutes;
}

test("the end of the next day is where the local date turns, also where a day has 23 or 25 hours or begins at one", () => {
  const anyMinute = fc.integer({ min: Date.UTC(2015, 0, 1) / MINUTE, max: Date.UTC(2026, 11, 31) / MINUTE }).map((at) => at * MINUTE);
  holds(fc.record({ at: anyMinute, zone }), ({ at, zone: there }) => {
    const [limit] = limits([{ id: "a", kind: "arrested", at }], shippedRules("DE"), there, at);
    const days = calendar(there);
    expect(days.day(limit?.endsAt ?? 0)).toBe(days.day(at) + 2 * DAY);
    expect(days.day((limit?.endsAt ?? 0) - 1)).toBe(days.day(at) + DAY);
  });
});

const local = (zoneName: string, at: number): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zoneName, dateStyle: "short", timeStyle: "medium" }).format(at);

test.each([
  ["a day of 23 hours", "Europe/Berlin", "2026-03-27T22:30:00Z", "2026-03-29 00:00:00"],
  ["the day after it", "Europe/Berlin", "2026-03-28T22:30:00Z", "2026-03-30 00:00:00"],
  ["a day of 25 hours", "Europe/Berlin", "2026-10-24T21:00:00Z", "2026-10-26 00:00:00"],
  ["no midnight in Havana", "America/Havana", "2024-03-08T12:00:00Z", "2024-03-10 01:00:00"],
  ["midnight twice in Havana", "America/Havana", "2024-11-01T12:00:00Z", "2024-11-03 00:00:00"],
  ["no midnight in Beirut", "Asia/Beirut", "2024-03-29T12:00:00Z", "2024-03-31 01:00:00"],
  ["eleven at night twice in Beirut", "Asia/Beirut", "2024-10-25T12:00:00Z", "2024-10-27 00:00:00"],
  ["no half hour at midnight", "Asia/Kolkata", "2024-05-01T12:00:00Z", "2024-05-03 00:00:00"],
  ["a date that Samoa never had", "Pacific/Apia", "2011-12-29T12:00:00Z", "2011-12-31 00:00:00"],
])("%s", (_what, there, arrested, ends) => {
  const at = Date.parse(arrested);
  const [limit] = limits([{ id: "a", kind: "arrested", at }], shippedRules("DE"), there, at);
  expect(local(there, limit?.endsAt ?? 0)).toBe(ends);
  expect(local(there, (limit?.endsAt ?? 0) - 1).slice(11)).toBe("23:59:59");
});
