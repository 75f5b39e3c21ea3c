import type { CheckinWords } from "./checkin.en";
import { Speech } from "./speech.svelte";

export const speech = new Speech<CheckinWords>({
  en: async () => (await import("./checkin.en")).en,
  ru: async () => (await import("./checkin.ru")).ru,
});
