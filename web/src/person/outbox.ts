/** Keeps the outbox moving and the screen in step with what is kept. */
import { currentCase, storedMessages, type StoredCase } from "../device/cases";
import { CHANNEL, WIPE_MESSAGE } from "../device/database";
import { deliver, releaseLetters, letters } from "../device/outbox";
import { rosterOf } from "../model/person/drill";
import { type Letter, LOST_SEQ, WAITING_SEQ } from "../model/person/outbox";
import type { OpenedMessage, ReceivedMessage } from "../seal/api";
import { app } from "./app.svelte";
import { seal } from "./seal";

const changes = new BroadcastChannel(CHANNEL);
let timer: ReturnType<typeof setTimeout> | undefined;
let currentRun: Promise<void> | undefined;

let turn = 0;

/** Brings the screen in step with what is kept on the phone. Of several at once, the one that began last counts. */
export async function reload(): Promise<void> {
  turn += 1;
  const own = turn;
  const [ownCase, waiting] = await Promise.all([currentCase(), letters()]);
  const messages = ownCase ? await openMessages(ownCase, waiting) : [];
  if (own !== turn) return;
  app.letters = waiting;
  app.messages = messages;
  app.ownCase = ownCase ?? null;
}

/** The case's messages, opened in memory only; what was sealed here and waits stands last. */
async function openMessages(ownCase: StoredCase, waiting: readonly Letter[]): Promise<OpenedMessage[]> {
  if (app.trust.is !== "good") return [];
  const { caseId, person, firstLink } = ownCase;
  const own = waiting.filter((letter) => letter.kind === "message").map(asMessage);
  const messages = [...(await storedMessages(caseId)), ...own];
  if (messages.length === 0) return []; // opening needs code that has not come with the shell
  const links = { [caseId]: firstLink };
  const roster = rosterOf(ownCase, app.trust.roster);
  return (await seal.openThread({ as: person, caseId, personSignKey: person.signKey, roster, links, messages })).messages;
}

function asMessage(letter: Letter): ReceivedMessage {
  const { message_id, sealed } = JSON.parse(letter.body) as { message_id: string; sealed: string };
  const seq = (letter.refused ? LOST_SEQ : WAITING_SEQ) + letter.id;
  return { seq, message_id, sender: "person", at: letter.writtenAt + app.ahead, sealed };
}

/** Sends what is due and comes back by itself when the next thing is. One run at a time. */
export function pump(): Promise<void> {
  currentRun ??= run().finally(() => (currentRun = undefined));
  return currentRun;
}

async function run(): Promise<void> {
  clearTimeout(timer);
  await reload();
  const wait = await deliver();
  await reload();
  changes.postMessage("");
  if (wait !== null) timer = setTimeout(() => void pump(), wait);
}

/** Sends all that waits now: the undo is over, the page goes away; or the network is back, and the undo goes on. */
export async function pumpNow(tried = 0): Promise<void> {
  await releaseLetters(Date.now(), tried);
  await currentRun;
  await pump();
}

/** Asks the service worker to send what is left if this page is closed before it could. */
export async function askWorker(): Promise<void> {
  const worker = (await navigator.serviceWorker?.getRegistration()) as
    (ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } }) | undefined;
  if (!worker) return;
  // Background Sync exists in some browsers, and may be denied where it does; the others get a message at once.
  const registered = await worker.sync?.register("outbox").then(
    () => true,
    () => false,
  );
  if (!registered) worker.active?.postMessage("outbox");
}

/** Asks the service worker to keep what comes after the shell, for when there is no network: what a case needs, or all. */
export async function askToKeep(what: "case" | "rooms"): Promise<void> {
  const worker = await navigator.serviceWorker?.ready;
  worker?.active?.postMessage(what);
}

/** Tells the other tabs and the service worker that nothing may be left here. */
export const tellWiped = (): void => changes.postMessage(WIPE_MESSAGE);

/** Follows what other tabs and the service worker do; `wiped` is called when another tab has deleted all. */
export function listen(wiped: () => void): void {
  changes.onmessage = ({ data }) => (data === WIPE_MESSAGE ? wiped() : void reload());
  addEventListener("online", () => void pumpNow(1));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void pump();
    // A phone that is taken or locked in the five seconds must not keep the press back.
    else if (app.undoable) void pumpNow();
  });
}
