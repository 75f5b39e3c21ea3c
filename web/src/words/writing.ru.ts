import { plural } from "./forms";
import type { WritingWords } from "./writing.en";

const form = plural("ru");
const letters = { one: "знак", few: "знака", many: "знаков", other: "знака" };

export const ru: WritingWords = {
  detailsHint: "Всё можно оставить пустым. Запечатывается на телефоне; сервис прочесть не может.",
  detailsCard: "Для адвокатов, которых спросят",
  detailsFile: "Только для того, кто примет вызов",
  need: "Что происходит",
  urgency: "Когда",
  urgencies: { now: "Сейчас", today: "Сегодня", soon: "Скоро" },
  place: "Место",
  placeNone: "Нет в списке",
  fields: {
    where: { label: "Где именно", hint: "Улица, этаж, номер автобуса, кто увёл" },
    what: { label: "Что случилось", hint: "" },
    needs: { label: "Что нужно", hint: "Переводчик, врач, ребёнок, коляска" },
    name: { label: "Имя и фамилия", hint: "" },
    birth_date: { label: "Дата рождения", hint: "" },
    phone: { label: "Телефон", hint: "" },
    tell: { label: "Кому сообщить", hint: "Имя и телефон" },
    medical: { label: "Здоровье", hint: "Лекарства, болезни, аллергии" },
    notes: { label: "Что ещё", hint: "" },
  },
  theirs: {
    where: { label: "Где именно", hint: "Улица, этаж, номер автобуса, кто увёл" },
    what: { label: "Что случилось", hint: "И как узнать человека: возраст, одежда" },
    name: { label: "Имя и фамилия этого человека", hint: "" },
    birth_date: { label: "Дата рождения этого человека", hint: "" },
    phone: { label: "Ваш телефон", hint: "Чтобы адвокат мог с вами связаться" },
    medical: { label: "Здоровье этого человека", hint: "Лекарства, болезни, аллергии" },
    notes: { label: "Что ещё", hint: "Кем вы приходитесь, телефон этого человека" },
  },
  preparedOpen: "уже в форме",
  preparedNone: "нет",
  spoken: "На каком языке говорить",
  roomLeft: (count) => `Поместится ещё примерно ${count} ${form(count, letters)}.`,
  roomOver: (count) => `Длиннее примерно на ${count} ${form(count, letters)}: сократите.`,
  done: "Готово",
  sendDetails: "Запечатать и отправить",
  addDetails: "Добавить подробности",
  chatWith: (name) => `${name}, запечатано`,
  chatUnnamed: "Запечатано: сервис прочесть не может.",
  chatEmpty: "Пока ничего нет.",
  chatMine: "Вы",
  chatWaiting: "ещё на телефоне",
  chatGap: "Перед этим сообщением одного не хватает.",
  chatRefused: "Пришло сообщение, которому нельзя доверять. Оно не открыто.",
  chatWrite: "Ваше сообщение",
  chatSend: "Отправить",
  chatNobody: "Пока нет никого, кому этот телефон мог бы доверить сообщение.",
};
