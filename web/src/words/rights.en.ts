import { plural } from "./forms";

const form = plural("en");

/** What stands around the guides; their own words come with them. */
export const en = {
  title: "Your rights",
  law: "Law of",
  lawAsk: "Where are you?",
  lawHint: "The law differs from place to place.",
  choose: "choose",
  search: "Search",
  found: (count: number) => `${count} ${form(count, { one: "place", other: "places" })} found`,
  nothing: (said: string) => `Nothing found for “${said}”.`,
  nothingHint: "Try another word, or choose below.",
  situations: "What is happening to you?",
  missing: "The guides are not on this phone yet.",
  missingHint: "They come by themselves when there is a network. From then on they work without it.",
  noGuides: "There is no guide for this place yet.",
  otherLanguage: (language: string) => `Not written in this language yet. You read it in: ${language}.`,
  limits: "Time limits",
  card: "Card to print",

  quoted: (said: string) => `“${said}”`,
  say: "Say:",
  more: "What else to do",
  dont: "What not to do",
  refused: "If they refuse",
  sources: "Law and sources",
  risk: "Risk:",
  standing: {
    unreviewed: "Not verified by a lawyer yet.",
    changed: "Its words have changed since a lawyer verified it.",
    stale: "The original has changed since this was translated.",
    mixed: "Not all of it is verified by a lawyer. Each line says so itself.",
    reviewed: (by: string, day: string) => `Verified by ${by} on ${day}.`,
    expired: (by: string, day: string) => `The check by ${by} was good until ${day}. The law may have changed.`,
  },
  kinds: { law: "Law", practice: "Practice", opinion: "Advice" },
  memory: "The number of the article was not checked.",
  secondary: "Taken from somebody’s account of it.",
  readOn: (day: string) => `Read on ${day}.`,
  asOf: (day: string) => `Text as of ${day}.`,

  cardChoose: (most: number) => `Choose up to ${most}. They fit on one page.`,
  cardArm: "Write this number on your arm",
  print: "Print",
};

export type RightsWords = typeof en;
