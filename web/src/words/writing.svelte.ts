import type { WritingWords } from "./writing.en";
import { Speech } from "./speech.svelte";

export const speech = new Speech<WritingWords>({
  en: async () => (await import("./writing.en")).en,
  ru: async () => (await import("./writing.ru")).ru,
});
