import { plural } from "./forms";
import type { RightsWords } from "./rights.en";

const form = plural("ru");

export const ru: RightsWords = {
  title: "Ваши права",
  law: "Закон",
  lawAsk: "Где вы?",
  lawHint: "В разных местах разные законы.",
  choose: "выбрать",
  search: "Поиск",
  found: (count) => `Найдено: ${count} ${form(count, { one: "место", few: "места", many: "мест", other: "мест" })}`,
  nothing: (said) => `Ничего не найдено: «${said}».`,
  nothingHint: "Попробуйте другое слово или выберите ниже.",
  situations: "Что происходит?",
  missing: "Памяток ещё нет на этом телефоне.",
  missingHint: "Они придут сами, когда будет сеть. Потом работают и без неё.",
  noGuides: "Памяток для этого места пока нет.",
  otherLanguage: (language) => `На этом языке ещё не написано. Язык текста: ${language}.`,
  limits: "Сроки",
  card: "Карточка для печати",

  quoted: (said) => `«${said}»`,
  say: "Скажите:",
  more: "Что ещё делать",
  dont: "Чего не делать",
  refused: "Если отказывают",
  sources: "Закон и источники",
  risk: "Риск:",
  standing: {
    unreviewed: "Адвокат ещё не проверил.",
    changed: "Слова изменились после проверки адвокатом.",
    stale: "Оригинал изменился после перевода.",
    mixed: "Адвокат проверил не всё. Это указано у каждой строки.",
    reviewed: (by, day) => `Проверил(а) ${by}, ${day}.`,
    expired: (by, day) => `Проверка (${by}) действовала до ${day}. Закон мог измениться.`,
  },
  kinds: { law: "Закон", practice: "Практика", opinion: "Совет" },
  memory: "Номер статьи не проверен.",
  secondary: "По чужому пересказу.",
  readOn: (day) => `Прочитано ${day}.`,
  asOf: (day) => `Редакция на ${day}.`,

  cardChoose: (most) => `Выберите до ${most}. Они поместятся на одной странице.`,
  cardArm: "Напишите этот номер на руке",
  print: "Напечатать",
};
