/** Puts the truth about delivery into words: its first line. */
import type { PersonWords } from "../words/person.en";
import { speech } from "../words/person";
import { app } from "./app.svelte";

/** Who comes: by name once she has said it. */
export const counselName = (t: PersonWords): string => app.introduction?.name ?? t.lawyer;

/** The first line, which is the only one that everybody reads. */
export function headline(t: PersonWords): string {
  const { ownCase, delivery } = app;
  if (!delivery) return "";
  const status = ownCase?.status;
  switch (delivery.headline) {
    case "ringing":
      return t.line.rang(status?.phones_shown ?? 0);
    case "opened":
      return t.line.opened(status?.opened ?? 0);
    case "accepted":
    case "en_route":
    case "arrived":
      return t.line[delivery.headline](counselName(t));
    case "closed":
      if (ownCase?.drill && status?.disposition === "other") return t.practiceWorks;
      return t.closed[status?.disposition ?? "other"];
    case "desk":
      return status?.desk_reason === "nobody_admitted" ? t.headline.desk : t.headline.nobody;
    default:
      return t.headline[delivery.headline];
  }
}

/** A phone number as a link takes it. */
export const dialNumber = (phone: string): string => phone.replace(/[^\d+]/g, "");

/** A time of day as the reader writes it. */
export function clockTime(at: number): string {
  return new Intl.DateTimeFormat(speech.language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}
