/** Finds what a person types in the guides of one place: by the beginnings of words, whatever their case and endings. */
import type { Item, Situation } from "./guides";

export interface SearchResult {
  situation: Situation;
  /** Undefined: the situation itself is meant. */
  item?: Item;
}

/** At least so many letters of a word must be typed right before its ending may differ. */
const STEM = 4;
const ENDING = 2;

/** "Её паспорт!" is `["ее", "паспорт"]`: small letters without marks. */
export function wordsOf(query: string): string[] {
  const plain = query.toLocaleLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ß", "ss");
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** How well a word fits what was typed: 2 where it begins so, 1 where only the ending differs, else 0. */
function fits(word: string, typed: string): number {
  if (word.startsWith(typed)) return 2;
  const stem = Math.max(STEM, typed.length - ENDING);
  return typed.length > STEM && word.startsWith(typed.slice(0, stem)) && word.length <= typed.length + ENDING ? 1 : 0;
}

/** The sum over all that was typed; 0 as soon as one word is nowhere. */
function score(words: readonly string[], typed: readonly string[]): number {
  const best = typed.map((typedWord) => Math.max(0, ...words.map((word) => fits(word, typedWord))));
  return best.includes(0) ? 0 : best.reduce((sum, each) => sum + each, 0);
}

/** What was found, the best first: situations by their title, then items by their words, then by what stands behind them. */
export function search(situations: readonly Situation[], query: string): SearchResult[] {
  const typed = wordsOf(query);
  if (typed.length === 0) return [];
  const scored = situations.flatMap((situation) => scoreSituation(situation, typed));
  const best = scored.filter(([scoreItem]) => scoreItem > 0).sort(([a], [b]) => b - a);
  return best.map(([, found]) => found);
}

function scoreSituation(situation: Situation, typed: readonly string[]): [number, SearchResult][] {
  const title = wordsOf(situation.title);
  const whole: [number, SearchResult] = [score(title, typed) * 100, { situation }];
  return [whole, ...situation.items.map((item): [number, SearchResult] => [scoreItem(item, title, typed), { situation, item }])];
}

function scoreItem(item: Item, title: readonly string[], typed: readonly string[]): number {
  const query = wordsOf(item.text);
  const behind = [item.more ?? "", item.risk ?? "", ...(item.source ?? []).map(({ act, art }) => `${act} ${art}`)];
  const all = [...query, ...behind.flatMap(wordsOf)];
  // By the title alone the situation is found, not each of its lines.
  if (!typed.some((typedWord) => all.some((word) => fits(word, typedWord)))) return 0;
  return score(query, typed) * 10 + score([...all, ...title], typed);
}
