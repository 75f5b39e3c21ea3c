/** The press: sealed on the phone at once, kept back five seconds unless it is to leave at once, then gone. */
import type { StoredCase } from "../device/cases";
import { asUnsaved } from "../device/database";
import { storedDuty, fetchDuty } from "../device/organisation";
import { drop, type Draft, type Position } from "../device/values";
import { addCancel, openCase, replacePress } from "../device/outbox";
import type { NewLetter } from "../model/person/outbox";
import { drillRoster, type DrillCounsel } from "../model/person/drill";
import { nearestArea } from "../model/person/place";
import type { Person, Roster, SealedPress } from "../seal/api";
import { CODES } from "../seal/codes";
import { speech } from "../words/person";
import { ignoreUnfetched } from "../speech/speech.svelte";
import { app, newDraft, type Trouble } from "./app.svelte";
import { check, untilChecked } from "./organisation";
import { readPosition, mayReadPosition } from "./position";
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
  /** Nobody said where: it is the organisation's first area. */
  guessed: boolean;
  drill: DrillCounsel | undefined;
  language: string;
  at: number;
}

/** While it can be taken back or bettered. */
let lastPlain: Plain | undefined;

/** Presses. What stands against it, if anything, is `app.trouble`. Pressing while a case is here does nothing. */
export async function press(): Promise<void> {
  if (app.pressing || app.ownCase) return;
  app.pressing = true;
  try {
    app.trouble = await sealAndStore();
  } finally {
    app.pressing = false;
  }
}

async function sealAndStore(): Promise<Trouble | null> {
  // A drill is no emergency: it waits for the keys that answer drills now.
  await (app.practising ? check() : untilChecked());
  const { trust } = app;
  if (trust.is === "none" || trust.is === "checking") return "noListOnline";
  if (trust.is !== "good") return null; // the screen says so
  const plain = await planPress(trust.roster);
  return typeof plain === "string" ? plain : beginCase(plain);
}

/** What is to be sealed. It never waits for an area: where none is known the first of the organisation's is taken. */
async function planPress(trusted: Roster): Promise<Plain | Trouble> {
  const area = app.area ?? app.organisation?.areas[0]?.area;
  const drill = app.practising ? app.organisation?.drill : undefined;
  if (area === undefined) return "noListOnline";
  if (drill === null) return "noDrill";
  const person = await seal.makePerson({});
  const roster = drill ? drillRoster(trusted, drill, area) : trusted;
  const draft = drill ? newDraft("me") : app.draft;
  return { person, roster, draft, area, guessed: app.area === null, drill, language: app.spoken(speech.language), at: Date.now() };
}

async function beginCase(plain: Plain): Promise<Trouble | null> {
  const sealed = await sealOnce(plain, await storedDuty(plain.area), app.position);
  if (typeof sealed === "string") return sealed;
  const ownCase = caseOf(plain, sealed);
  const stored = await openCase(ownCase, pressLetter(ownCase, sealed.body)).catch(asUnsaved);
  if (stored === "unsaved") return stored;
  await drop("draft");
  app.keptPlain = false;
  lastPlain = plain;
  await reload();
  void askWorker();
  void pump();
  if (stored) void improve(plain);
  return null;
}

function needOf({ draft, drill }: Plain): Draft["need"] {
  if (drill) return "drill";
  return draft.for === "other" ? "someone_else" : draft.need;
}

const mayLocate = ({ draft, drill }: Plain): boolean => draft.for === "me" && !drill;

async function sealOnce(plain: Plain, duty: string[], at: Position | null): Promise<SealedPress | Trouble> {
  const { person, roster, draft, area, guessed, drill, language } = plain;
  const { place, needs, urgency, file } = draft;
  const point = mayLocate(plain) && at ? at : { lat: null, lon: null, accuracy_m: null };
  const where = draft.where || (guessed && !drill ? speech.words.cardGuessed : "");
  const card = { place, where, what: drill ? speech.words.cardDrill : draft.what, needs, for: draft.for, ...point };
  const clear = { area, need: needOf(plain), urgency, language };
  const dutyFingerprints = drill ? [drill.fingerprint] : duty;
  try {
    return await seal.sealPress({ person, roster, ...clear, dutyFingerprints, card, file });
  } catch (error) {
    if (error instanceof Error && error.name === "TooLong") return "tooLong";
    throw error;
  }
}

