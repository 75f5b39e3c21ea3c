import type { CaseWords } from "./case.en";
import { Speech } from "./speech.svelte";

export const speech = new Speech<CaseWords>({
  en: async () => (await import("./case.en")).en,
  ru: async () => (await import("./case.ru")).ru,
});
