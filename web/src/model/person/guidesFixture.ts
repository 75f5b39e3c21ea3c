/** For tests: a small pack. */
import type { Index, Item, Situation } from "./guides";

export const item = (id: string, text: string, more: Partial<Item> = {}): Item => ({
  id,
  form: id.split(".")[2] as Item["form"],
  kind: "law",
  text,
  state: "unreviewed",
  ...more,
});

export const REVIEW = { by: "A. K.", at: "2026-11-01", expires: "2027-05-01" };
export const reviewedItem = (item: Item): Item => ({ ...item, state: "reviewed", review: REVIEW });

export const WITNESS_GUIDE: Situation = {
  id: "witness",
  title: "Допрос свидетеля",
  items: [
    item("ru.witness.say.01", "Буду отвечать с адвокатом.", { first: true }),
    item("ru.witness.do.01", "Спросите, свидетель вы или подозреваемый.", { first: true }),
    item("ru.witness.do.02", "Заметьте время начала.", { first: true, more: "Подряд не больше четырёх часов." }),
    item("ru.witness.do.03", "Прочитайте протокол до подписи.", { first: true }),
    item("ru.witness.do.05", "Прочитайте повестку.", { source: [{ act: "УПК РФ", art: "188(1)", sure: "text seen" }] }),
    item("ru.witness.refused.01", "Адвоката не ждут? Просите записать."),
  ],
};
export const STOPPED_GUIDE: Situation = {
  id: "stopped",
  title: "Остановили на улице",
  items: [
    item("ru.stopped.say.01", "Я задержан?", { first: true }),
    item("ru.stopped.do.01", "Покажите паспорт.", { first: true }),
    item("ru.stopped.do.02", "Спросите имя.", { first: true }),
    item("ru.stopped.dont.01", "Не сопротивляйтесь.", { first: true, risk: "Ещё одна статья." }),
  ],
};
export const ALL = [STOPPED_GUIDE, WITNESS_GUIDE];

const language = (place: string, code: string, hash: string): Index["jurisdictions"][0]["languages"][0] => ({
  language: code,
  parts: [{ path: `/guides/${place}/${code}.${hash}.json` }],
});

export const INDEX: Index = {
  unverified: "banner",
  jurisdictions: [
    { id: "DE", names: { de: "Deutschland", en: "Germany" }, note: {}, languages: [language("DE", "de", "0".repeat(16))] },
    {
      id: "RU",
      names: { ru: "Россия", en: "Russia" },
      note: {},
      zones: ["Europe/Moscow"],
      languages: [language("RU", "ru", "1".repeat(16)), language("RU", "en", "2".repeat(16))],
    },
  ],
};
