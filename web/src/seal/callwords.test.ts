import { describe, expect, it } from "vitest";
import type { DepositText, FileText } from "./api.ts";
import { deriveWords, makeOwner, makeWords, openDeposit, sealDeposit } from "./callwords.ts";
import { measure, sealUnder } from "./jwe.ts";
import { fileRoom } from "./measure.ts";
import { tokenHash } from "./ids.ts";
import { TooLong } from "./refused.ts";

const ORGANISATION = "rechnogorsk";
const WORDS = "acorn zebra yodel wolf";
const NOTHING: FileText = { name: "", birth_date: "", phone: "", tell: "", medical: "", notes: "" };
const TEXT: DepositText = { ...NOTHING, name: "Вера", medical: "insulin", language: "ru" };

/** The derivation is slow on purpose. */
describe("call words", { timeout: 60_000 }, () => {
  it("are four of the list, drawn anew each time", async () => {
    const list = Array.from({ length: 7_776 }, (_, at) => `w${at}`);
    const made = await Promise.all(Array.from({ length: 50 }, () => makeWords({ list })));
    expect(made.every((four) => four.length === 4 && four.every((word) => list.includes(word)))).toBe(true);
    expect(new Set(made.flat()).size).toBeGreaterThan(150);
    await expect(makeWords({ list: list.slice(1) })).rejects.toThrow(RangeError);
  });

  it("open what was left behind them, however they are typed", async () => {
    const { lookupId, sealed } = await sealDeposit({ words: WORDS, organisation: ORGANISATION, text: TEXT });
    expect(measure(sealed, "deposit")).toEqual([]);
    const derived = await deriveWords({ words: " Acorn, ZEBRA\nyodel  wolf.", organisation: ORGANISATION });
    expect(derived.lookupId).toBe(lookupId);
    expect(derived.key.extractable).toBe(false);
    expect(await openDeposit({ derived, sealed })).toEqual(TEXT);
  });

  it("are others for another organisation, another order, another word", async () => {
    const ids = await Promise.all(
      [
        { words: WORDS, organisation: ORGANISATION },
        { words: WORDS, organisation: "elsewhere" },
        { words: "zebra acorn yodel wolf", organisation: ORGANISATION },
      ].map((entry) => deriveWords(entry)),
    );
    expect(new Set(ids.map((id) => id.lookupId)).size).toBe(3);
    await expect(deriveWords({ words: "acorn zebra yodel", organisation: ORGANISATION })).rejects.toThrow("structure");
  });

  it("hold as much as a file does, in one size, and no more", async () => {
    const full = { ...NOTHING, notes: "x".repeat(fileRoom(NOTHING)) };
    const derived = await deriveWords({ words: WORDS, organisation: ORGANISATION });
    const sealed = await Promise.all(
      [TEXT, { ...full, language: "rus" }].map((text) => sealDeposit({ words: WORDS, organisation: ORGANISATION, text })),
    );
    expect(sealed[0]!.sealed.length).toBe(sealed[1]!.sealed.length);
    expect((await openDeposit({ derived, sealed: sealed[1]!.sealed })).notes).toBe(full.notes);
    const over = { ...NOTHING, notes: "x".repeat(900), language: "" };
    await expect(sealDeposit({ words: WORDS, organisation: ORGANISATION, text: over })).rejects.toThrow(TooLong);
  });

  it("refuse what was sealed for other words, or is no such text", async () => {
    const derived = await deriveWords({ words: WORDS, organisation: ORGANISATION });
    const { sealed } = await sealDeposit({ words: "acorn zebra wolf yodel", organisation: ORGANISATION, text: TEXT });
    await expect(openDeposit({ derived, sealed })).rejects.toThrow("cannot_open");
    const moved = { lookupId: "A".repeat(43), key: derived.key };
    const own = await sealDeposit({ words: WORDS, organisation: ORGANISATION, text: TEXT });
    await expect(openDeposit({ derived: moved, sealed: own.sealed })).rejects.toThrow("part");
    await expect(openDeposit({ derived, sealed: await sealUnder("x".repeat(768), derived.key) })).rejects.toThrow("payload");
  });
});

it("the phone keeps a token to change what it left, the service its hash", async () => {
  const { token, tokenSha256 } = await makeOwner();
  expect(await tokenHash(token)).toBe(tokenSha256);
});
