import type { AreaWords } from "./area.en";

export const ru: AreaWords = {
  areaHint: "Сервис узнает только район. Точное место запечатано.",
  areaSearch: "Найти район",
  positionUse: "Взять моё место с телефона",
  positionLooking: "Ищем…",
  positionUnknown: "Не удалось определить место. Выберите район.",
};
