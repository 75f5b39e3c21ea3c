import type { ClockWords } from "./clocks.en";
import { type Language, Speech } from "./speech.svelte";

export const speech = new Speech<ClockWords, Language>({
  en: async () => (await import("./clocks.en")).en,
  ru: async () => (await import("./clocks.ru")).ru,
  de: async () => (await import("./clocks.de")).de,
});
