import type { RightsWords } from "./rights.en";
import { type Language, Speech } from "./speech.svelte";

export const speech = new Speech<RightsWords, Language>({
  en: async () => (await import("./rights.en")).en,
  ru: async () => (await import("./rights.ru")).ru,
  de: async () => (await import("./rights.de")).de,
});
