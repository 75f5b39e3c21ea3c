// What a row of the board says, in the reader's words.
import { callsign } from "../members/callsign";
import { DAY_MS, countdownText, dateTime } from "../members/format";
import { isOverdue, lacksCounsel, saysRank } from "../model/desk/order";
import type { BoardCase } from "../model/shared/shapes";
import { areaName } from "../model/shared/names";
import type { MembersWords } from "../words/members.en";
import type { Names } from "./names.svelte";
import type { Tags } from "./tags.svelte";

export interface Labels {
  words: MembersWords;
  language: string;
  names: Names;
  tags: Tags;
  /** So many wait that it counts what each shows of itself. */
  crowded: boolean;
}

export const areaLabel = (area: string, { language, tags }: Labels): string =>
  areaName(tags.session.organisation.areas, area, language) || area;

/** The place when it is known, else the area. */
export function placeName(row: { place_tag: string | null; area: string }, labels: Labels): string {
  return labels.tags.name(row.place_tag, labels.language) ?? areaLabel(row.area, labels);
}

/** What a call shows of itself, in a word; empty where that says nothing. */
export const rankText = (row: BoardCase, { words, crowded }: Labels): string => (saysRank(row, crowded) ? words.ranks[row.rank] : "");

/** What is about to happen, or why nothing is; that somebody was made to call it off stands before all else. */
export function nextText(row: BoardCase, labels: Labels, now: number): string {
  const next = stateText(row, labels, now);
  return row.duress ? `${labels.words.duressShort} · ${next}` : next;
}

function stateText(row: BoardCase, { words, names, language }: Labels, now: number): string {
  if (row.state === "closed") {
    const how = row.disposition === null ? words.states.closed : words.dispositions[row.disposition];
    // Of a moment long past the service keeps the day alone: then there is no time to tell.
    if (row.closed_at === null || row.closed_at % DAY_MS === 0) return how;
    return `${how}, ${dateTime(row.closed_at, now, language)}`;
  }
  if (row.counsel !== null && row.state !== "waiting" && row.state !== "desk") {
    const when = (at: number): string => dateTime(at, now, language);
    const expected = row.expected_at === null || row.state === "arrived" ? [] : [words.expectedAt(when(row.expected_at))];
    const refused = row.refused_at === null ? [] : [words.refusedAt(when(row.refused_at))];
    const taken = row.accepted_at === null ? [] : [words.takenAt(when(row.accepted_at))];
    const overdue = isOverdue(row) ? [words.missing.arrival, ...taken] : [];
    return [words.states[row.state], names.of(row.counsel), ...overdue, ...refused, ...expected].join(" · ");
  }
  if (row.open_offers === 0 && row.missing !== null && row.missing !== "answer") return words.missing[row.missing];
  if (lacksCounsel(row)) return reason(row.desk_reason, words);
  if (row.next === null) return words.states[row.state];
  if (row.open_offers === 0) return words.next[row.next];
  return `${words.next[row.next]} · ${words.asking(row.open_offers, row.shown_offers)}`;
}

/** Why a case is at the desk. */
export function reason(code: string | null, words: MembersWords): string {
  return (words.deskReasons as Record<string, string>)[code ?? ""] ?? words.next.nobody_left;
}

/** The countdown of a row; empty when nothing runs. */
export function countdown(row: BoardCase, now: number): string {
  return row.next_at === null || row.state === "closed" ? "" : countdownText(row.next_at - now);
}

/** All that a row shows and a search should find. */
export function rowText(row: BoardCase, labels: Labels): string {
  const { words, names } = labels;
  const shown = [callsign(row.case_id), row.case_id, words.needs[row.need], words.states[row.state]];
  const where = [
    placeName(row, labels),
    areaLabel(row.area, labels),
    row.counsel === null ? "" : names.of(row.counsel),
    rankText(row, labels),
  ];
  return [...shown, ...where].join(" ");
}
