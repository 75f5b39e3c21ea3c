/** A limit in words: what a screen shows of it. */
import type { ClocksWords } from "../words/clocks.en";
import type { Limit } from "./limits";
import { localText } from "./rules";

export interface LimitText {
  name: string;
  /** How it stands, in one line. */
  state: string;
  /** To say aloud now; null while there is nothing to demand. */
  demand: string | null;
  /** What must stand beside it, so that it is not taken for more than it is: first whether a lawyer has verified it. */
  cautions: string[];
  /** How sure the number is. */
  certainty: string;
  note: string | null;
}

export interface Speaker {
  words: ClocksWords;
  language: string;
  /** Milliseconds since the epoch as a time to read, with the day where it is not today. */
  time: (at: number) => string;
}

export function limitText(limit: Limit, speaker: Speaker): LimitText {
  const { rule, state, passedAt } = limit;
  const demanding = state === "reached" || (state === "needs_answer" && passedAt !== null) || isPrompt(limit);
  return {
    name: localText(rule.name, speaker.language),
    state: stateLine(limit, speaker),
    demand: demanding ? localText(rule.demand, speaker.language) : null,
    cautions: cautions(limit, speaker),
    certainty: speaker.words.sure[limit.sure],
    note: rule.note ? localText(rule.note, speaker.language) : null,
  };
}

/** The law wants it at once, so it can be demanded at once. */
const isPrompt = ({ state, rule: { limit } }: Limit): boolean => state === "running" && "prompt" in limit;

/** What a kind of event is called; its own name when this version has no words for it. */
export const eventName = (kind: string, words: ClocksWords): string => (words.events as Record<string, string>)[kind] ?? kind;

function stateLine({ state, rule, endsAt, leftMs, stoppedAt, passedAt, waitsFor }: Limit, { words, language, time }: Speaker): string {
  const at = time(endsAt ?? stoppedAt ?? 0);
  if (state === "blocked" && "blocked" in rule.limit) return localText(rule.limit.blocked, language);
  if (state === "reached") return words.reached(at);
  if (state === "running") return endsAt === null ? words.noNumber : words.running(at, leftText(leftMs, words));
  if (state === "needs_answer") return passedAt === null ? words.ifItApplies(at) : words.ifItAppliedPast(at);
  if (state === "paused") return words.paused(leftText(leftMs, words));
  if (state === "waiting") return words.waiting(waitsFor.map((kind) => eventName(kind, words)).join(` ${words.or} `));
  return state === "stopped" ? words.over(time(stoppedAt ?? 0)) : words.unverifiable;
}

/** Rounded up: a limit is never said to be over before it is. */
function leftText(leftMs: number | null, words: ClocksWords): string {
  const minutes = Math.ceil((leftMs ?? 0) / 60_000);
  return minutes < 60 ? words.leftMinutes(minutes) : words.left(Math.floor(minutes / 60), minutes % 60);
}

function cautions({ rule, state, verified, sure, passedAt }: Limit, { words, language, time }: Speaker): string[] {
  const past = passedAt !== null && (state === "paused" || state === "stopped" || state === "running");
  return [
    verified ? "" : words.unverified,
    sure === "seen" ? "" : words.sure[sure],
    rule.presumption ? localText(rule.presumption, language) : "",
    past ? words.wasPassed(time(passedAt)) : "",
  ].filter(Boolean);
}
