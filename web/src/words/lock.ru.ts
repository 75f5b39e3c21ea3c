import type { LockWords } from "./lock.en";

export const ru: LockWords = {
  pin: "PIN-код",
  open: "Открыть",
  wrong: "PIN-код неверный.",
  wrongLeft: (tries) => `PIN-код неверный. Осталось попыток до стирания: ${tries}.`,
  wait: (seconds) => `Подождите ${seconds} с.`,
  called: "Вызов сделан. Откройте, чтобы увидеть, что будет.",
  callHint: "Вызывает адвоката сразу, без PIN-кода.",
};