/** Seals once more with what is known better now, while it has not left. The same case, the same keys. */
async function reseal(plain: Plain, duty: string[], position: Position | null): Promise<boolean> {
  const sealed = await sealOnce(plain, duty, position);
  if (typeof sealed === "string") return false;
  lastPlain = plain;
  const replaced = await replacePress(caseOf(plain, sealed), sealed.body);
  await reload();
  return replaced;
}

/** Asks where the phone is and who is on duty there, and seals once more if that came in time. */
async function improve(plain: Plain): Promise<void> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, BETTER_MS));
  const surroundings = await Promise.race([lookAround(plain), late]);
  if (!surroundings || lastPlain !== plain) return;
  const { duty, position, here } = surroundings;
  const replaced = await reseal(surroundings.plain, duty, position);
  // It has left meanwhile: where the phone is follows as a message.
  if (!replaced && here && app.ownCase?.caseId === plain.person.caseId) {
    const room = await import("./message").catch(ignoreUnfetched);
    await room?.writeMessage(speech.words.positionMessage(here.lat.toFixed(5), here.lon.toFixed(5), here.accuracy_m));
  }
}

interface Surroundings {
  plain: Plain;
  duty: string[];
  position: Position | null;
  here: Position | undefined;
}

async function lookAround(plain: Plain): Promise<Surroundings> {
  const wanted = mayLocate(plain) && (app.positioned || app.snatched || (plain.guessed && (await mayReadPosition())));
  const here = wanted ? await readPosition(BETTER_MS) : undefined;
  const near = here && nearestArea(app.organisation?.areas ?? [], here)?.area;
  const improve = { ...plain, area: near ?? plain.area, guessed: plain.guessed && !near };
  return { plain: improve, duty: await fetchDuty(improve.area), position: here ?? app.position, here };
}

/** The person has said where, while the press can still be taken back. */
export async function sealForChosenArea(): Promise<void> {
  if (!lastPlain || app.area === null) return;
  await reseal({ ...lastPlain, area: app.area, guessed: false }, await storedDuty(app.area), app.position);
}

function caseOf(plain: Plain, sealed: SealedPress): StoredCase {
  const { person, draft, area, guessed, drill, language, roster, at } = plain;
  const { caseId } = person;
  const clear = { for: draft.for, area, guessed, drill, need: needOf(plain), language, rosterVersion: roster.version };
  const link = { firstLink: sealed.link, nextLink: sealed.link };
  const nothing = { storedAt: null, status: null, heardAt: null, cancelledAt: null, refused: null };
  return {
    caseId,
    person,
    ...clear,
    recipients: sealed.recipients,
    fileKey: sealed.fileKey,
    createdAt: at,
    ...link,
    ...nothing,
    gone: false,
    seen: -1,
  };
}

function pressLetter({ caseId, createdAt }: StoredCase, body: string): NewLetter {
  const atOnce = (app.snatched || app.barred) && !app.practising;
  const when = { writtenAt: createdAt, notBefore: createdAt + (atOnce ? 0 : UNDO_MS) };
  return { caseId, kind: "press", path: "/v1/cases", token: null, body, messageId: null, ...when };
}

/** Skips what is left of the five seconds. */
export const sendNow = pumpNow;

/** Takes the press back, or ends the case if it has left, by one of the two codes: nothing here tells them apart. */
export async function cancel(code: string = CODES.fine): Promise<void> {
  const { ownCase } = app;
  if (!ownCase) return;
  const { caseId, person } = ownCase;
  const now = Date.now();
  const path = "/v1/case/cancel";
  const body = JSON.stringify({ secret: await seal.endSecret({ token: person.token, code }) });
  const letter = { caseId, kind: "cancel", path, token: person.token, body, messageId: null } as const;
  await addCancel({ ...letter, writtenAt: now, notBefore: now });
  await reload();
  void askWorker();
  void pump();
}
