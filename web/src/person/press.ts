/** The press: sealed on the phone at once, kept back five seconds, then gone. */
import type { KeptCase } from "../device/cases";
import { unsaved } from "../device/database";
import { heardOnDuty, onDuty } from "../device/known";
import { drop, keep, type Draft, type Position } from "../device/kept";
import { addCancel, openCase, replacePress, type NewLetter } from "../device/outbox";
import { nearest } from "../model/place";
import type { Person, Roster, SealedPress } from "../seal/api";
import { CODES } from "../seal/codes";
import { speech } from "../words/person.svelte";
import { app, freshDraft, type Trouble } from "./app.svelte";
import { checked } from "./known";
import { locate } from "./locate";
import { askWorker, pump, pumpNow, reload } from "./outbox";
import { seal } from "./seal";

export const UNDO_MS = 5_000;
/** What is not known by then is not waited for: the press leaves when the undo is over. */
const BETTER_MS = 4_000;

/** All that is sealed, and who it is sealed for. */
interface Plain {
  person: Person;
  roster: Roster;
  draft: Draft;
  area: string;
  language: string;
  at: number;
}

/** Presses. What stands against it, if anything, is `app.trouble`. Pressing while a case is here does nothing. */
export async function press(): Promise<void> {
  if (app.pressing || app.kept) return;
  app.pressing = true;
  try {
    app.trouble = await pressed();
  } finally {
    app.pressing = false;
  }
}

async function pressed(): Promise<Trouble | null> {
  await checked();
  const { trust, area } = app;
  if (trust.is === "none" || trust.is === "checking") return "noListOnline";
  if (trust.is !== "good" || area === null) return null; // the screen says so, or asks for it
  const person = await seal.makePerson({});
  const plain = { person, roster: trust.roster, draft: app.draft, area, language: app.spoken(speech.language), at: Date.now() };
  const sealed = await sealOnce(plain, await heardOnDuty(area), app.position);
  if (typeof sealed === "string") return sealed;
  const kept = fresh(plain, sealed);
  const mine = await openCase(kept, pressLetter(kept, sealed.body)).catch(unsaved);
  if (mine === "unsaved") return mine;
  await drop("draft");
  await reload();
  void askWorker();
  void pump();
  if (mine) void better(plain);
  return null;
}

const needOf = (draft: Draft): Draft["need"] => (draft.for === "other" ? "someone_else" : draft.need);

async function sealOnce(plain: Plain, duty: string[], at: Position | null): Promise<SealedPress | Trouble> {
  const { person, roster, draft, area, language } = plain;
  const { place, where, what, needs, urgency, file } = draft;
  const point = draft.for === "me" && at ? at : { lat: null, lon: null, accuracy_m: null };
  const card = { place, where, what, needs, for: draft.for, ...point };
  const clear = { area, need: needOf(draft), urgency, language };
  try {
    return await seal.sealPress({ person, roster, ...clear, dutyFingerprints: duty, card, file });
  } catch (error) {
    if (error instanceof Error && error.name === "TooLong") return "tooLong";
    throw error;
  }
}

/**
 * While the press can still be undone: asks where the phone is and who is on duty there, and seals once more if that
 * came in time. The same case, the same keys; only one of the two ever leaves.
 */
async function better(plain: Plain): Promise<void> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, BETTER_MS));
  const found = await Promise.race([lookAround(plain), late]);
  const sealed = found && (await sealOnce(found.plain, found.duty, found.position));
  if (!sealed || typeof sealed === "string") return;
  await replacePress(fresh(found.plain, sealed), sealed.body);
  await reload();
}

async function lookAround(plain: Plain): Promise<{ plain: Plain; duty: string[]; position: Position | null }> {
  const here = app.positioned && plain.draft.for === "me" ? await locate(BETTER_MS) : undefined;
  const area = (here && nearest(app.organisation?.areas ?? [], here)?.area) ?? plain.area;
  return { plain: { ...plain, area }, duty: await onDuty(area), position: here ?? app.position };
}

function fresh({ person, draft, area, language, roster, at }: Plain, sealed: SealedPress): KeptCase {
  const { caseId } = person;
  const need = needOf(draft);
  const clear = { for: draft.for, area, need, language, rosterVersion: roster.version };
  const link = { firstLink: sealed.link, nextLink: sealed.link };
  const nothing = { storedAt: null, status: null, heardAt: null, cancelledAt: null, refused: null };
  return { caseId, person, ...clear, recipients: sealed.recipients, createdAt: at, ...link, ...nothing, gone: false, seen: -1 };
}

function pressLetter({ caseId, createdAt }: KeptCase, body: string): NewLetter {
  const when = { writtenAt: createdAt, notBefore: createdAt + UNDO_MS };
  return { caseId, kind: "press", path: "/v1/cases", token: null, body, messageId: null, ...when };
}

/** The undo is over: what was said is now only in the sealed press. */
export function forgetDraft(): void {
  app.draft = freshDraft();
  app.draftKept = false;
}

/** Skips what is left of the five seconds. */
export const sendNow = pumpNow;

/** Takes the press back, or ends the case if it has left, by one of the two codes: nothing here tells them apart. */
export async function cancel(code: string = CODES.fine): Promise<void> {
  const { kept } = app;
  if (!kept) return;
  const { caseId, person } = kept;
  const now = Date.now();
  const path = `/v1/cases/${caseId}/cancel`;
  const body = JSON.stringify({ secret: await seal.endSecret({ token: person.token, code }) });
  const letter = { caseId, kind: "cancel", path, token: person.token, body, messageId: null } as const;
  const done = await addCancel({ ...letter, writtenAt: now, notBefore: now });
  if (done === "taken back" && app.draftKept) await keep("draft", app.draft);
  await reload();
  void askWorker();
  void pump();
}
