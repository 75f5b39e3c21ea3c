import type { CallwordsWords } from "./callwords.en";
import { Speech } from "./speech.svelte";

export const speech = new Speech<CallwordsWords>({
  en: async () => (await import("./callwords.en")).en,
  ru: async () => (await import("./callwords.ru")).ru,
});
