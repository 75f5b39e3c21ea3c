import { describe, expect, it } from "vitest";
import { Problem, Unreachable } from "../api/errors";
import { Refused, TooLong } from "../seal/refused";
import { en } from "../words/members.en";
import { ru } from "../words/members.ru";
import { callsign } from "./callsign";
import { groups, kind, shortForm } from "./fingerprint";
import { languageName, countdownText, dateTime, agoText } from "./format";
import { creation, request } from "./passkey";
import { isExpected, troubleText } from "./trouble";

const CASE = "Uc__SuY4GIYVawF5P2PmAA";

describe("a case's name for the voice", () => {
  it("is two letters and four digits, always the same ones", () => {
    expect(callsign(CASE)).toMatch(/^[ABCEHKMPTXY]{2}-\d{4}$/);
    expect(callsign(CASE)).toBe(callsign(CASE));
    expect(callsign("______" + CASE.slice(6))).toMatch(/^[ABCEHKMPTXY]{2}-\d{4}$/);
  });

  it("is seldom shared", () => {
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const id = (): string => Array.from({ length: 22 }, () => alphabet.charAt(random(64))).join("");
    expect(new Set(Array.from({ length: 1_000 }, () => callsign(id()))).size).toBeGreaterThan(990);
  });
});

describe("a fingerprint read aloud", () => {
  it("comes in groups of four, each character with its kind", () => {
    expect(groups(CASE)).toEqual(["Uc__", "SuY4", "GIYV", "awF5", "P2Pm", "AA"]);
    expect([..."Ua7-_"].map(kind)).toEqual(["capital", "small", "digit", "dash", "underscore"]);
    expect(shortForm(CASE)).toBe("Uc__Su");
  });
});

describe("moments and spans", () => {
  const noon = new Date(2026, 0, 23, 12, 5).getTime();

  it("name the day only when it is another", () => {
    expect(dateTime(noon, noon, "en")).toBe("12:05");
    expect(dateTime(noon, noon + 86_400_000, "en")).toContain("23");
    expect(dateTime(noon, noon + 86_400_000, "ru")).toMatch(/23 янв/);
  });

  it("count down to nothing, and no further", () => {
    expect([48_000, 725_000, 3_720_000, 1, -5].map(countdownText)).toEqual(["0:48", "12:05", "1:02:00", "0:01", "0:00"]);
  });

  it("say how long, roughly", () => {
    expect([0, 61_000, 7_200_000, 172_800_000].map((ms) => agoText(ms, en))).toEqual(["< 1 min", "1 min", "2 h", "2 days"]);
    expect(agoText(172_800_000, ru)).toBe("2 дня");
  });

  it("call a language by its name in the reader's", () => {
    expect(languageName("ka", "en")).toBe("Georgian");
    expect(languageName("ka", "ru")).toBe("грузинский");
  });
});

describe("a passkey's options", () => {
  it("become bytes where the browser wants bytes", () => {
    const user = { id: "AQID", name: "n", displayName: "d" };
    const made = creation({ challenge: "_-8", user, excludeCredentials: [{ id: "BA", type: "public-key" }] });
    expect([...new Uint8Array(made.challenge as ArrayBuffer)]).toEqual([255, 239]);
    expect([...new Uint8Array(made.user.id as ArrayBuffer)]).toEqual([1, 2, 3]);
    expect([...new Uint8Array(made.excludeCredentials?.[0]?.id as ArrayBuffer)]).toEqual([4]);
    expect(request({ challenge: "AQID" }).allowCredentials).toEqual([]);
  });

  it("that are none are no answer of the service's", () => {
    expect(() => request({ challenge: 7 })).toThrow(Unreachable);
    expect(() => request({ challenge: "not base64!" })).toThrow(Unreachable);
    expect(() => creation({ challenge: "AQID" })).toThrow(Unreachable);
  });
});

describe("what went wrong", () => {
  it("is said in words, by what is true now", () => {
    expect(troubleText(new Problem(409, "taken", "", ""), en)).toBe(en.taken);
    expect(troubleText(new Problem(409, "other", "", ""), en)).toBe(en.troubleConflict);
    expect(troubleText(new Problem(404, "invitation", "", ""), ru)).toBe(ru.troubleInvitation);
    expect(troubleText(new Problem(418, "tea", "", "short and stout"), en)).toContain("short and stout");
    expect(troubleText(new Unreachable("x"), en)).toBe(en.troubleUnreachable);
    expect(troubleText(new Refused("signature"), en)).toContain(en.refusals.signature);
    expect(troubleText(new TooLong(3), en)).toBe(en.troubleTooLong);
    expect(troubleText(new DOMException("no", "NotAllowedError"), en)).toBe(en.troubleDeclined);
  });

  it("is expected only when it is one of these", () => {
    expect(isExpected(new Unreachable("x"))).toBe(true);
    expect(isExpected(new TypeError("ours"))).toBe(false);
  });
});
