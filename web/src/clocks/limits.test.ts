import { describe, expect, test } from "vitest";
import { HOUR, logOf, MOSCOW, moscowTime, limitOf, shippedRules } from "./fixture";
import { limits, type State } from "./limits";

const states = (lines: string[], now: string): Record<string, State> =>
  Object.fromEntries(limits(logOf(...lines), shippedRules("RU"), MOSCOW, moscowTime(now)).map(({ id, state }) => [id, state]));

describe("four hours as a witness", () => {
  const asked = ["14:00 questioning_began"];

  test("questioned from two, the limit in a row ends at six", () => {
    expect(limitOf("ru.questioning.block", asked, "17:00")).toMatchObject({
      state: "running",
      startedBy: "14:00 questioning_began",
      endsAt: moscowTime("18:00"),
      leftMs: HOUR,
      passedAt: null,
    });
    expect(limitOf("ru.questioning.block", asked, "18:00")).toMatchObject({ state: "reached", endsAt: moscowTime("18:00"), leftMs: 0 });
    expect(limitOf("ru.questioning.day", asked, "17:00")).toMatchObject({ state: "running", endsAt: moscowTime("22:00") });
  });

  test("in a break nothing runs; after an hour of rest the row begins anew, and the day's eight hours go on", () => {
    const rested = [...asked, "18:00 break_began"];
    expect(limitOf("ru.questioning.block", rested, "18:30")).toMatchObject({ state: "paused", endsAt: null, leftMs: 0, passedAt: null });
    expect(limitOf("ru.questioning.block", rested, "19:00")).toMatchObject({ state: "paused", leftMs: 4 * HOUR });
    expect(limitOf("ru.questioning.day", rested, "18:30")).toMatchObject({ state: "paused", endsAt: null, leftMs: 4 * HOUR });
    const again = [...rested, "19:00 break_ended"];
    expect(limitOf("ru.questioning.block", again, "19:30")).toMatchObject({ startedBy: "19:00 break_ended", endsAt: moscowTime("23:00") });
    expect(limitOf("ru.questioning.day", again, "19:30")).toMatchObject({ startedBy: asked[0], endsAt: moscowTime("23:00") });
  });

  test("a break of twenty minutes is no rest: the row only stands still", () => {
    const short = [...asked, "15:00 break_began", "15:20 break_ended"];
    expect(limitOf("ru.questioning.block", short, "16:00")).toMatchObject({ startedBy: asked[0], endsAt: moscowTime("18:20") });
  });

  test("what was passed before the break is remembered after it", () => {
    const long = [...asked, "18:40 break_began", "20:00 break_ended"];
    expect(limitOf("ru.questioning.block", long, "20:30")).toMatchObject({
      state: "running",
      passedAt: moscowTime("18:00"),
      endsAt: moscowTime("24:00"),
    });
  });

  test("to end and begin again at once is no rest either", () => {
    const renamed = [...asked, "16:00 questioning_ended", "16:00 questioning_began"];
    expect(limitOf("ru.questioning.block", renamed, "17:00")).toMatchObject({ state: "running", endsAt: moscowTime("18:00") });
    expect(limitOf("ru.questioning.block", [...asked, "16:00 questioning_ended"], "17:00")).toMatchObject({
      state: "stopped",
      stoppedAt: moscowTime("16:00"),
      endsAt: null,
    });
  });

  test("the day's count begins anew at midnight, for those whom it has not reached", () => {
    const late = ["18:00 questioning_began", "23:00 break_began", "24:00 break_ended"];
    expect(limitOf("ru.questioning.day", late, "25:00")).toMatchObject({ endsAt: moscowTime("32:00"), startsAt: moscowTime("24:00") });
    expect(limitOf("ru.questioning.day", ["20:00 questioning_began"], "25:00")).toMatchObject({ endsAt: moscowTime("32:00") });
    expect(limitOf("ru.questioning.day", ["14:00 questioning_began"], "25:00")).toMatchObject({
      state: "reached",
      endsAt: moscowTime("22:00"),
    });
  });

  test("a minor's limit is the nearer of two hours in a row and four a day, and stands instead of the others", () => {
    const minor = ["13:00 minor", ...asked];
    expect(limitOf("ru.questioning.minor", minor, "16:00")).toMatchObject({ state: "reached", endsAt: moscowTime("16:00") });
    const rested = [...minor, "15:30 break_began", "16:30 break_ended", "18:00 break_began", "19:00 break_ended"];
    expect(limitOf("ru.questioning.minor", rested, "19:10")).toMatchObject({ state: "running", endsAt: moscowTime("20:00") });
    expect(limitOf("ru.questioning.block", minor, "15:00")).toBeUndefined();
    expect(limitOf("ru.questioning.minor", asked, "15:00")).toMatchObject({ state: "waiting", waitsFor: ["minor"] });
  });
});

