/** How far something may be trusted, in words. */
import { commonStanding, type Item } from "../../model/person/guides";
import type { RightsWords } from "../../words/rights.en";
import { speech } from "../../words/rights";

/** A day as the reader writes it. */
export const day = (date: string): string =>
  new Intl.DateTimeFormat(speech.language, { dateStyle: "long", timeZone: "UTC" }).format(Date.parse(date));

/** One line for all of `items`. */
export function trust(t: RightsWords, items: readonly Item[], today: string): string {
  const how = commonStanding(items, today);
  const review = items[0]?.review;
  if (how === "reviewed" && review) return t.standing.reviewed(review.by, day(review.at));
  if (how === "expired" && review) return t.standing.expired(review.by, day(review.expires));
  return t.standing[how === "reviewed" || how === "expired" ? "mixed" : how];
}
