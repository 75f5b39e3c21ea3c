/** Arming, moving and ending a check-in: sealed here, and through the same outbox as a press. */
import type { StoredCase } from "../../device/cases";
import { type ArmedCheckIn, storeArmed, changeArmed } from "../../device/checkin";
import { asUnsaved } from "../../device/database";
import { storedDuty } from "../../device/organisation";
import type { NewLetter } from "../../model/person/outbox";
import type { Codes, Moment, Person, Roster, SealedPress } from "../../seal/api";
import { extendBody } from "../../seal/checkin";
import { CODES } from "../../seal/codes";
import { speech } from "../../words/person";
import { app, type Trouble } from "../app.svelte";
import { untilChecked } from "../organisation";
import { askWorker, pump, reload } from "../outbox";
import { seal } from "../seal";
import { checkInState } from "./state.svelte";

/** What stands against it, or null. `codes`: hers, if she has chosen some; they are used here and kept nowhere. */
export async function armCheckIn(moment: Moment, codes: Codes | undefined): Promise<Trouble | null> {
  await untilChecked();
  const area = app.area ?? app.organisation?.areas[0]?.area;
  if (app.trust.is !== "good" || area === undefined) return "noListOnline";
  const { roster } = app.trust;
  const person = await seal.makePerson({});
  const sealed = await sealOnce(person, roster, area, moment, codes);
  if (typeof sealed === "string") return sealed;
  const becomes = caseOf(person, roster, area, sealed, codes !== undefined);
  const nothing = { number: 0, confirmed: null, endedAt: null, wrongCode: false, refused: null, fired: false };
  const post = letter(person, "arm", "/v1/check-ins", sealed.body);
  const stored = await storeArmed({ becomes, moment, ...nothing }, { ...post, token: null }).catch(asUnsaved);
  if (stored === "unsaved") return stored;
  await afterChange();
  return null;
}

async function sealOnce(
  person: Person,
  roster: Roster,
  area: string,
  moment: Moment,
  codes: Codes | undefined,
): Promise<SealedPress | Trouble> {
  const { place, where, what, needs, need, urgency, file } = app.draft;
  const point = app.position ?? { lat: null, lon: null, accuracy_m: null };
  const whereText = where || (app.area === null ? speech.words.cardGuessed : "");
  const card = { place, where: whereText, what, needs, for: "me", ...point } as const;
  const clear = { area, need, urgency, language: app.spoken(speech.language) };
  try {
    return await seal.sealCheckIn({ person, roster, ...clear, dutyFingerprints: await storedDuty(area), card, file, moment, codes });
  } catch (error) {
    if (error instanceof Error && error.name === "TooLong") return "tooLong";
    throw error;
  }
}

/** The case that it will be. */
function caseOf(person: Person, roster: Roster, area: string, sealed: SealedPress, coded: boolean): StoredCase {
  const { need, language } = sealed.fields;
  const clear = { area, guessed: app.area === null, need: need as StoredCase["need"], language, rosterVersion: roster.version };
  const link = { firstLink: sealed.link, nextLink: sealed.link };
  const nothing = { storedAt: null, status: null, heardAt: null, cancelledAt: null, refused: null };
  const stored = { ...clear, ...link, ...nothing, recipients: sealed.recipients, fileKey: sealed.fileKey, gone: false, seen: -1 };
  return { caseId: person.caseId, person, for: "me", coded, createdAt: Date.now(), ahead: app.ahead, ...stored };
}

function letter({ caseId, token }: Person, kind: NewLetter["kind"], path: string, body: string): NewLetter {
  const now = Date.now();
  return { caseId, kind, path, token, body, messageId: null, writtenAt: now, notBefore: now };
}

async function afterChange(): Promise<void> {
  await reload();
  await checkInState.reload();
  void askWorker();
  void pump();
}

/** Another moment; what was sealed stays. */
export async function moveCheckIn({ becomes, number }: ArmedCheckIn, moment: Moment): Promise<void> {
  const { person } = becomes;
  const next = number + 1;
  const put = letter(person, "extend", "/v1/check-in", extendBody(next, moment));
  await changeArmed((armed) => ({ ...armed, moment, number: next }), { ...put, method: "PUT" });
  await afterChange();
}

/** Ends it by one of the two codes: nothing here tells them apart. */
export async function endCheckIn({ becomes }: ArmedCheckIn, code: string = CODES.fine): Promise<void> {
  const { person } = becomes;
  const body = JSON.stringify({ secret: await seal.endSecret({ token: person.token, code }) });
  const endedAt = Date.now();
  await changeArmed((armed) => ({ ...armed, endedAt, wrongCode: false }), letter(person, "end", "/v1/case/cancel", body));
  await afterChange();
}