describe("administrative detention in Russia", () => {
  const detention = ["12:00 stopped", "14:00 station"];

  test("counts from the station, while the call counts from the loss of freedom", () => {
    expect(limitOf("ru.admin.3h", detention, "14:30")).toMatchObject({ startedBy: "14:00 station", endsAt: moscowTime("17:00") });
    expect(limitOf("ru.police.call", detention, "14:30")).toMatchObject({
      startedBy: "12:00 stopped",
      endsAt: moscowTime("15:00"),
      state: "running",
    });
    expect(limitOf("ru.admin.3h", ["12:00 stopped"], "14:30")).toMatchObject({ state: "waiting", waitsFor: ["station"], endsAt: null });
  });

  test("until the article is known both limits stand, each with its question", () => {
    for (const log of [detention, [...detention, "14:10 charged 6.1.1"], [...detention, "14:10 charged"]]) {
      expect(limitOf("ru.admin.3h", log, "18:00")).toMatchObject({
        state: "needs_answer",
        endsAt: moscowTime("17:00"),
        passedAt: moscowTime("17:00"),
      });
      expect(limitOf("ru.admin.48h", log, "18:00")).toMatchObject({ state: "needs_answer", endsAt: moscowTime("62:00"), passedAt: null });
    }
  });

  test("the charged article decides, and the limit is no surer than the list of articles", () => {
    const fined = [...detention, "14:10 charged 20.2(5)"];
    expect(limitOf("ru.admin.3h", fined, "18:00")).toMatchObject({ state: "reached", sure: "memory", verified: false });
    expect(limitOf("ru.admin.48h", fined, "18:00")).toBeUndefined();
    const arrestable = [...detention, "14:10 charged 19.3"];
    expect(limitOf("ru.admin.48h", arrestable, "18:00")).toMatchObject({ state: "running", endsAt: moscowTime("62:00") });
    expect(limitOf("ru.admin.3h", arrestable, "18:00")).toBeUndefined();
  });

  test("of several articles the one with the longer limit decides, and an unknown one leaves it open", () => {
    expect(limitOf("ru.admin.3h", [...detention, "14:10 charged 20.2(5)", "14:11 charged 19.3"], "18:00")).toBeUndefined();
    expect(limitOf("ru.admin.3h", [...detention, "14:10 charged 20.2(5)", "14:11 charged 6.1.1"], "18:00")?.state).toBe("needs_answer");
  });

  test("who is said to be drunk is counted from being said to be sober", () => {
    const drunk = [...detention, "14:05 called_drunk"];
    expect(limitOf("ru.admin.3h", drunk, "18:00")).toMatchObject({ state: "waiting", waitsFor: ["called_sober"] });
    expect(limitOf("ru.admin.3h", [...drunk, "19:00 called_sober"], "20:00")).toMatchObject({ endsAt: moscowTime("22:00") });
    expect(limitOf("ru.admin.48h", drunk, "18:00")).toMatchObject({ endsAt: moscowTime("62:00") });
  });

  test("let go too late is remembered; taken again is a new detention, with its own articles", () => {
    const freed = [...detention, "14:10 charged 19.3", "19:00 released"];
    expect(limitOf("ru.admin.48h", freed, "20:00")).toMatchObject({ state: "stopped", stoppedAt: moscowTime("19:00"), passedAt: null });
    expect(limitOf("ru.police.call", freed, "20:00")).toMatchObject({ state: "stopped", passedAt: moscowTime("15:00") });
    const again = [...freed, "19:00 stopped", "20:00 station"];
    expect(limitOf("ru.admin.3h", again, "21:00")).toMatchObject({ state: "needs_answer", endsAt: moscowTime("23:00"), stoppedAt: null });
  });

  test("part 3.1, whose text nobody saw, is never counted", () => {
    expect(limitOf("ru.admin.31", detention, "80:00")).toMatchObject({ state: "blocked", endsAt: null, verified: false, sure: "unseen" });
  });
});

