/** Puts the truth about delivery into words. */
import type { Line } from "../model/person/delivery";
import type { PersonWords } from "../words/person.en";
import { speech } from "../words/person.svelte";
import { app } from "./app.svelte";

/** Who comes: by name once she has said it. */
const counselName = (t: PersonWords): string => app.introduction?.name ?? t.lawyer;

/** The first line, which is the only one that everybody reads. */
export function headline(t: PersonWords): string {
  const { ownCase, delivery } = app;
  if (!delivery) return "";
  const status = ownCase?.status;
  switch (delivery.headline) {
    case "ringing":
      return t.line.rang(status?.rung ?? 0);
    case "opened":
      return t.line.opened(status?.opened ?? 0);
    case "accepted":
    case "en_route":
    case "arrived":
      return t.line[delivery.headline](counselName(t));
    case "closed":
      if (ownCase?.drill && status?.disposition === "other") return t.practiceWorks;
      return t.closed[status?.disposition ?? "other"].title;
    case "desk":
      return status?.desk_reason === "nobody_admitted" ? t.headline.desk : t.headline.nobody;
    default:
      return t.headline[delivery.headline];
  }
}

/** One line of what has happened. */
export function line(t: PersonWords, entry: Line): string {
  switch (entry.is) {
    case "no_answer":
      return t.line.no_answer(clockTime(entry.nextAt));
    case "rang":
    case "opened":
    case "asked":
      return t.line[entry.is](entry.count);
    case "desk":
      return t.line.desk(t.because[entry.because as keyof PersonWords["because"]] ?? t.because.other);
    case "accepted":
    case "en_route":
    case "arrived":
      return t.line[entry.is](counselName(t));
    case "closed":
      return t.closed[app.ownCase?.status?.disposition ?? "other"].means;
    default:
      return t.line[entry.is];
  }
}

/** A phone number as a link takes it. */
export const dialNumber = (phone: string): string => phone.replace(/[^\d+]/g, "");

/** A time of day as the reader writes it. */
export function clockTime(at: number): string {
  return new Intl.DateTimeFormat(speech.language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}

/** When counsel is expected: the time, and how long that is from now. */
export function expectedTime(t: PersonWords, at: number): string {
  const minutes = Math.round((at - app.now - app.ahead) / 60_000);
  return minutes > 0 ? t.expectedIn(clockTime(at), minutes) : t.expectedAt(clockTime(at));
}
