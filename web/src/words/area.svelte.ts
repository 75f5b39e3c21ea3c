import type { AreaWords } from "./area.en";
import { Speech } from "./speech.svelte";

export const speech = new Speech<AreaWords>({
  en: async () => (await import("./area.en")).en,
  ru: async () => (await import("./area.ru")).ru,
});
