/** Puts the truth about delivery into words. */
import type { Line } from "../../model/person/delivery";
import { speech } from "../../words/case";
import type { CaseWords } from "../../words/case.en";
import { speech as page } from "../../words/person";
import { app } from "../app.svelte";
import { clockTime } from "../phrases";
import { progress } from "./progress.svelte";

/** Who comes: by name once she has said it. */
const counselName = (): string => progress.introduction?.name ?? page.words.lawyer;

/** The first line, which is the only one that everybody reads. */
export function headline(): string {
  const { ownCase } = app;
  const { delivery } = progress;
  if (!delivery) return "";
  const t = speech.words;
  const status = ownCase?.status;
  switch (delivery.headline) {
    case "no_network":
    case "leaving":
    case "no_answer":
    case "refused":
      return page.words.headline[delivery.headline];
    case "ringing":
      return t.line.rang(status?.phones_shown ?? 0);
    case "opened":
      return t.line.opened(status?.opened ?? 0);
    case "accepted":
      // She may have been given the call, and not have seen it yet.
      return progress.introduction === null ? t.headline.unnamed : t.line.accepted(counselName());
    case "en_route":
    case "arrived":
      return t.line[delivery.headline](counselName());
    case "closed":
      if (ownCase?.drill && status?.disposition === "other") return t.practiceWorks;
      return t.closed[status?.disposition ?? "other"];
    case "desk":
      return status?.desk_reason === "nobody_admitted" ? t.headline.desk : t.headline.nobody;
    default:
      return t.headline[delivery.headline];
  }
}

/** One line of what has happened. */
export function line(said: Line): string {
  const t = speech.words;
  switch (said.is) {
    case "no_answer":
      return t.line.no_answer(clockTime(said.nextAt));
    case "stored":
      return page.words.headline.stored;
    case "asked":
    case "rang":
    case "opened":
      return t.line[said.is](said.count);
    case "desk":
      return t.line.desk(t.because[said.because as keyof CaseWords["because"]] ?? t.because.other);
    case "accepted":
    case "en_route":
    case "arrived":
      return t.line[said.is](counselName());
    case "closed":
      return t.means[app.ownCase?.status?.disposition ?? "other"];
    default:
      return t.line[said.is];
  }
}

/** When counsel is expected: the time, and how long that is from now. */
export function expectedTime(at: number): string {
  const t = speech.words;
  const minutes = Math.round((at - app.now - app.ahead) / 60_000);
  return minutes > 0 ? t.expectedIn(clockTime(at), minutes) : t.expectedAt(clockTime(at));
}
