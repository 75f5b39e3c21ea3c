/** A name in each language in which there is one. What the organisation gives has its first language first. */
export type NamesIn = Readonly<Record<string, string>>;

/** The name in the reader's language, else in the organisation's first, else in any. */
export const nameIn = (names: NamesIn, language: string): string => names[language] ?? Object.values(names)[0] ?? "";

/** What an area of the organisation is called; empty when it has none like that. */
export function areaName(areas: readonly { area: string; name: NamesIn }[], area: string | null, language: string): string {
  const found = areas.find((one) => one.area === area);
  return found ? nameIn(found.name, language) : "";
}
