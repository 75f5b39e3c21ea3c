import type { PersonWords } from "./person.en";

export const ru: PersonWords = {
  title: "Заметки",
};
