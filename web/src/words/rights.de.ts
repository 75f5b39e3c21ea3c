import { plural } from "./forms";
import type { RightsWords } from "./rights.en";

const form = plural("de");

export const de: RightsWords = {
  title: "Ihre Rechte",
  law: "Recht von",
  lawAsk: "Wo sind Sie?",
  lawHint: "Das Recht ist nicht überall dasselbe.",
  choose: "wählen",
  search: "Suche",
  found: (count) => `${count} ${form(count, { one: "Stelle", other: "Stellen" })} gefunden`,
  nothing: (said) => `Nichts gefunden zu „${said}“.`,
  nothingHint: "Versuchen Sie ein anderes Wort, oder wählen Sie unten.",
  situations: "Was geschieht gerade?",
  missing: "Die Ratgeber sind noch nicht auf diesem Telefon.",
  missingHint: "Sie kommen von selbst, sobald es ein Netz gibt. Danach gehen sie auch ohne.",
  noGuides: "Für diesen Ort gibt es noch keinen Ratgeber.",
  otherLanguage: (language) => `In dieser Sprache noch nicht geschrieben. Sprache des Textes: ${language}.`,
  limits: "Fristen",
  card: "Karte zum Drucken",

  quoted: (said) => `„${said}“`,
  say: "Sagen Sie:",
  more: "Was Sie noch tun können",
  dont: "Was Sie nicht tun sollten",
  refused: "Wenn man es verweigert",
  sources: "Recht und Quellen",
  risk: "Risiko:",
  standing: {
    unreviewed: "Noch nicht anwaltlich geprüft.",
    changed: "Seit der anwaltlichen Prüfung geändert.",
    stale: "Das Original hat sich seit der Übersetzung geändert.",
    mixed: "Nicht alles ist anwaltlich geprüft. Es steht bei jeder Zeile.",
    reviewed: (by, day) => `Geprüft von ${by} am ${day}.`,
    expired: (by, day) => `Die Prüfung (${by}) galt bis ${day}. Das Recht kann sich geändert haben.`,
  },
  kinds: { law: "Gesetz", practice: "Praxis", opinion: "Rat" },
  memory: "Die Nummer der Vorschrift wurde nicht geprüft.",
  secondary: "Nach der Schilderung anderer.",
  readOn: (day) => `Gelesen am ${day}.`,
  asOf: (day) => `Fassung vom ${day}.`,

  cardChoose: (most) => `Wählen Sie bis zu ${most}. Sie passen auf eine Seite.`,
  cardArm: "Schreiben Sie diese Nummer auf Ihren Arm",
  print: "Drucken",
};
