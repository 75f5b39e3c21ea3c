import { describe, expect, test } from "vitest";
import { commonStanding, lawOf, localName, readGuides, readIndex, visibleSituations, languageFor, standing } from "./guides";
import { ALL, INDEX, item, REVIEW, reviewedItem, WITNESS_GUIDE } from "./guidesFixture";
import { ShapeError } from "../shared/shape";

const BEFORE = "2027-04-30";
const [germany, russia] = INDEX.jurisdictions;

describe("what is read", () => {
  test("the index and the guides as they are written, with members that a later version adds", () => {
    expect(readIndex({ format: 1, later: true, ...INDEX })).toMatchObject(INDEX);
    expect(readGuides({ format: 1, situations: ALL, later: true })).toEqual(ALL);
  });

  test.each([
    [{ ...INDEX }, 'index: "format"'],
    [{ format: 2, ...INDEX }, "index.format: 1 wanted"],
    [{ format: 1, ...INDEX, unverified: "maybe" }, "index.unverified"],
    [{ format: 1, ...INDEX, jurisdictions: [{ ...germany, languages: [{ language: "de", parts: [{ path: "/v1/x" }] }] }] }, "address"],
    [[], "index: object wanted"],
  ])("%#: no index that this page does not understand", (data, says) => {
    expect(() => readIndex(data)).toThrow(ShapeError);
    expect(() => readIndex(data)).toThrow(says);
  });

  test.each(["java" + "script:alert(1)", "//else.where", ""])("a source leads to a page, never to %s", (url) => {
    const bad = item("ru.witness.do.09", "x", { source: [{ act: "a", art: "1", sure: "memory", url }] });
    expect(() => readGuides({ format: 1, situations: [{ ...WITNESS_GUIDE, items: [bad] }] })).toThrow("address of a page");
  });
});

describe("what may be trusted", () => {
  const lone = item("ru.witness.do.01", "x");

  test("a review holds until the day on which it must be read anew", () => {
    expect(standing(reviewedItem(lone), BEFORE)).toBe("reviewed");
    expect(standing(reviewedItem(lone), REVIEW.expires)).toBe("expired");
    expect(standing({ ...lone, state: "stale", review: REVIEW }, BEFORE)).toBe("stale");
  });

  test("what all have in common is said once", () => {
    expect(commonStanding([lone, lone], BEFORE)).toBe("unreviewed");
    expect(commonStanding([lone, reviewedItem(lone)], BEFORE)).toBe("mixed");
  });

  test("all is shown, unless the organisation hides what nobody vouches for", () => {
    expect(visibleSituations(ALL, "banner", BEFORE)).toEqual(ALL);
    expect(visibleSituations(ALL, "hide", BEFORE)).toEqual([]);
    const signed = { ...WITNESS_GUIDE, items: WITNESS_GUIDE.items.map((each) => (each.first ? reviewedItem(each) : each)) };
    expect(visibleSituations([signed], "hide", BEFORE)).toEqual([{ ...signed, items: signed.items.slice(0, 4) }]);
    expect(visibleSituations([signed], "hide", REVIEW.expires)).toEqual([]);
  });

  test("half a first screen is hidden whole", () => {
    const items = WITNESS_GUIDE.items.map((each, index) => (index === 1 ? each : reviewedItem(each)));
    expect(visibleSituations([{ ...WITNESS_GUIDE, items }], "hide", BEFORE)).toEqual([]);
  });
});

describe("whose law and whose words", () => {
  const index = { ...INDEX, home: "RU", areas: { border: "DE" } };

  test("the person's word goes before the area's, and that before the place's", () => {
    expect(lawOf(index, "DE", null)).toBe("DE");
    expect(lawOf(index, null, "border")).toBe("DE");
    expect(lawOf(index, null, "centre")).toBe("RU");
    expect(lawOf(index, "FR", "centre")).toBe("RU");
  });

  test("nobody guesses a law", () => {
    expect(lawOf(INDEX, null, "centre")).toBeNull();
  });

  test("the wished language, else English, else the one of the law", () => {
    expect(russia && languageFor(russia, "ru")).toBe("ru");
    expect(russia && languageFor(russia, "de")).toBe("en");
    expect(germany && languageFor(germany, "ru")).toBe("de");
    expect(languageFor({ id: "GB-SCT", names: {}, note: {}, languages: [] }, "en")).toBeNull();
    expect([localName({ ru: "Россия", en: "Russia" }, "de"), localName({}, "en")]).toEqual(["Russia", ""]);
  });
});
