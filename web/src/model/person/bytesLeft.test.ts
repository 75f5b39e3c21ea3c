import fc from "fast-check";
import { expect, test } from "vitest";
import * as measure from "../../seal/measure";
import { cardBytesLeft, fileBytesLeft, messageBytesLeft } from "./bytesLeft";

const LONGEST = { place: "x".repeat(40), lat: -89.99999, lon: -179.99999, accuracy_m: 9_999_999, for: "other" } as const;
const text = fc.string({ unit: "grapheme", maxLength: 300 });

test("what the page says fits, fits; to the byte when all else is as long as it can be", () => {
  fc.assert(
    fc.property(text, text, text, (where, what, needs) => {
      expect(cardBytesLeft(where, what, needs)).toBe(measure.cardRoom({ ...LONGEST, where, what, needs }));
      const file = { name: where, birth_date: "", phone: "", tell: what, medical: needs, notes: "" };
      expect(fileBytesLeft(...Object.values(file))).toBe(measure.fileRoom(file));
      expect(messageBytesLeft(where)).toBe(measure.messageRoom({ kind: "text", text: where }));
    }),
  );
});
