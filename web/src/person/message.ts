/** Writing to counsel: sealed on the phone, then through the same outbox as the press. */
import { addMessage } from "../device/outbox";
import { app } from "./app.svelte";
import { askWorker, pump, reload } from "./outbox";
import { readers } from "./readers";
import { seal } from "./seal";

/** Seals `text` and puts it into the outbox; nothing of it stays readable on the phone outside the case's own key. */
export async function writeMessage(text: string): Promise<void> {
  const { ownCase, trust } = app;
  if (!ownCase || trust.is !== "good" || text.trim() === "") return;
  const { caseId, person, nextLink: link } = ownCase;
  const to = readers(trust.roster);
  const body = { kind: "text", text: text.trim() } as const;
  const written = { as: person, caseId, to, link, rosterVersion: trust.roster.version, body };
  const sealed = await seal.sealMessage(written);
  const { message_id, sealed: envelope } = sealed;
  const now = Date.now();
  const path = "/v1/case/messages";
  const letter = { caseId, kind: "message", path, token: person.token, messageId: message_id } as const;
  const content = JSON.stringify({ message_id, sealed: envelope });
  await addMessage({ ...letter, body: content, writtenAt: now, notBefore: now }, sealed.link);
  await reload();
  void askWorker();
  void pump();
}
