/// <reference lib="webworker" />
/** Wiring only: keeps the person's page on the phone, and sends what her outbox holds when she cannot. */
import { deliver } from "../device/outbox";

declare const self: ServiceWorkerGlobalScope;
declare const SHELL_FILES: string[];
declare const SHELL_VERSION: string;

const SHELL = `shell-${SHELL_VERSION}`;
/** Kept from the first time that they are needed, and over new builds: who never needs them never loads them. */
const WORDS = "words-1";
const LATER = /^\/words\/[a-z]+-\d\.txt$/;
/** The undo of a press and the first pauses are waited out; for what takes longer the browser calls again. */
const PATIENCE_MS = 20_000;

interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(SHELL_FILES)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOld());
});

async function dropOld(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== SHELL && name !== WORDS).map((name) => caches.delete(name)));
}

// Only the person's own page and files. The service's answers and the members' pages always come from the network.
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (SHELL_FILES.includes(pathname)) event.respondWith(fromShell(event.request, pathname));
  else if (LATER.test(pathname)) event.respondWith(fromLater(event.request, pathname));
});

async function fromShell(request: Request, pathname: string): Promise<Response> {
  const kept = await caches.match(pathname, { cacheName: SHELL });
  return kept ?? fetch(request);
}

async function fromLater(request: Request, pathname: string): Promise<Response> {
  const cache = await caches.open(WORDS);
  const kept = await cache.match(pathname);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) await cache.put(pathname, fresh.clone());
  return fresh;
}

self.addEventListener("sync", (event) => {
  (event as SyncEvent).waitUntil(empty());
});

self.addEventListener("message", (event) => {
  event.waitUntil(empty().catch(() => undefined)); // no Background Sync here: the page tries again when it opens
});

/** Sends until nothing is left. Throws when something is, so that the browser calls again when it sees fit. */
async function empty(): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (let wait = await deliver(); wait !== null; wait = await deliver()) {
    if (Date.now() + wait > until) throw new Error("something still waits in the outbox");
    await new Promise((done) => setTimeout(done, wait));
  }
  new BroadcastChannel("notes").postMessage("");
}
