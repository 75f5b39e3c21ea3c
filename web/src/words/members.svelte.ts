import type { MemberWords } from "./members.en";
import { Speech } from "./speech.svelte";

export const speech = new Speech<MemberWords>({
  en: async () => (await import("./members.en")).en,
  ru: async () => (await import("./members.ru")).ru,
});
