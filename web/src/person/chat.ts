/** Writing to counsel: sealed on the phone, then through the same outbox as the press. */
import { addMessage } from "../device/outbox";
import type { Recipient, Roster } from "../seal/api";
import { app } from "./app.svelte";
import { askWorker, pump, reload } from "./outbox";
import { seal } from "./seal";

/** Who reads what the person writes now: counsel who accepted, before that those who could open the card. */
function readers(roster: Roster): Recipient[] {
  const { kept } = app;
  const counsel = kept?.status?.counsel ?? null;
  const wanted = new Set(counsel === null ? (kept?.recipients ?? []) : [counsel]);
  return roster.members
    .filter((member) => wanted.has(member.fingerprint))
    .map((member) => ({ kid: member.fingerprint, key: member.seal_key }));
}

/** False when the case is over, or nobody is there whom this phone could trust to read it. */
export const canWrite = (): boolean =>
  !app.delivery?.over && app.trust.is === "good" && readers(app.trust.roster).length > 0;

/** Seals `text` and puts it into the outbox; nothing of it stays readable on the phone outside the case's own key. */
export async function say(text: string): Promise<void> {
  const { kept, trust } = app;
  if (!kept || trust.is !== "good" || text.trim() === "") return;
  const { caseId, person, nextLink: link } = kept;
  const to = readers(trust.roster);
  const body = { kind: "text", text: text.trim() } as const;
  const written = { as: person, caseId, to, link, rosterVersion: trust.roster.version, body };
  const sealed = await seal.sealMessage(written);
  const { message_id, sealed: envelope } = sealed;
  const now = Date.now();
  const path = `/v1/cases/${caseId}/messages`;
  const letter = { caseId, kind: "message", path, token: person.token, messageId: message_id } as const;
  const content = JSON.stringify({ message_id, sealed: envelope });
  await addMessage({ ...letter, body: content, writtenAt: now, notBefore: now }, sealed.link);
  await reload();
  void askWorker();
  void pump();
}
