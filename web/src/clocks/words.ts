import type { ClockWords } from "../words/clocks.en";

/** The words for clocks in `language`, else in English. They load apart from those of the first page. */
export async function clockWords(language: string): Promise<ClockWords> {
  if (language === "ru") return (await import("../words/clocks.ru")).ru;
  if (language === "de") return (await import("../words/clocks.de")).de;
  return (await import("../words/clocks.en")).en;
}
