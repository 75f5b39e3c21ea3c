/** The check-in that this phone has armed: beside the case, so that she can press for help meanwhile. */
import type { Shapes } from "../api/plain";
import { type Letter, type NewLetter, WRONG_CODE } from "../model/person/outbox";
import type { Moment } from "../seal/api";
import { amendIn, type StoredCase, removeLetters } from "./cases";
import { resultOf, type Stores, write } from "./database";

export interface ArmedCheckIn {
  /** What it becomes when it opens: its keys, and where its messages begin. No text of it. */
  becomes: StoredCase;
  /** The moment as she set it last, and how often she has moved it. */
  moment: Moment;
  number: number;
  /** What the desk has confirmed; null: it protects nobody yet. */
  confirmed: Moment | null;
  endedAt: number | null;
  /** The last code that was typed was none of hers. */
  wrongCode: boolean;
  /** The desk did not take it: the problem's kind. */
  refused: string | null;
  /** It has opened; becomes the case as soon as there is none on this phone. */
  fired: boolean;
}

/** "over": she has ended it and the desk knows; nothing else of it is left. */
export type StoredCheckIn = ArmedCheckIn | "over";

const NAME = "checkIn";

const loadArmed = (store: Stores): Promise<StoredCheckIn | undefined> =>
  resultOf(store("kept").get(NAME) as IDBRequest<StoredCheckIn | undefined>);

/** Keeps a new check-in and its letter in one step. False when one is there that is not over. */
export function storeArmed(armed: ArmedCheckIn, letter: NewLetter): Promise<boolean> {
  return write(["kept", "letter"], async (store) => {
    const before = await loadArmed(store);
    if (before && before !== "over" && !before.refused) return false;
    await resultOf(store("kept").put(armed, NAME));
    await resultOf(store("letter").add({ ...letter, tries: 0 }));
    return true;
  });
}

/** Changes what is kept and lets `letter` leave, in one step. Nothing when it is over. */
export function changeArmed(change: (armed: ArmedCheckIn) => ArmedCheckIn, letter: NewLetter): Promise<void> {
  return write(["kept", "letter"], async (store) => {
    const armed = await loadArmed(store);
    if (!armed || armed === "over" || armed.becomes.caseId !== letter.caseId) return;
    await resultOf(store("kept").put(change(armed), NAME));
    await resultOf(store("letter").add({ ...letter, tries: 0 }));
  });
}

/** What the desk says of it. */
export function applyCheckIn(caseId: string, answer: Shapes["CheckIn"]): Promise<void> {
  return write(["kept", "case", "letter"], (store) => applyState(store, caseId, answer));
}

/** Forgets it, its keys and what waits to leave for it. */
export function forgetCheckIn(): Promise<void> {
  return write(["kept", "letter"], async (store) => {
    const armed = await loadArmed(store);
    if (armed && armed !== "over") await removeLetters(store("letter"), armed.becomes.caseId);
    await resultOf(store("kept").delete(NAME));
  });
}

/** Inside the outbox's transaction: what an answer to `letter` means. */
export async function applyAnswer(store: Stores, letter: Letter, taken: boolean, problem: string, body: unknown): Promise<void> {
  const { caseId, kind } = letter;
  if (taken && kind === "end") await changeStored(store, caseId, () => "over");
  else if (taken) await applyState(store, caseId, body as Shapes["CheckIn"]);
  else await changeStored(store, caseId, (armed) => afterRefusal(armed, kind, problem));
  // It may have opened before her word came: then that is the answer to its case.
  if (kind !== "end") return;
  const status = body as Shapes["Status"];
  await amendIn(store("case"), caseId, (stored) => (taken ? { ...stored, status } : { ...stored, cancelledAt: null, wrongCode: true }));
}

function afterRefusal(armed: ArmedCheckIn, kind: Letter["kind"], problem: string): ArmedCheckIn {
  if (kind === "arm") return { ...armed, refused: problem };
  // The moment before it holds.
  if (kind === "extend") return { ...armed, moment: armed.confirmed ?? armed.moment };
  const wrong = WRONG_CODE.has(problem);
  return { ...armed, endedAt: null, wrongCode: wrong, refused: wrong ? armed.refused : problem };
}

async function applyState(store: Stores, caseId: string, answer: Shapes["CheckIn"]): Promise<void> {
  const { state, number, due_at, grace_minutes } = answer;
  if (state === "over") return changeStored(store, caseId, () => "over");
  if (state === "fired") return becomeCase(store, caseId);
  if (number === null || due_at === null || grace_minutes === null) return; // it says nothing
  const confirmed = { due_at, grace_minutes };
  // What she has moved meanwhile is on its way.
  await changeStored(store, caseId, (armed) => ({ ...armed, confirmed, moment: armed.number > number ? armed.moment : confirmed }));
}

/** It has opened: from here on it is the case of this phone, unless there is one. */
async function becomeCase(store: Stores, caseId: string): Promise<void> {
  const armed = await loadArmed(store);
  if (!armed || armed === "over" || armed.becomes.caseId !== caseId) return;
  if ((await resultOf(store("case").count())) > 0) return changeStored(store, caseId, (entry) => ({ ...entry, fired: true }));
  const { due_at, grace_minutes } = armed.confirmed ?? armed.moment;
  const storedAt = due_at + grace_minutes * 60_000;
  await resultOf(store("case").add({ ...armed.becomes, storedAt, cancelledAt: armed.endedAt }));
  await resultOf(store("kept").delete(NAME));
}

async function changeStored(store: Stores, caseId: string, change: (armed: ArmedCheckIn) => StoredCheckIn): Promise<void> {
  const armed = await loadArmed(store);
  if (armed && armed !== "over" && armed.becomes.caseId === caseId) await resultOf(store("kept").put(change(armed), NAME));
}
