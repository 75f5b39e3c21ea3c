/** A text message that is ready to be sent. It leaves the phone unsealed, so it says no more than the service would know. */
import { speech } from "../words/person";
import { app } from "./app.svelte";
import { dialNumber } from "./phrases";

/** What it says: the need, and the area where it is known; no name. */
export function smsText(): string {
  const { words: t, language } = speech;
  const need = t.needs[app.ownCase?.need ?? app.draft.need];
  const area = app.ownCase?.guessed ? "" : app.areaName(language);
  return area ? t.sms(need, area) : t.smsNoArea(need);
}

/** A link that opens it for this number. */
export const smsLink = (phone: string): string => `sms:${dialNumber(phone)}?&body=${encodeURIComponent(smsText())}`;
