/** Ways off this page: one leaves no trace on the screen, the other none on the phone. */
import { forgetCase } from "../device/cases";
import { retire, wipe } from "../device/database";
import { app } from "./app.svelte";
import { reload, tellWiped } from "./outbox";
import { nav } from "./nav.svelte";

/** In this tab the person has gone: entries of the history that lie ahead must not lead here either. */
const EXIT_MARK = "gone";

/** At once, to an empty page; neither Back nor Forward leads here. What is kept stays kept. */
export async function exit(): Promise<void> {
  document.body.hidden = true;
  document.title = "";
  sessionStorage.setItem(EXIT_MARK, "");
  await nav.home();
  location.replace("about:blank");
}

/** True, and nothing more may be shown, when the browser's Forward has brought back what was left by `exit`. */
export function hasLeft(): boolean {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  const isGone = sessionStorage.getItem(EXIT_MARK) !== null && entry?.type === "back_forward";
  if (isGone) location.replace("about:blank");
  else sessionStorage.removeItem(EXIT_MARK);
  return isGone;
}

/** Another tab deletes everything: what this one shows goes too, and it puts nothing back. */
export function exitAfterWipe(): Promise<void> {
  retire();
  return exit();
}

/** Forgets the case on this phone; what the desk has stays there. */
export async function forgetOwnCase(): Promise<void> {
  await forgetCase();
  app.practising = false;
  await nav.home();
  await reload();
}

const CLOSED_MS = 7 * 24 * 3_600_000;

/** A case that was closed a week ago is forgotten by itself: the service has deleted it too. */
export async function forgetOld(now: number): Promise<void> {
  const { ownCase } = app;
  if (ownCase?.status?.state === "closed" && now - (ownCase.heardAt ?? now) > CLOSED_MS) await forgetOwnCase();
}

/** Deletes everything that this page ever put on the phone, itself included, and leaves. */
export async function wipeAll(): Promise<void> {
  document.body.hidden = true;
  retire();
  tellWiped();
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(workers.map((worker) => worker.unregister()));
  await deleteKept();
  await clearSite();
  // What another tab or the worker had begun to write before it was told.
  await deleteKept();
  await exit();
}

async function deleteKept(): Promise<void> {
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  await wipe();
  localStorage.clear();
  sessionStorage.clear();
}

const CLEARED_BY_MS = 3_000;

/**
 * What a page deletes, browsers only mark as deleted: the bytes lie in their files until something else is written over
 * them. Told by the service, they remove the files themselves. Without network that is not to be had.
 */
async function clearSite(): Promise<void> {
  await fetch("/v1/wipe", { method: "POST", signal: AbortSignal.timeout(CLEARED_BY_MS) }).catch((error: unknown) => {
    if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
  });
}

/** After other signers were announced: everything of before is deleted, and the new ones are met as for the first time. */
export async function startAfresh(): Promise<void> {
  retire();
  await wipe();
  location.reload();
}
