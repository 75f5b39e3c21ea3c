/**
 * Legal clocks as data: what guides/clocks/*.json holds. A clock is a rule over logged events, not a countdown.
 * Lengths of time are ISO 8601 hours ("PT48H"); days are "YYYY-MM-DD". Kinds of events are open: data may name new ones.
 */

/** English and Russian always; the language of the place where it is another. */
export type Text = { en: string; ru: string } & Partial<Record<string, string>>;
export type Hours = string;

/** How sure the number is: wording of the law seen, a secondary source seen, memory only, nothing seen. */
export const SURE = ["seen", "secondary", "memory", "unseen"] as const;
export type Sure = (typeof SURE)[number];

export interface Source {
  act: string;
  art: string;
  url: string | null;
  /** The day on which somebody read it there; null: nobody of ours did. */
  seen: string | null;
}

/** Who signed it; all three are needed before it may be shown as law. */
export interface Review {
  by: string | null;
  at: string | null;
  /** The day from which nobody vouches for it any more. */
  expires: string | null;
}

/** The rule counts from an event of kind `on`, or from so many hours after it. The earliest counts. */
export interface Start {
  on: string;
  plus?: Hours;
}

/** An event in time moves the end: `by` so much, or to so long `after` the event itself. */
export type Extend = { on: string; sure: Sure } & ({ by: Hours; after?: never } | { after: Hours; by?: never });

export interface After {
  after: Hours;
  /** Each event of this kind starts it anew, with this length. */
  again?: { on: string; after: Hours };
  extend?: Extend;
}

/** At most `row` without a rest of `rest`; at most `day` in one local day. At least one of row (with rest) and day. */
export interface Questioning {
  row?: Hours;
  rest?: Hours;
  day?: Hours;
}

/** Data may hold a form that this version does not know; it is shown as not verifiable. */
export type Measure =
  | After
  /** The end of the local day so many days after the start's: 1 is the end of the next day. */
  | { end_of_day: number }
  | { questioning: Questioning }
  /** Without delay, but no number. */
  | { prompt: true }
  /** Exists, but must not be counted yet: why. */
  | { blocked: Text };

export interface Rule {
  id: string;
  name: Text;
  starts: Start[];
  /** When an event of kind `if` is logged, the rule counts from these instead. */
  instead?: { if: string; starts: Start[] };
  /** Facts that must be logged, before or after the start: the rule waits for them. */
  needs?: string[];
  /** Events that must be logged at or after the start: the rule waits for them. */
  once?: string[];
  /** Facts that make the rule void. */
  unless?: string[];
  /** The charged article decides between rules: this one holds in this branch. */
  branch?: string;
  /** What stops it. `released` always does. */
  ends: string[];
  limit: Measure;
  /** What to say when it is reached. */
  demand: Text;
  /** Passing it shifts a burden and gives no right to be released: what it means. */
  presumption?: Text;
  note?: Text;
  source: Source[];
  sure: Sure;
  review: Review;
}

export interface Branches {
  strongest_first: string[];
  /** Which branch an article leads to. What is not listed is not known. */
  articles: Record<string, string>;
  sure: Sure;
}

export interface RuleSet {
  format: 1;
  /** ISO 3166: "RU", "GB-EAW". */
  jurisdiction: string;
  status: string;
  /** The kinds of events that can be logged here, in the order in which they are offered. */
  events: string[];
  /** Facts that outlast a release: whoever is a minor still is. All others belong to one detention. */
  lasting?: string[];
  branches?: Branches;
  rules: Rule[];
}

/** One thing that happened, as logged. All fields can be edited. */
export interface LoggedEvent {
  id: string;
  kind: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** With `charged`: the article as the rules spell it ("20.2(5)"), or any text when it is not among them. */
  article?: string;
}

/** "PT48H" in milliseconds. */
export const lengthMs = (hours: Hours): number => Number(hours.slice(2, -1)) * 3_600_000;

/** The text in the reader's language, else in English. */
export const localText = (text: Text, language: string): string => text[language] ?? text.en;
