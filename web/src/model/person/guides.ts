/** The rights guides as the service sends them (docs/guides.md), and what of them is shown to whom. No clock and no words. */
import { type Check, list, members, choice, record, pattern, text } from "../shared/shape";

export interface Index {
  unverified: "banner" | "hide";
  /** The law of the place by the organisation's word, and that of areas where it is another. */
  home?: string;
  areas?: Record<string, string>;
  jurisdictions: Jurisdiction[];
}

export interface Jurisdiction {
  id: string;
  names: Record<string, string>;
  note: Record<string, string>;
  /** IANA, the most usual first. */
  zones?: string[];
  clocks?: { path: string };
  /** The first is the one in which the law was read. */
  languages: { language: string; parts: { path: string }[] }[];
}

export type Form = "say" | "do" | "dont" | "refused";

export interface Source {
  act: string;
  art: string;
  sure: "text seen" | "secondary" | "memory";
  url?: string;
  seen?: string;
  as_of?: string;
}

export interface Item {
  id: string;
  form: Form;
  kind: "law" | "practice" | "opinion";
  text: string;
  state: "reviewed" | "unreviewed" | "changed" | "stale";
  first?: true;
  more?: string;
  risk?: string;
  source?: Source[];
  review?: { by: string; at: string; expires: string };
}

export interface Situation {
  id: string;
  title: string;
  items: Item[];
}

const path = pattern(/^\/guides\/[A-Z0-9-]+\/[a-z]+\.[0-9a-f]{16}\.json$/, "address of a file");
const url = pattern(/^https?:\/\//, "address of a page");

const index = members(
  {
    format: choice(1),
    unverified: choice("banner", "hide"),
    jurisdictions: list(
      members(
        {
          id: text,
          names: record(text),
          note: record(text),
          languages: list(members({ language: text, parts: list(members({ path })) })),
        },
        { zones: list(text), clocks: members({ path }) },
      ),
    ),
  },
  { home: text, areas: record(text) },
);

const source = members({ act: text, art: text, sure: choice("text seen", "secondary", "memory") }, { url, seen: text, as_of: text });

const item = members(
  {
    id: text,
    form: choice("say", "do", "dont", "refused"),
    kind: choice("law", "practice", "opinion"),
    text,
    state: choice("reviewed", "unreviewed", "changed", "stale"),
  },
  { first: choice(true), more: text, risk: text, source: list(source), review: members({ by: text, at: text, expires: text }) },
);

const file = members({ format: choice(1), situations: list(members({ id: text, title: text, items: list(item) })) });

function read<T>(check: Check, data: unknown, name: string): T {
  check(data, name);
  return data as T;
}

/** What `data` (JSON, parsed) says; ShapeError when it is not well formed, or of a form newer than this page. */
export const readIndex = (data: unknown): Index => read<Index>(index, data, "index");
export const readGuides = (data: unknown): Situation[] => read<{ situations: Situation[] }>(file, data, "guides").situations;

/** How far an item may be trusted on a day (YYYY-MM-DD). */
export type Standing = "reviewed" | "expired" | "unreviewed" | "changed" | "stale";

export function standing({ state, review }: Item, today: string): Standing {
  if (state !== "reviewed") return state;
  return review && today < review.expires ? "reviewed" : "expired";
}

/** What is common to all of `items`; "mixed" when they differ. */
export function commonStanding(items: readonly Item[], today: string): Standing | "mixed" {
  const [first, ...others] = new Set(items.map((choice) => standing(choice, today)));
  return others.length > 0 ? "mixed" : (first ?? "unreviewed");
}

/** One sentence and three actions: half of an advice may be a wrong one. */
const FIRST = 4;

/** What is shown on that day: all of it, or what somebody vouches for, as the organisation has it. */
export function visibleSituations(all: readonly Situation[], unverified: Index["unverified"], today: string): Situation[] {
  if (unverified === "banner") return [...all];
  const reviewed = all.map((choice) => ({ ...choice, items: choice.items.filter((each) => standing(each, today) === "reviewed") }));
  return reviewed.filter(({ items }) => items.filter(({ first }) => first).length === FIRST);
}

/** Whose law holds: the person's own word, else the organisation's for the area, else for the place; null: ask. */
export function lawOf({ jurisdictions, home, areas }: Index, chosen: string | null, area: string | null): string | null {
  const choices = [chosen, area === null ? null : (areas?.[area] ?? null), home ?? null];
  return choices.find((id) => id !== null && jurisdictions.some((each) => each.id === id)) ?? null;
}

/** In which of its languages a place is told of: the wished one, else English, else its own. */
export function languageFor({ languages }: Jurisdiction, wished: string): string | null {
  const available = languages.map(({ language }) => language);
  return [wished, "en"].find((choice) => available.includes(choice)) ?? available[0] ?? null;
}

/** A name in the reader's language, else in English, else in any. */
export const localName = (names: Record<string, string>, language: string): string =>
  names[language] ?? names["en"] ?? Object.values(names)[0] ?? "";