describe("a suspect in Russia", () => {
  const suspect = ["12:00 stopped", "13:00 investigator", "13:10 suspect"];

  test("has the limits of the criminal code, and none of those of the other", () => {
    expect(states(suspect, "15:00")).toMatchObject({
      "ru.crim.protocol": "running",
      "ru.crim.relatives": "running",
      "ru.crim.prosecutor": "running",
      "ru.crim.interview": "running",
      "ru.crim.court": "running",
    });
    expect(Object.keys(states(suspect, "15:00"))).not.toContain("ru.admin.3h");
    expect(states(["12:00 stopped"], "15:00")["ru.crim.court"]).toBe("waiting");
  });

  test("a court may extend the 48 hours, but not once they are over; the number is from memory", () => {
    expect(limitOf("ru.crim.court", [...suspect, "30:00 court_extended"], "40:00")).toMatchObject({
      endsAt: moscowTime("102:00"),
      sure: "memory",
    });
    expect(limitOf("ru.crim.court", [...suspect, "61:00 court_extended"], "62:00")).toMatchObject({
      state: "reached",
      endsAt: moscowTime("60:00"),
      sure: "seen",
    });
  });
});

describe("elsewhere", () => {
  test("Germany: the end of the next day, whatever the hour of the arrest", () => {
    for (const arrested of ["02:00 arrested", "25:59 arrested"]) {
      expect(limitOf("de.arrest.judge", [arrested], "26:00", "Europe/Berlin")).toMatchObject({
        state: "running",
        endsAt: Date.UTC(2021, 0, 24, 23),
      });
    }
    expect(limitOf("de.id12", ["12:00 identity_check", "13:00 arrested"], "14:00")).toMatchObject({ state: "stopped" });
  });

  test("United States: a presumption with 48 hours, and a duty without a number", () => {
    const detention = ["12:00 arrested"];
    expect(limitOf("us.pc48", detention, "61:00")).toMatchObject({ state: "reached", rule: { presumption: expect.any(Object) as object } });
    expect(limitOf("us.pc48", [...detention, "12:00 warrant"], "61:00")).toBeUndefined();
    expect(limitOf("us.fed.present", [...detention, "12:00 federal"], "61:00")).toMatchObject({
      state: "running",
      endsAt: null,
      leftMs: null,
    });
  });

  test("England and Wales: from arrival or a day after arrest, whichever is earlier; a volunteer's from arrest", () => {
    expect(limitOf("gb-eaw.24", ["08:00 arrested"], "09:00")).toMatchObject({ startsAt: moscowTime("32:00"), endsAt: moscowTime("56:00") });
    expect(limitOf("gb-eaw.24", ["08:00 arrested", "10:00 station"], "11:00")).toMatchObject({
      startedBy: "10:00 station",
      endsAt: moscowTime("34:00"),
    });
    expect(limitOf("gb-eaw.24", ["08:00 arrested", "40:00 station"], "41:00")).toMatchObject({
      startedBy: "08:00 arrested",
      endsAt: moscowTime("56:00"),
    });
    expect(limitOf("gb-eaw.24", ["10:00 arrested_at_station"], "11:00")).toMatchObject({ endsAt: moscowTime("34:00") });
  });

  test("England and Wales: 36 hours only once extended, 96 only by a court", () => {
    const detention = ["08:00 arrested", "10:00 station"];
    expect(limitOf("gb-eaw.36", detention, "11:00")).toMatchObject({ state: "waiting", waitsFor: ["extended"] });
    const longer = [...detention, "30:00 extended"];
    expect(limitOf("gb-eaw.24", longer, "31:00")).toMatchObject({ state: "stopped", passedAt: null });
    expect(limitOf("gb-eaw.36", longer, "31:00")).toMatchObject({ state: "running", endsAt: moscowTime("46:00") });
    expect(limitOf("gb-eaw.96", [...longer, "45:00 court_extended"], "47:00")).toMatchObject({
      state: "running",
      endsAt: moscowTime("106:00"),
    });
  });

  test("England and Wales: a review within six hours, then within nine of each; one that came late is remembered", () => {
    const detention = ["10:00 custody_authorised"];
    expect(limitOf("gb-eaw.review", detention, "11:00")).toMatchObject({ state: "running", endsAt: moscowTime("16:00") });
    expect(limitOf("gb-eaw.review", [...detention, "15:00 review"], "17:00")).toMatchObject({
      endsAt: moscowTime("24:00"),
      passedAt: null,
    });
    expect(limitOf("gb-eaw.review", [...detention, "17:00 review"], "18:00")).toMatchObject({
      endsAt: moscowTime("26:00"),
      passedAt: moscowTime("16:00"),
    });
  });

  test("Scotland: twelve hours, twelve more if extended in time", () => {
    const detention = ["10:00 custody_authorised"];
    expect(limitOf("gb-sct.12", detention, "23:00")).toMatchObject({ state: "reached", endsAt: moscowTime("22:00"), sure: "seen" });
    expect(limitOf("gb-sct.12", [...detention, "21:00 extended"], "23:00")).toMatchObject({
      state: "running",
      endsAt: moscowTime("34:00"),
      sure: "memory",
    });
  });
});

