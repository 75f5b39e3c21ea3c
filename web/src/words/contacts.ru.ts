import type { ContactsWords } from "./contacts.en";

export const ru: ContactsWords = {
  search: "Найти по имени или району",
  nobody: (typed) => `По запросу «${typed}» никого нет.`,
  hotlines: "Горячие линии",
  counsel: "Адвокаты",
  everywhere: "везде",
  signed: (date) => `Этот список подписала организация, последний раз ${date}.`,
  stale: "Список старый, нового не пришло. Номера могли измениться.",
  refused: "Пришёл новый список без нужных подписей. Он не принят.",
};
