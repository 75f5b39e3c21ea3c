import { describe, expect, test } from "vitest";
import { de } from "../words/clocks.de";
import { type ClocksWords, en } from "../words/clocks.en";
import { ru } from "../words/clocks.ru";
import { JURISDICTIONS, limitOf, shippedRules } from "./fixture";
import { eventName, type Speaker, type LimitText, limitText } from "./limitText";

const speaker = (words: ClocksWords, language: string): Speaker => ({
  words,
  language,
  time: (at) => new Date(at + 3 * 3_600_000).toISOString().slice(11, 16),
});

const text = (id: string, lines: string[], now: string, words: ClocksWords = en, language = "en"): LimitText => {
  const limit = limitOf(id, lines, now);
  if (!limit) throw new Error(`${id} does not apply`);
  return limitText(limit, speaker(words, language));
};

test("a limit that is reached says what to demand, and that no lawyer has verified it", () => {
  const reached = text("ru.questioning.block", ["14:00 questioning_began"], "18:00");
  expect(reached).toMatchObject({
    name: "4 hours of questioning in a row",
    state: "The limit ran out at 18:00.",
    demand: "I need a break of at least one hour. Write the time into the record.",
    cautions: ["Not verified by a lawyer."],
    certainty: "Read in the text of the law.",
  });
  expect(text("ru.questioning.block", ["14:00 questioning_began"], "18:00", ru, "ru").demand).toContain("перерыв");
});

test("before that it demands nothing, and its rest is never rounded down", () => {
  const running = text("ru.questioning.block", ["14:00 questioning_began"], "16:30");
  expect([running.state, running.demand]).toEqual(["Ends at 18:00, in 1 h 30 min.", null]);
  expect(text("ru.questioning.block", ["14:00 questioning_began", "16:01 break_began"], "16:30").state).toBe(
    "Stopped during the break. 1 h 59 min left.",
  );
});

test("each state has its line", () => {
  expect(text("ru.admin.3h", ["12:00 stopped"], "13:00").state).toBe("Starts with: Brought to the station");
  expect(text("ru.admin.3h", ["12:00 station"], "13:00").state).toBe("If it applies, it ends at 15:00. Ask which article.");
  expect(text("ru.admin.3h", ["12:00 station"], "16:00").state).toBe("If it applies, it ended at 15:00. Ask which article.");
  expect(text("ru.admin.31", [], "16:00").state).toContain("whose text nobody here has seen");
  expect(text("us.fed.present", ["12:00 arrested", "12:00 federal"], "13:00")).toMatchObject({
    state: "Without delay. The law names no number of hours.",
    demand: "I want a lawyer, and to see a judge without unnecessary delay.",
  });
  expect(text("ru.police.call", ["12:00 stopped", "16:00 call"], "17:00")).toMatchObject({
    state: "Over since 16:00.",
    demand: null,
    cautions: ["Not verified by a lawyer.", "It was exceeded at 15:00."],
  });
  expect(text("gb-eaw.24", [], "12:00").state).toBe(
    "Starts with: Brought to the station or Arrested or Came freely, then arrested at the station",
  );
});

test("a presumption is never said without what it means", () => {
  expect(text("us.pc48", ["12:00 arrested"], "61:00").cautions.join(" ")).toContain("Not a right to be released");
});

test("Germany is told in German", () => {
  expect(text("de.id12", ["12:00 identity_check"], "25:00", de, "de")).toMatchObject({
    state: "Die Frist endete um 00:00.",
    demand: "Lassen Sie mich gehen. Sonst verlange ich einen Richter.",
  });
});

test("a kind of event without words is called by its own name", () => {
  expect(eventName("moonrise", en)).toBe("moonrise");
});

/** The paths of all texts. */
const keys = (words: object, path = ""): string[] =>
  Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "object" && value !== null ? keys(value, `${path}${key}.`) : [`${path}${key}`],
  );

describe("the words", () => {
  test("are the same in each language, and all there", () => {
    for (const words of [ru, de]) expect(keys(words)).toEqual(keys(en));
  });

  test("name every kind of event of every place, and no other", () => {
    const kinds = new Set(JURISDICTIONS.flatMap((jurisdiction) => shippedRules(jurisdiction).events));
    expect(Object.keys(en.events).sort()).toEqual([...kinds].sort());
  });
});
