/** The outbox: what was sealed on this phone and has to reach the service, whatever happens to the page. */
import { CheckIn, MessageReceipt, Receipt, Status } from "../api/answers";
import { problemKind } from "../api/errors";
import { reach, type Fetch, type Shapes } from "../api/plain";
import { dueLetter, delayLetter, type Letter, outcome, msUntilNext, type NewLetter, NO_ROOM, WRONG_CODE } from "../model/person/outbox";
import { type Form, fits } from "../model/shared/answer";
import { amendIn, type StoredCase, type StoredMessage, removeLetters } from "./cases";
import { resultOf, read, write } from "./database";

/** What belongs to the world outside; tests pass their own. */
export interface World {
  fetch: Fetch;
  now: () => number;
  random: () => number;
  online: () => boolean;
}

export const browserWorld: World = {
  fetch: (url, init) => fetch(url, init),
  now: Date.now,
  random: Math.random,
  online: () => navigator.onLine,
};

export function letters(): Promise<Letter[]> {
  return read(["letter"], (store) => resultOf(store("letter").getAll() as IDBRequest<Letter[]>));
}

/**
 * Keeps a new case and its sealed press in one step. False, and nothing kept, when this phone has a case already:
 * pressing twice makes one case, in two tabs too.
 */
export function openCase(fresh: StoredCase, letter: NewLetter): Promise<boolean> {
  return write(["case", "letter"], async (store) => {
    if ((await resultOf(store("case").count())) > 0) return false;
    await resultOf(store("case").add(fresh));
    await resultOf(store("letter").add({ ...letter, tries: 0 }));
    return true;
  });
}

/** Puts a better sealed press in the place of one that has not left yet. False when it has. */
export function replacePress(fresh: StoredCase, body: string): Promise<boolean> {
  return write(["case", "letter"], async (store) => {
    const all = await resultOf(store("letter").getAll() as IDBRequest<Letter[]>);
    const press = all.find((letter) => letter.caseId === fresh.caseId && letter.kind === "press");
    if (!press || press.tries > 0) return false;
    await resultOf(store("letter").put({ ...press, body }));
    await resultOf(store("case").put(fresh));
    return true;
  });
}

/** Adds a letter that belongs to no case of this phone. */
export async function addLetter(letter: NewLetter): Promise<void> {
  await write(["letter"], (store) => resultOf(store("letter").add({ ...letter, tries: 0 })));
}

/** Every letter that was tried at least `tried` times is due now: an undo goes on when the network is back. */
export function releaseLetters(now: number, tried = 0): Promise<void> {
  return write(["letter"], async (store) => {
    const all = await resultOf(store("letter").getAll() as IDBRequest<Letter[]>);
    const late = all.filter(({ notBefore, tries }) => tries >= tried && notBefore > now);
    await Promise.all(late.map((letter) => resultOf(store("letter").put({ ...letter, notBefore: now }))));
  });
}

/** Adds a sealed message; the person's chain goes on at `nextLink`. */
export function addMessage(letter: NewLetter, nextLink: StoredCase["nextLink"]): Promise<void> {
  return write(["case", "letter"], async (store) => {
    await resultOf(store("letter").add({ ...letter, tries: 0 }));
    await amendIn(store("case"), letter.caseId, (stored) => ({ ...stored, nextLink }));
  });
}

/** Adds a key for a counsel, once. False when she was given one, in another tab perhaps. */
export function addKey(letter: NewLetter, counsel: string): Promise<boolean> {
  return write(["case", "letter"], async (store) => {
    let isNew = false;
    await amendIn(store("case"), letter.caseId, (stored) => {
      const given = stored.keysGiven ?? [];
      isNew = !given.includes(counsel);
      return isNew ? { ...stored, keysGiven: [...given, counsel] } : stored;
    });
    if (isNew) await resultOf(store("letter").add({ ...letter, tries: 0 }));
    return isNew;
  });
}

/**
 * Cancels. A press that was never tried is taken back and the case with it: "taken back". Otherwise what still waits
 * leaves no more, and the cancelling goes out in its place: "on its way". It does so too for a press that was tried
 * without any network, which is over at once on this phone: a browser may be wrong about the network.
 */
export function addCancel(letter: NewLetter): Promise<"taken back" | "on its way"> {
  return write(["case", "letter", "message"], async (store) => {
    const waiting = await removeLetters(store("letter"), letter.caseId);
    const press = waiting.find((letter) => letter.kind === "press");
    if (press?.tries === 0) {
      await resultOf(store("case").delete(letter.caseId));
      return "taken back";
    }
    const messages = waiting.filter((letter) => letter.kind === "message");
    await Promise.all(messages.map((message) => resultOf(store("letter").put({ ...message, refused: true }))));
    await resultOf(store("letter").add({ ...letter, tries: 0 }));
    const over = { cancelledAt: letter.writtenAt, wrongCode: false, ...(press && !press.left && { gone: true }) };
    await amendIn(store("case"), letter.caseId, (stored) => ({ ...stored, ...over }));
    return "on its way";
  });
}

