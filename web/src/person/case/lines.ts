/** Puts the truth about delivery into words: what stands below its first line. */
import type { Line } from "../../model/person/delivery";
import type { CaseWords } from "../../words/case.en";
import type { PersonWords } from "../../words/person.en";
import { app } from "../app.svelte";
import { clockTime, counselName } from "../phrases";

/** One line of what has happened. */
export function line(t: CaseWords, page: PersonWords, said: Line): string {
  switch (said.is) {
    case "no_answer":
      return t.line.no_answer(clockTime(said.nextAt));
    case "asked":
      return t.line.asked(said.count);
    case "rang":
    case "opened":
      return page.line[said.is](said.count);
    case "desk":
      return t.line.desk(t.because[said.because as keyof CaseWords["because"]] ?? t.because.other);
    case "accepted":
    case "en_route":
    case "arrived":
      return page.line[said.is](counselName(page));
    case "closed":
      return t.means[app.ownCase?.status?.disposition ?? "other"];
    default:
      return t.line[said.is];
  }
}

/** When counsel is expected: the time, and how long that is from now. */
export function expectedTime(t: CaseWords, at: number): string {
  const minutes = Math.round((at - app.now - app.ahead) / 60_000);
  return minutes > 0 ? t.expectedIn(clockTime(at), minutes) : t.expectedAt(clockTime(at));
}
