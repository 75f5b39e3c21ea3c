import type { LockWords } from "./lock.en";
import { Speech } from "./speech.svelte";

export const speech = new Speech<LockWords>({
  en: async () => (await import("./lock.en")).en,
  ru: async () => (await import("./lock.ru")).ru,
});
