/** The hash of the page as words to read to somebody (docs/protocol.md, Manifest). */
import { unb64 } from "../../seal/bytes";
import { PAGE_WORDS, WORD_LIST } from "../../seal/sizes";

/** The first 16 bytes of a hash in base 7,776, the lowest first: 103 bits of it. */
export function pageWords(sha256: string, words: readonly string[]): string[] {
  let number = [...unb64(sha256).slice(0, 16)].reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return Array.from({ length: PAGE_WORDS }, () => {
    const word = words[Number(number % BigInt(WORD_LIST))] ?? "";
    number /= BigInt(WORD_LIST);
    return word;
  });
}
