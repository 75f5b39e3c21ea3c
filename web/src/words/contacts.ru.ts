import type { ContactsWords } from "./contacts.en";

export const ru: ContactsWords = {};
