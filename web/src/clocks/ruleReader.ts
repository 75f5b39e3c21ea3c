/** The strict reader of rules: what it lets through, the engine can count. */
import { type Check, type Fields, list, object, choice, nullable, record, pattern, text, expectShape } from "../model/shared/shape";
import { type After, type Rule, type RuleSet, SURE } from "./rules";

const texts: Check = (value, path) => {
  record(text)(value, path);
  for (const language of ["en", "ru"]) expectShape(language in (value as object), path, `"${language}"`);
};
const hours = pattern(/^PT[1-9]\d{0,2}H$/, "hours like PT3H");
const day = pattern(/^\d{4}-\d\d-\d\d$/, "day like 2026-01-31");
const sure = choice(...SURE);
const starts = list(object({ on: text }, { plus: hours }));

const extend: Check = (value, path) => {
  object({ on: text, sure }, { by: hours, after: hours })(value, path);
  expectShape("by" in (value as object) !== "after" in (value as object), path, `either "by" or "after"`);
};
const questioning: Check = (value, path) => {
  object({}, { row: hours, rest: hours, day: hours })(value, path);
  const { row, rest, day: daily } = value as Record<string, unknown>;
  expectShape((row || daily) && !row === !rest, path, `"row" with "rest", or "day"`);
};

const FORMS: Fields = {
  after: object({ after: hours }, { again: object({ on: text, after: hours }), extend }),
  end_of_day: object({ end_of_day: choice(0, 1, 2, 3) }),
  questioning: object({ questioning }),
  prompt: object({ prompt: choice(true) }),
  blocked: object({ blocked: texts }),
};

/** A limit of a form that is not known here passes: it is shown, and as not verifiable. */
const measure: Check = (value, path) => {
  record(() => {})(value, path);
  const form = Object.keys(value as object).find((key) => key in FORMS);
  if (form) FORMS[form]?.(value, path);
};

const rule = object(
  {
    id: text,
    name: texts,
    starts,
    ends: list(text),
    limit: measure,
    demand: texts,
    source: list(object({ act: text, art: text, url: nullable(text), seen: nullable(day) })),
    sure,
    review: object({ by: nullable(text), at: nullable(day), expires: nullable(day) }),
  },
  {
    instead: object({ if: text, starts }),
    needs: list(text),
    once: list(text),
    unless: list(text),
    branch: text,
    presumption: texts,
    note: texts,
  },
);

const rules = object(
  { format: choice(1), jurisdiction: text, status: text, events: list(text), rules: list(rule) },
  { lasting: list(text), branches: object({ strongest_first: list(text), articles: record(text), sure }) },
);

/** What names something else must name what is there. */
function checkReferences({ rules: all, events, lasting = [], branches }: RuleSet): void {
  const expectKinds = (kinds: string[], path: string): void =>
    kinds.forEach((kind) => expectShape(events.includes(kind), path, `"${kind}" among the events`));
  expectKinds(lasting, "lasting");
  const branchNames = branches?.strongest_first ?? [];
  const expectBranch = (branch: string, path: string): void =>
    expectShape(branchNames.includes(branch), path, `branch "${branch}" declared`);
  Object.values(branches?.articles ?? {}).forEach((branch) => expectBranch(branch, "articles"));
  all.forEach((each, index) => {
    const path = each.id;
    expectShape(all.findIndex(({ id }) => id === each.id) === index, path, "an id of its own");
    expectShape(each.starts.length > 0 && each.source.length > 0, path, "a start and a source");
    if (each.branch !== undefined) expectBranch(each.branch, path);
    expectKinds(kindsIn(each), path);
  });
}

function kindsIn({ starts: from, instead, needs = [], once = [], unless = [], ends, limit }: Rule): string[] {
  const { again, extend: longer } = limit as Partial<After>;
  const moments = [...from, ...(instead?.starts ?? []), again, longer].flatMap((some) => some?.on ?? []);
  return [...moments, ...(instead ? [instead.if] : []), ...needs, ...once, ...unless, ...ends];
}

/** The rules in `data` (JSON, parsed). Throws ShapeError, with the place, when they are not well formed. */
export function readRules(data: unknown): RuleSet {
  rules(data, "clocks");
  const read = data as RuleSet;
  checkReferences(read);
  return read;
}
