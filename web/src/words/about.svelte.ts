import type { AboutWords } from "./about.en";
import { Speech } from "./speech.svelte";

export const speech = new Speech<AboutWords>({
  en: async () => (await import("./about.en")).en,
  ru: async () => (await import("./about.ru")).ru,
});
