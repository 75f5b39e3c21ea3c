import type { PreparedWords } from "./prepared.en";
import { Speech } from "./speech.svelte";

export const speech = new Speech<PreparedWords>({
  en: async () => (await import("./prepared.en")).en,
  ru: async () => (await import("./prepared.ru")).ru,
});