/**
 * Sends what is due, one after the other, until nothing is or a try fails. Any number of pages and workers may do
 * this at once: the service takes a repeat for what it is. Gives the milliseconds until the next try, null for never.
 */
export async function deliver(outside: World = browserWorld): Promise<number | null> {
  for (;;) {
    const waiting = await letters();
    const due = dueLetter(waiting, outside.now());
    if (!due) return msUntilNext(waiting, outside.now());
    const letter = await markTried(due.id, outside.online());
    if (letter) await applyOutcome(letter, await post(letter, outside), outside);
  }
}

/**
 * The letter as it stands now, marked as tried: from here on the service may have it, so that a press can no longer be
 * taken back or bettered. Undefined when somebody else has settled it.
 */
function markTried(id: number, online: boolean): Promise<Letter | undefined> {
  return write(["letter"], async (store) => {
    const letter = await resultOf(store("letter").get(id) as IDBRequest<Letter | undefined>);
    if (!letter) return undefined;
    const begun = { ...letter, tries: Math.max(1, letter.tries), left: !!letter.left || online };
    await resultOf(store("letter").put(begun));
    return letter;
  });
}

interface PostResult {
  status: number;
  body: unknown;
}

/** What the service says of what it has taken; nothing of what is dropped. */
const ANSWERS: Readonly<Partial<Record<Letter["kind"], Form<unknown>>>> = {
  press: Receipt,
  message: MessageReceipt,
  cancel: Status,
  arm: CheckIn,
  extend: CheckIn,
  end: Status,
};

async function post({ path, token, kind, body: content, method }: Letter, outside: World): Promise<PostResult> {
  const response = await reach(path, { token, body: content, method }, outside.fetch);
  const body: unknown = await response?.json().catch(() => undefined);
  return { status: response && isOfService(response, kind, body) ? response.status : 0, body };
}

/** What says anything else came from something in between, not from the service: a press is never lost to that. */
function isOfService({ ok, status }: Response, kind: Letter["kind"], body: unknown): boolean {
  if (!ok) return problemKind(body) !== undefined;
  const form = ANSWERS[kind];
  return form ? fits(body, form) : status === 204;
}

async function applyOutcome(letter: Letter, result: PostResult, outside: World): Promise<void> {
  // Before the transaction, which waits for nothing else. Who never arms a check-in loads none of it.
  const checkIn = isOfCheckIn(letter) ? await import("./checkin") : undefined;
  return write(["case", "letter", "message", "kept"], async (store) => {
    const current = await resultOf(store("letter").get(letter.id) as IDBRequest<Letter | undefined>);
    if (!current) return; // settled elsewhere, or wiped
    const meaning = outcome(letter, result.status, outside.now());
    if (meaning === "again") {
      await resultOf(store("letter").put({ ...delayLetter(letter, outside.now(), outside.random), left: !!current.left }));
      return;
    }
    await resultOf(store("letter").delete(letter.id));
    if (letter.kind === "drop" || letter.kind === "key") return;
    if (checkIn) return checkIn.applyAnswer(store, letter, meaning === "delivered", kindOf(result), result.body);
    // What the person wrote stays, for the chat to say that it came to nothing.
    const noRoom = kindOf(result) === NO_ROOM;
    if (meaning === "refused" && letter.kind === "message") await resultOf(store("letter").add({ ...letter, refused: true, noRoom }));
    if (meaning === "refused") await applyRefusal(store("case"), letter, result);
    else await applyDelivery(store("case"), store("message"), letter, result.body);
  });
}

const isOfCheckIn = ({ kind }: Letter): boolean => ["arm", "extend", "end"].includes(kind);

const kindOf = ({ body }: PostResult): string => problemKind(body) ?? "";

async function applyRefusal(cases: IDBObjectStore, letter: Letter, result: PostResult): Promise<void> {
  const kind = kindOf(result);
  await amendIn(cases, letter.caseId, (stored) => {
    if (letter.kind === "press") return { ...stored, refused: kind };
    // Neither of the two codes: it stands, and she can try again.
    if (letter.kind === "cancel" && WRONG_CODE.has(kind)) return { ...stored, cancelledAt: null, wrongCode: true };
    return [401, 404].includes(result.status) ? { ...stored, gone: true } : stored;
  });
}

async function applyDelivery(cases: IDBObjectStore, messages: IDBObjectStore, letter: Letter, body: unknown): Promise<void> {
  if (letter.kind === "press") {
    const { stored_at: storedAt } = body as Shapes["Receipt"];
    await amendIn(cases, letter.caseId, (stored) => ({ ...stored, storedAt }));
  } else if (letter.kind === "message") {
    const { seq, at } = body as Shapes["MessageReceipt"];
    const { sealed } = JSON.parse(letter.body) as Shapes["NewMessage"];
    const message_id = letter.messageId ?? "";
    const message: StoredMessage = { caseId: letter.caseId, seq, at, sealed, message_id, sender: "person" };
    await resultOf(messages.put(message));
  } else {
    await amendIn(cases, letter.caseId, (stored) => ({ ...stored, status: body as Shapes["Status"] }));
  }
}
