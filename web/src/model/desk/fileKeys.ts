// Who waits for the key of a file, and what this page does about it: for counsel by itself, for a dispatcher by a click.
import type { BoardCase, KeyRequest } from "../shared/shapes";
import type { HeldKeys, KeyLabel, Roster } from "../../seal/api";

/** One counsel who has a case and waits. */
export interface KeyChore {
  case_id: string;
  to: string;
}

export const choreKey = ({ case_id, to }: KeyChore): string => `${case_id}:${to}`;

/** Of all that this page could begin now, the first: of cases that counsel have, not of what was looked at before. */
export function nextKeyChore(rows: Iterable<BoardCase>, settled: ReadonlySet<string>): KeyChore | null {
  for (const { case_id, key_requests, state } of rows) {
    if (key_requests.length === 0 || state === "closed") continue;
    const waiting = key_requests.filter(({ reason }) => reason === null).map(({ member }) => ({ case_id, to: member }));
    const found = waiting.find((chore) => !settled.has(choreKey(chore)));
    if (found) return found;
  }
  return null;
}

/** What to give of what is held, to who was given this already: the whole, or a share that is not there. */
export function labelToGive(held: HeldKeys, given: readonly KeyLabel[]): KeyLabel | null {
  if (given.includes("whole")) return null;
  const able = (["whole", "a", "b"] as const).filter((label) => held[label] !== undefined && !given.includes(label));
  return able[0] ?? null;
}

/** A colleague who asks for what this dispatcher can give. */
export interface ColleagueRequest {
  case_id: string;
  request: KeyRequest;
}

/** Who of her colleagues asks; not those of her own group, who can open as much as she. */
export function colleaguesAsking(rows: Iterable<BoardCase>, own: string, { members, standby }: Roster): ColleagueRequest[] {
  const groups = new Map(members.filter(({ role }) => role === "desk").map(({ fingerprint, group }) => [fingerprint, group]));
  const group = groups.get(own) ?? null;
  const mine: KeyLabel = standby.length === 0 || group === null ? "whole" : group;
  const helps = ({ member, reason, given }: KeyRequest): boolean =>
    reason !== null && member !== own && groups.has(member) && !given.includes(mine) && (group === null || groups.get(member) !== group);
  return [...rows].flatMap(({ case_id, key_requests }) => key_requests.filter(helps).map((request) => ({ case_id, request })));
}
