/** What is said in more rooms than one. */
import type { PersonWords } from "../words/person.en";
import { pressHeadline } from "../model/person/outbox";
import { speech } from "../words/person";
import { app } from "./app.svelte";

/** The first line of a case until its room has come: what this phone knows by itself. Empty when that may be less than the truth. */
export function firstLine(t: PersonWords): string {
  const { ownCase, letters, online } = app;
  if (!ownCase || ownCase.status || ownCase.gone || ownCase.cancelledAt !== null) return "";
  if (ownCase.refused !== null) return t.headline.refused;
  if (ownCase.storedAt !== null) return t.headline.stored;
  const press = letters.find(({ kind }) => kind === "press");
  return t.headline[pressHeadline(online, press?.tries ?? 0)];
}

/** A phone number as a link takes it. */
export const dialNumber = (phone: string): string => phone.replace(/[^\d+]/g, "");

/** A time of day as the reader writes it. */
export function clockTime(at: number): string {
  return new Intl.DateTimeFormat(speech.language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}
