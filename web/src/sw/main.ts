/// <reference lib="webworker" />
/** Wiring only: keeps the person's page on the phone, sends what her outbox holds when she cannot, and holds pages to the manifest. */
import { CHANNEL, retire, WIPE_MESSAGE } from "../device/database";
import { isAsSigned, MANIFEST_CACHE } from "../device/manifest";
import { deliver } from "../device/outbox";
import { digest } from "../seal/bytes";

declare const self: ServiceWorkerGlobalScope;
declare const SHELL_FILES: string[];
declare const CASE_FILES: string[];
declare const ROOM_FILES: string[];
declare const PAGE_VERSION: string;
declare const UNSIGNED_PAGE: string;

const PAGE_CACHE = `page-${PAGE_VERSION}`;
/** What a press leads to is kept before what else may be read. */
const LATER_FILES = [...CASE_FILES, ...ROOM_FILES];
const FILES = [...SHELL_FILES, ...LATER_FILES];
/** Kept from the first time that they are needed, and over new builds: who never needs them never loads them. */
const WORDS_CACHE = "words-1";
const KEPT_CACHES = [PAGE_CACHE, WORDS_CACHE, MANIFEST_CACHE];
const LATER = /^\/words\/[a-z]+-\d\.txt$/;
/** The undo of a press and the first pauses are waited out; for what takes longer the browser calls again. */
const PATIENCE_MS = 20_000;

const changes = new BroadcastChannel(CHANNEL);
let isOver = false;

// The phone is being wiped: what was under way here puts nothing back.
changes.onmessage = ({ data }) => {
  if (data !== WIPE_MESSAGE) return;
  isOver = true;
  retire();
};

interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

// The first time the shell alone must come; an update takes over only with all of it, so that nothing goes away again.
self.addEventListener("install", (event) => {
  event.waitUntil(keep(self.registration.active ? FILES : SHELL_FILES));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOld());
});

/** Fetches what is not kept yet, one after the other: a bad network is shared with the page. */
async function keep(paths: string[]): Promise<void> {
  const cache = await caches.open(PAGE_CACHE);
  for (const path of paths) {
    if (isOver) return;
    if (await cache.match(path)) continue;
    // A name with a hash in it never means anything else: what an older page had is taken over.
    const older = path.startsWith("/assets/") ? await caches.match(path) : undefined;
    if (older) await cache.put(path, older);
    else await cache.add(path);
  }
}

async function dropOld(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => !KEPT_CACHES.includes(name)).map((name) => caches.delete(name)));
}

/** What becomes a page, or runs in one. */
const CODE: readonly RequestDestination[] = ["document", "iframe", "frame", "embed", "object", "script", "worker", "sharedworker"];

// The person's own page and files are kept. The service's answers and the members' pages always come from the network.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const isCode = CODE.includes(request.destination);
  const isKept = FILES.includes(pathname);
  if (isKept || isCode) event.respondWith(asSigned(request, isCode, isKept ? fromCache(request, pathname) : fetch(request)));
  else if (LATER.test(pathname)) event.respondWith(fromWordsCache(request, pathname));
});

/** Code goes to a page of a member only as her organisation signed it. */
async function asSigned(request: Request, isCode: boolean, coming: Promise<Response>): Promise<Response> {
  const response = await coming;
  if (!isCode || (await isAsSigned(new URL(request.url).pathname, response))) return response;
  if (!["document", "iframe", "frame"].includes(request.destination)) return Response.error();
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'none'" };
  return new Response(UNSIGNED_PAGE, { status: 502, headers });
}

async function fromCache(request: Request, pathname: string): Promise<Response> {
  const stored = await caches.match(pathname, { cacheName: PAGE_CACHE });
  return stored ?? fetch(request);
}

async function fromWordsCache(request: Request, pathname: string): Promise<Response> {
  const cache = await caches.open(WORDS_CACHE);
  const stored = await cache.match(pathname);
  if (stored) return stored;
  const fresh = await fetch(request);
  if (fresh.ok) await cache.put(pathname, fresh.clone());
  return fresh;
}

self.addEventListener("sync", (event) => {
  (event as SyncEvent).waitUntil(emptyOutbox());
});

/** The page asks: keep what a case needs, keep the rooms too, or send what the outbox holds. It asks again when it is opened next. */
self.addEventListener("message", (event) => {
  if (event.data === "hash") event.waitUntil(answerHash(event.ports[0]!));
  else event.waitUntil(work(event.data).catch(() => undefined));
});

/** The hash of the person's page as it is kept here (docs/protocol.md, Manifest); null when not all of it could be kept. */
async function answerHash(port: MessagePort): Promise<void> {
  await keep(FILES).catch(() => undefined);
  const cache = await caches.open(PAGE_CACHE);
  const lines = await Promise.all([...FILES].sort().map(async (path) => `${path} ${await hashOf(await cache.match(path))}\n`));
  port.postMessage(lines.some((line) => line.endsWith("null\n")) ? null : await digest(lines.join("")));
}

const hashOf = async (kept: Response | undefined): Promise<string | null> =>
  kept ? digest(new Uint8Array(await kept.arrayBuffer())) : null;

function work(wish: unknown): Promise<void> {
  if (wish === "case") return keep(CASE_FILES);
  return wish === "rooms" ? keep(LATER_FILES) : emptyOutbox();
}

/** Sends until nothing is left. Throws when something is, so that the browser calls again when it sees fit. */
async function emptyOutbox(): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (let wait = await deliver(); wait !== null; wait = await deliver()) {
    if (Date.now() + wait > until) throw new Error("something still waits in the outbox");
    await new Promise((done) => setTimeout(done, wait));
  }
  changes.postMessage("");
}
