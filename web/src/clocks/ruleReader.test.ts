import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { file, JURISDICTIONS, shippedRules } from "./fixture";
import { ShapeError } from "../model/shared/shape";
import { readRules } from "./ruleReader";
import type { Rule } from "./rules";

/** Some networks cut foreign sites off after 16 KB of one answer. */
const FILE_LIMIT_BYTES = 14 * 1024;

const all = (): Rule[] => JURISDICTIONS.flatMap((jurisdiction) => shippedRules(jurisdiction).rules);

describe.each(JURISDICTIONS)("the clocks of %s", (jurisdiction) => {
  test("are well formed, named after their place and small", () => {
    expect(shippedRules(jurisdiction).jurisdiction).toBe(jurisdiction);
    for (const { id } of shippedRules(jurisdiction).rules) expect(id.startsWith(`${jurisdiction.toLowerCase()}.`)).toBe(true);
    expect(gzipSync(file(jurisdiction)).length).toBeLessThan(FILE_LIMIT_BYTES);
  });

  test("can be said aloud: a demand has at most 120 characters", () => {
    const long = shippedRules(jurisdiction).rules.flatMap(({ id, demand }) => Object.values(demand).map((text) => [id, text] as const));
    expect(long.filter(([, text]) => (text ?? "").length > 120)).toEqual([]);
  });

  test("are told in each language throughout, or in none of it", () => {
    const spoken = shippedRules(jurisdiction).rules.flatMap(({ name, demand, note, presumption, limit }) =>
      [name, demand, note, presumption, "blocked" in limit ? limit.blocked : undefined].flatMap((text) =>
        text ? [Object.keys(text)] : [],
      ),
    );
    const languages = jurisdiction === "DE" ? ["en", "ru", "de"] : ["en", "ru"];
    for (const keys of spoken) expect(keys).toEqual(languages);
  });

  test("every kind of event that can be logged does something", () => {
    const { events, rules } = shippedRules(jurisdiction);
    const used = JSON.stringify(rules);
    const inside = ["break_began", "break_ended", "released", "charged"];
    expect(events.filter((kind) => !used.includes(`"${kind}"`) && !inside.includes(kind))).toEqual(
      jurisdiction === "GB-SCT" ? ["arrested"] : [],
    );
  });
});

test("there are 21 clocks, each under an id of its own, none signed by a lawyer yet", () => {
  expect(new Set(all().map(({ id }) => id)).size).toBe(21);
  expect(all().filter(({ review }) => review.by !== null)).toEqual([]);
});

test("what no text was seen of is blocked, and nothing else is", () => {
  const blocked = all().filter(({ limit }) => "blocked" in limit);
  expect(blocked.map(({ id }) => id)).toEqual(["ru.admin.31"]);
  expect(all().filter(({ sure }) => sure === "unseen")).toEqual(blocked);
});

test("whoever says that a text was seen says where and when", () => {
  const seen = all().filter(({ sure }) => sure === "seen");
  expect(seen.filter(({ source }) => !source.some(({ url, seen: at }) => url !== null && at !== null))).toEqual([]);
});

describe("rules that are not well formed are refused with their place", () => {
  /** The rules of England and Wales, with `change` made to a copy. */
  const changed = (change: (set: Record<string, unknown> & { rules: Record<string, unknown>[] }) => void): unknown => {
    const copy = JSON.parse(file("GB-EAW")) as Parameters<typeof change>[0];
    change(copy);
    return copy;
  };
  const first = (more: object): unknown => changed(({ rules }) => Object.assign(rules[0] ?? {}, more));

  test.each([
    [null, "clocks: object wanted"],
    [changed((set) => (set["format"] = 2)), "clocks.format: 1 wanted"],
    [changed((set) => delete set["events"]), 'clocks: "events" wanted'],
    [changed(({ rules }) => rules.push(rules[0] ?? {})), "gb-eaw.24: an id of its own wanted"],
    [first({ unles: ["warrant"] }), 'clocks.rules[0]: no "unles" wanted'],
    [first({ limit: "PT3H" }), "clocks.rules[0].limit: object wanted"],
    [first({ limit: { after: "3 hours" } }), "clocks.rules[0].limit.after: hours like PT3H wanted"],
    [first({ limit: { after: "PT3H", agian: {} } }), 'clocks.rules[0].limit: no "agian" wanted'],
    [
      first({ limit: { after: "PT3H", extend: { on: "extended", sure: "seen" } } }),
      'clocks.rules[0].limit.extend: either "by" or "after" wanted',
    ],
    [first({ limit: { questioning: { row: "PT4H" } } }), 'clocks.rules[0].limit.questioning: "row" with "rest", or "day" wanted'],
    [first({ limit: { questioning: {} } }), 'clocks.rules[0].limit.questioning: "row" with "rest", or "day" wanted'],
    [first({ demand: { en: "Release me." } }), 'clocks.rules[0].demand: "ru" wanted'],
    [first({ sure: "certain" }), "clocks.rules[0].sure: seen or secondary or memory or unseen wanted"],
    [first({ starts: [] }), "gb-eaw.24: a start and a source wanted"],
    [first({ source: [] }), "gb-eaw.24: a start and a source wanted"],
    [first({ ends: ["freed"] }), 'gb-eaw.24: "freed" among the events wanted'],
    [first({ branch: "48h" }), 'gb-eaw.24: branch "48h" declared wanted'],
    [first({ review: { by: "A. K.", at: "yesterday", expires: null } }), "clocks.rules[0].review.at: day like 2026-01-31 wanted"],
  ])("%#: %s", (data, says) => {
    expect(() => readRules(data)).toThrow(ShapeError);
    expect(() => readRules(data)).toThrow(says);
  });

  test("a form of limit that is not known passes, to be shown as not verifiable", () => {
    expect(() => readRules(first({ limit: { moon_phases: 2 } }))).not.toThrow();
  });
});
