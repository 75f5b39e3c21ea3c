/** Four words as they are heard on the telephone: what was typed, and what may have been meant. */
import { normalizeWords } from "../../seal/spelling";

export const WORD_LANGUAGES = ["en", "ru"] as const;
export type WordLanguage = (typeof WORD_LANGUAGES)[number];

export interface WordList {
  language: WordLanguage;
  /** 7,776 words in the order of the alphabet. */
  words: readonly string[];
}

export const CALL_WORDS = 4;

export interface TypedWord {
  typed: string;
  /** It stands in the list. */
  known: boolean;
  /** Words of the list that were perhaps meant, the nearest first; none for a known one. */
  near: string[];
}

export interface WordMatch {
  /** Whose list fits best; null before anything was typed. */
  language: WordList["language"] | null;
  words: TypedWord[];
  /** Four, and all known. */
  whole: boolean;
}

const MOST_NEAR = 4;
const FAR = 3;

/** What was typed, word by word, by the list in which most of it stands. */
export function matchWords(text: string, lists: readonly WordList[]): WordMatch {
  const typed = normalizeWords(text).split(" ").filter(Boolean);
  const list = bestList(typed, lists);
  if (!list || typed.length === 0) return { language: null, words: [], whole: false };
  const all = new Set(list.words);
  const words = typed.map((word) => {
    const known = all.has(word);
    return { typed: word, known, near: known ? [] : nearestWords(word, list.words) };
  });
  return { language: list.language, words, whole: words.length === CALL_WORDS && words.every(({ known }) => known) };
}

/** The typed text with the word at `at` replaced, as the next one to check. */
export function replaceWord(text: string, at: number, word: string): string {
  const typed = normalizeWords(text).split(" ");
  typed[at] = word;
  return typed.join(" ");
}

/** Whether these are the words that were made, for who types them once to remember. */
export const areSameWords = (typed: string, made: readonly string[]): boolean => normalizeWords(typed) === normalizeWords(made.join(" "));

function bestList(typed: readonly string[], lists: readonly WordList[]): WordList | undefined {
  const points = (list: WordList): number => {
    const all = new Set(list.words);
    const alphabet = new Set(list.words.join(""));
    const letters = typed.join("");
    return (
      typed.filter((word) => all.has(word)).length + [...letters].filter((letter) => alphabet.has(letter)).length / (letters.length || 1)
    );
  };
  return [...lists].sort((a, b) => points(b) - points(a))[0];
}

/** Words at most two slips away, the nearest first; of a word that is not finished, those that begin so. */
export function nearestWords(typed: string, words: readonly string[]): string[] {
  const found = words
    .map((word) => ({ word, far: Math.min(countSlips(typed, word), begins(typed, word) ? 1.5 : FAR) }))
    .filter(({ far }) => far < FAR)
    .sort((a, b) => a.far - b.far || Math.abs(a.word.length - typed.length) - Math.abs(b.word.length - typed.length));
  return found.slice(0, MOST_NEAR).map(({ word }) => word);
}

const begins = (typed: string, word: string): boolean => typed.length > 1 && word.startsWith(typed);

/** Letters changed, left out, added, or swapped with their neighbour; FAR when there are too many to matter. */
export function countSlips(typed: string, word: string): number {
  if (Math.abs(typed.length - word.length) >= FAR) return FAR;
  let before: number[] = [];
  let last = Array.from({ length: word.length + 1 }, (_, at) => at);
  for (let row = 1; row <= typed.length; row += 1) {
    const now = [row];
    for (let at = 1; at <= word.length; at += 1) {
      const swap = row > 1 && at > 1 && typed[row - 1] === word[at - 2] && typed[row - 2] === word[at - 1];
      const change = last[at - 1]! + (typed[row - 1] === word[at - 1] ? 0 : 1);
      now.push(Math.min(change, last[at]! + 1, now[at - 1]! + 1, swap ? before[at - 2]! + 1 : FAR * FAR));
    }
    [before, last] = [last, now];
  }
  return Math.min(last[word.length]!, FAR);
}