test("the most pressing comes first", () => {
  const all = limits(logOf("12:00 stopped", "14:00 station", "14:00 questioning_began"), shippedRules("RU"), MOSCOW, moscowTime("16:30"));
  expect(all.slice(0, 3).map(({ id }) => id)).toEqual(["ru.police.call", "ru.questioning.block", "ru.questioning.day"]);
});

test("a signature makes a rule verified until the day on which it must be read anew", () => {
  const rules = shippedRules("DE");
  const signed = {
    ...rules,
    rules: rules.rules.map((rule) => ({ ...rule, review: { by: "A. K.", at: "2021-01-01", expires: "2021-06-30" } })),
  };
  const verifiedAt = (now: number): boolean[] => limits([], signed, MOSCOW, now).map(({ verified }) => verified);
  expect(verifiedAt(Date.UTC(2021, 5, 29, 23, 59))).toEqual([true, true]);
  expect(verifiedAt(Date.UTC(2021, 5, 30))).toEqual([false, false]);
});

test("a form of a newer version is shown as not verifiable, and the others still count", () => {
  const rules = shippedRules("DE");
  const [first, second] = rules.rules;
  const newer = { ...rules, rules: [{ ...first, limit: { moon_phases: 2 } }, second] } as unknown as typeof rules;
  const result = limits(logOf("12:00 identity_check", "12:00 arrested"), newer, MOSCOW, moscowTime("13:00"));
  expect(result.map(({ id, state }) => [id, state])).toEqual([
    ["de.arrest.judge", "running"],
    ["de.id12", "unverifiable"],
  ]);
});

test("an unknown zone is refused, not guessed", () => {
  expect(() => limits([], shippedRules("DE"), "Mars/Olympus", 0)).toThrow(RangeError);
});
