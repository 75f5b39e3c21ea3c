import { backoff } from "../model/shared/retry";
import type { Form } from "../model/shared/answer";
import { Problem, readAnswer, throwRefusal, Unreachable } from "./errors";
import { EventParser } from "./sse";

/** How the screen stands to the service: it hears as things happen, it tries again, or there is no network. */
export type Link = "live" | "reconnecting" | "offline";

/** What belongs to the world outside; tests pass their own. */
export interface World {
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** 0 <= random() < 1. */
  random: () => number;
  /** Resolves after `ms`, or as soon as `signal` aborts. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Resolves when a new try is worth while at once (network back, page shown again), or `signal` aborts. */
  woken: (signal: AbortSignal) => Promise<void>;
  online: () => boolean;
}

export interface StreamOptions<T> {
  /** The stream's address. */
  url: string;
  /** The name of the events that count. */
  event: string;
  /** What such an event says. One of another form breaks the stream off, as a network does. */
  form: Form<T>;
  token?: string | undefined;
  /** The id that is already known: only what came after it is sent. */
  last?: string | undefined;
  /** The same value by a plain request, for networks that hold streams back. */
  poll?: (() => Promise<T>) | undefined;
  tell: (value: T) => void;
  link?: ((link: Link) => void) | undefined;
  /** The service refuses for good (401, 403, 404): following has ended. */
  refused?: ((why: Problem) => void) | undefined;
}

/** The service writes at least every 15 s: less than that from the start means a proxy that holds it back. */
export const FIRST_SILENCE_MS = 20_000;
export const SILENCE_MS = 50_000;

/** Follows until the returned function is called, or the service refuses for good. */
export function follow<T>(what: StreamOptions<T>, world: World = browserWorld()): () => void {
  const end = new AbortController();
  void run(what, world, end.signal);
  return () => end.abort();
}

async function run<T>(what: StreamOptions<T>, world: World, end: AbortSignal): Promise<void> {
  const place = { last: what.last ?? "", failures: 0 };
  while (!end.aborted) {
    const why = await endOf(stream(what, world, end, place));
    if (end.aborted) return;
    if (why instanceof Problem) return what.refused?.(why);
    place.failures += 1;
    what.link?.(world.online() ? "reconnecting" : "offline");
    if (!(await poll(what, world, end))) return;
    await pause(backoff(place.failures, world.random), world, end);
  }
}

/** Why a stream ended: a refusal, a failure that the next try may mend, or nothing but its end. */
async function endOf(stream: Promise<void>): Promise<Problem | Unreachable | undefined> {
  try {
    await stream;
    return undefined;
  } catch (error) {
    if (error instanceof Problem || error instanceof Unreachable) return error;
    throw error;
  }
}

/** Asks by plain request, once. False when the service refused for good. */
async function poll<T>(what: StreamOptions<T>, world: World, end: AbortSignal): Promise<boolean> {
  if (!what.poll || !world.online()) return true;
  try {
    const value = await what.poll();
    if (end.aborted) return false;
    what.tell(value);
    what.link?.("live");
  } catch (error) {
    if (error instanceof Problem && forGood(error.status)) {
      what.refused?.(error);
      return false;
    }
    if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
  }
  return true;
}

const forGood = (status: number): boolean => [401, 403, 404].includes(status);

async function stream<T>(what: StreamOptions<T>, world: World, end: AbortSignal, place: { last: string; failures: number }): Promise<void> {
  const silence = new AbortController();
  const signal = AbortSignal.any([end, silence.signal]);
  const within = <V>(ms: number, promise: Promise<V>) => unlessSilent(ms, promise, world, silence, end);
  const response = await within(FIRST_SILENCE_MS, world.fetch(what.url, request(what, place.last, signal)));
  const reader = (await body(response)).pipeThrough(new TextDecoderStream()).getReader();
  const parser = new EventParser(place.last);
  for (let limit = FIRST_SILENCE_MS; ; limit = SILENCE_MS) {
    const { done, value } = await within(limit, reader.read());
    if (done || end.aborted) return;
    const events = parser.push(value);
    const values = events.filter(({ event }) => event === what.event).map(({ data }) => readAnswer(data, what.form));
    what.link?.("live");
    place.failures = 0;
    place.last = events.at(-1)?.id ?? place.last;
    values.forEach((value) => what.tell(value));
  }
}

function request<T>(what: StreamOptions<T>, last: string, signal: AbortSignal): RequestInit {
  const headers: Record<string, string> = { Accept: "text/event-stream" };
  if (what.token) headers["Authorization"] = `Bearer ${what.token}`;
  if (last) headers["Last-Event-ID"] = last;
  return { headers, signal, cache: "no-store", credentials: what.token ? "omit" : "same-origin" };
}

async function body(response: Response): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const streams = response.headers.get("Content-Type")?.startsWith("text/event-stream");
  if (response.ok && streams && response.body) return response.body;
  if (!forGood(response.status)) throw new Unreachable(`status ${response.status}`);
  return throwRefusal(response);
}

/** What the promise gives; when it gives nothing for `ms`, the connection is cut. Throws Unreachable. */
async function unlessSilent<V>(ms: number, promise: Promise<V>, world: World, silence: AbortController, end: AbortSignal): Promise<V> {
  const finished = new AbortController();
  const either = AbortSignal.any([finished.signal, end]);
  void world.wait(ms, either).then(() => !either.aborted && silence.abort());
  try {
    return await promise;
  } catch (cause) {
    throw new Unreachable("the connection broke", { cause });
  } finally {
    finished.abort();
  }
}

async function pause(ms: number, world: World, end: AbortSignal): Promise<void> {
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, end]);
  await Promise.race([world.wait(ms, signal), world.woken(signal)]);
  over.abort();
}

/** The world of a page. */
export function browserWorld(): World {
  return {
    fetch: (url, init) => fetch(url, init),
    random: Math.random,
    online: () => navigator.onLine,
    wait: (ms, signal) =>
      new Promise((done) => {
        const timer = setTimeout(done, ms);
        signal.addEventListener("abort", () => (clearTimeout(timer), done()), { once: true });
      }),
    woken: (signal) =>
      new Promise((done) => {
        addEventListener("online", () => done(), { once: true, signal });
        document.addEventListener("visibilitychange", () => !document.hidden && done(), { signal });
        signal.addEventListener("abort", () => done(), { once: true });
      }),
  };
}
