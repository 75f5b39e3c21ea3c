import type { PersonWords } from "./person.en";
import { Speech } from "./speech.svelte";

export const speech = new Speech<PersonWords>({
  en: async () => (await import("./person.en")).en,
  ru: async () => (await import("./person.ru")).ru,
});
