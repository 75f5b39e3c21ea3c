import { describe, expect, it } from "vitest";
import { vectors } from "../../seal/vectors.fixture";
import { WORD_LIST } from "../../seal/sizes";
import { pageWords } from "./pageWords";

describe("the hash of the page", () => {
  it("is read as the words that the signers read", () => {
    const numbers = Array.from({ length: WORD_LIST }, (_, number) => String(number));
    for (const { sha256, places } of vectors("ids").page_words) expect(pageWords(sha256, numbers).map(Number)).toEqual(places);
  });
});
