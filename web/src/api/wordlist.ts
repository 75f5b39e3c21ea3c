/** The lists that call words are drawn from: three files a language, none larger than some networks let through. */
import type { WordLanguage, WordList } from "../model/shared/callWords";
import { Unreachable } from "./errors";

export const wordFiles = (language: WordLanguage): string[] => [1, 2, 3].map((part) => `/words/${language}-${part}.txt`);

/** All of a list: fetching a part of it alone would tell which words were drawn. Throws Unreachable. */
export async function loadWords(language: WordLanguage, by: typeof fetch = fetch): Promise<WordList> {
  const parts = await Promise.all(wordFiles(language).map((path) => part(path, by)));
  const words = parts.flat();
  if (words.length !== WORDS || !words.every((word) => WORD.test(word))) throw new Unreachable("not the list");
  return { language, words };
}

const WORDS = 7_776;
const WORD = /^\p{Ll}+$/u;

async function part(path: string, by: typeof fetch): Promise<string[]> {
  const response = await by(path, { credentials: "omit" }).catch((cause: unknown) => {
    throw new Unreachable("no answer", { cause });
  });
  if (!response.ok) throw new Unreachable(`status ${response.status}`);
  return (await response.text()).trim().split("\n");
}
