import type { PhoneWords } from "./phone.en";
import { Speech } from "./speech.svelte";

export const speech = new Speech<PhoneWords>({
  en: async () => (await import("./phone.en")).en,
  ru: async () => (await import("./phone.ru")).ru,
});
