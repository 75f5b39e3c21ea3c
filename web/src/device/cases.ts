import type { Shapes } from "../api/plain";
import type { DrillCounsel } from "../model/person/drill";
import type { Letter } from "../model/person/outbox";
import type { Link, Person, ReceivedMessage } from "../seal/api";
import { resultOf, read, write } from "./database";

/** The one case that this phone knows: no plain text of what was pressed, only what it takes to go on with it. */
export interface StoredCase {
  caseId: string;
  /** Keys that cannot be exported, and the token. */
  person: Person;
  for: "me" | "other";
  /** It ends by codes that she chose: they are asked for. */
  coded?: boolean | undefined;
  /** The last code that was typed was none of hers. */
  wrongCode?: boolean;
  /** The person only practises: who answers, and the keys that this case is sealed to and nothing else is. */
  drill?: DrillCounsel | undefined;
  area: string;
  /** Nobody said where: the area is the organisation's first. */
  guessed?: boolean;
  need: Shapes["Need"];
  language: string;
  rosterVersion: number;
  /** Opens the file: for who accepts. Until the case has ended. */
  fileKey?: string | undefined;
  /** Counsel whom this phone gave it. */
  keysGiven?: string[];
  /** Members the card was sealed to. */
  recipients: string[];
  createdAt: number;
  /** Where the person's own messages start, and where the next one goes on. */
  firstLink: Link;
  nextLink: Link;
  storedAt: number | null;
  status: Shapes["Status"] | null;
  /** When this phone heard the status. */
  heardAt: number | null;
  /** How far the service's clock was ahead of this phone's then, in milliseconds. */
  ahead?: number | undefined;
  /** The person has cancelled, on this phone at least. */
  cancelledAt: number | null;
  /** The service refused the press for good: the problem's kind. */
  refused: string | null;
  /** The service knows the case no more. */
  gone: boolean;
  /** Number of the last message that was on the screen; -1 for none. */
  seen: number;
}

export interface StoredMessage extends ReceivedMessage {
  caseId: string;
}

/** The case that is on this phone, if any. */
export async function currentCase(): Promise<StoredCase | undefined> {
  const all = await read(["case"], (store) => resultOf(store("case").getAll() as IDBRequest<StoredCase[]>));
  return all[0];
}

/** Changes the case as `change` says, in one step. Undefined when it is no longer there. */
export function amend(caseId: string, change: (stored: StoredCase) => StoredCase): Promise<StoredCase | undefined> {
  return write(["case"], (store) => amendIn(store("case"), caseId, change));
}

/** The same inside a larger transaction. */
export async function amendIn(
  cases: IDBObjectStore,
  caseId: string,
  change: (stored: StoredCase) => StoredCase,
): Promise<StoredCase | undefined> {
  const stored = await resultOf(cases.get(caseId) as IDBRequest<StoredCase | undefined>);
  if (!stored) return undefined;
  const changed = change(stored);
  await resultOf(cases.put(changed));
  return changed;
}

/** Messages up to number `last` have been on the screen. */
export function markSeen(caseId: string, last: number): Promise<StoredCase | undefined> {
  return amend(caseId, (stored) => ({ ...stored, seen: Math.max(stored.seen, last) }));
}

/** Sealed messages of a case, in the service's order. */
export function storedMessages(caseId: string): Promise<StoredMessage[]> {
  const range = IDBKeyRange.bound([caseId, 0], [caseId, Infinity]);
  return read(["message"], (store) => resultOf(store("message").getAll(range) as IDBRequest<StoredMessage[]>));
}

export async function storeMessages(caseId: string, messages: ReceivedMessage[]): Promise<void> {
  await write(["message"], async (store) => {
    await Promise.all(messages.map((message) => resultOf(store("message").put({ ...message, caseId }))));
  });
}

/** Forgets the case, its keys, its messages and what still waits to leave for it. */
export async function forgetCase(): Promise<void> {
  await write(["case", "letter", "message"], async (store) => {
    const cases = await resultOf(store("case").getAllKeys() as IDBRequest<string[]>);
    await Promise.all(cases.map((caseId) => removeLetters(store("letter"), caseId)));
    await Promise.all((["case", "message"] as const).map((name) => resultOf(store(name).clear())));
  });
}

/** Takes what waits to leave for one case out of the outbox; gives what it was. */
export async function removeLetters(letters: IDBObjectStore, caseId: string): Promise<Letter[]> {
  const all = await resultOf(letters.getAll() as IDBRequest<Letter[]>);
  const own = all.filter((letter) => letter.caseId === caseId);
  await Promise.all(own.map(({ id }) => resultOf(letters.delete(id))));
  return own;
}
