import type { ContactsWords } from "./contacts.en";
import { Speech } from "./speech.svelte";

export const speech = new Speech<ContactsWords>({
  en: async () => (await import("./contacts.en")).en,
  ru: async () => (await import("./contacts.ru")).ru,
});
