/** Whom to call first, and how somebody is found in a long list. */
import { nameIn, type NamesIn } from "../shared/names";
import type { Entry } from "../../seal/api";

interface Area {
  area: string;
  name: NamesIn;
}

/** An entry as it is shown: the areas by name, none for everywhere. */
export interface FoundEntry extends Entry {
  where: string[];
}

const serves = ({ areas }: Entry, area: string | null): boolean => areas.length === 0 || (area !== null && areas.includes(area));

/**
 * Those whose name or area has the typed text in it. Who serves `here` stands first, then by name; hotlines before
 * counsel. Areas that are not on the organisation's list any more are left out.
 */
export function findEntries(
  entries: readonly Entry[],
  areas: readonly Area[],
  language: string,
  here: string | null,
  typed: string,
): FoundEntry[] {
  const named = new Map(areas.map(({ area, name }) => [area, nameIn(name, language)]));
  const wanted = typed.trim().toLocaleLowerCase(language);
  const rank = (entry: Entry): number => (entry.role === "hotline" ? 0 : 2) + (serves(entry, here) ? 0 : 1);
  return entries
    .map((entry) => ({ ...entry, where: entry.areas.flatMap((area) => named.get(area) ?? []) }))
    .filter(({ name, where }) => [...Object.values(name), ...where].some((text) => text.toLocaleLowerCase(language).includes(wanted)))
    .sort((a, b) => rank(a) - rank(b) || nameIn(a.name, language).localeCompare(nameIn(b.name, language), language));
}
