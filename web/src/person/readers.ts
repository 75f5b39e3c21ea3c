/** Who reads what the person writes. */
import { rosterOf } from "../model/person/drill";
import type { Recipient, Roster } from "../seal/api";
import { app } from "./app.svelte";
import { progress } from "./case/progress.svelte";

/** Counsel who accepted; before that those who could open the card. */
export function readers(roster: Roster): Recipient[] {
  const { ownCase } = app;
  const counsel = ownCase?.status?.counsel ?? null;
  const wanted = new Set(counsel === null ? (ownCase?.recipients ?? []) : [counsel]);
  return rosterOf(ownCase, roster)
    .members.filter((member) => wanted.has(member.fingerprint))
    .map((member) => ({ kid: member.fingerprint, key: member.seal_key }));
}

/** False when the case is over, or nobody is there whom this phone could trust to read it. */
export const canWrite = (): boolean => !progress.delivery?.over && app.trust.is === "good" && readers(app.trust.roster).length > 0;
