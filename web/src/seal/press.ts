import type { PartsInput, Person, PressFields, PressInput, Recipient, Roster, RosterMember } from "./api.ts";
import type { SealedParts, SealedPress } from "./api.ts";
import { digest, random, utf8 } from "./bytes.ts";
import { endHashes } from "./ending.ts";
import { write } from "./exact.ts";
import { caseIdOf, standbyIdOf, tokenHash } from "./ids.ts";
import { sealTo, sealUnder } from "./jwe.ts";
import { newSealPair, newSignPair } from "./party.ts";
import { cardBody, fileBody } from "./payload.ts";
import { TooLong } from "./refused.ts";
import { signText } from "./signedText.ts";
import { split } from "./shares.ts";
import { COUNSEL_KEY_SLOTS, COUNSEL_SLOTS, DESK_KEY_SLOTS, DESK_SLOTS, GROUP_KEY_SLOTS, KEY_BYTES, PRESS_BYTES, SLOTS } from "./sizes.ts";
import { fillSlots, shuffle } from "./slots.ts";
import { contentKey, publicOf } from "./wrap.ts";

/** A person about to press: fresh keys for one case. */
export async function makePerson(): Promise<Person> {
  const [signPair, sealPair] = await Promise.all([newSignPair(), newSealPair()]);
  const [signKey, sealKey] = await Promise.all([publicOf(signPair.publicKey), publicOf(sealPair.publicKey)]);
  const token = random(32);
  const [caseId, tokenSha256] = await Promise.all([caseIdOf(signKey), tokenHash(token)]);
  return { caseId, token, tokenSha256, signPair, sealPair, signKey, sealKey };
}

/**
 * Whom a card is sealed to: at most 14 counsel and 3 of the desk, by lot. Counsel on duty for the area come first,
 * then those who serve the area, then those who speak the language.
 */
export function draw(roster: Roster, area: string, language: string, duty: readonly string[]): RosterMember[] {
  const members = shuffle(roster.members);
  const counsel = members.filter((member) => member.role === "counsel");
  const desk = members.filter((member) => member.role === "desk");
  const ranked = new Set([
    ...counsel.filter((member) => duty.includes(member.fingerprint)),
    ...counsel.filter((member) => member.areas.includes(area)),
    ...counsel.filter((member) => member.languages.includes(language)),
  ]);
  return [...[...ranked].slice(0, COUNSEL_SLOTS), ...desk.slice(0, DESK_SLOTS)];
}

const recipientsOf = (members: readonly RosterMember[]): Recipient[] =>
  members.map((member) => ({ kid: member.fingerprint, key: member.seal_key }));

const KEY_SLOTS = [COUNSEL_KEY_SLOTS, DESK_KEY_SLOTS, GROUP_KEY_SLOTS] as const;

/** For the desk: whole for its dispatchers, or a share for each of its groups. */
async function deskKeys(fileKey: string, desk: readonly RosterMember[], { standby }: Roster): Promise<[string, Recipient[]][]> {
  const [a, b] = standby;
  if (!a || !b)
    return [
      [fileKey, recipientsOf(desk)],
      [random(KEY_BYTES), []],
    ];
  const shares = split(fileKey);
  return Promise.all([a, b].map(async ({ seal_key }, at) => [shares[at]!, [{ kid: await standbyIdOf(seal_key), key: seal_key }]]));
}

/** The file's key: for two counsel by lot of those drawn, and for the desk. */
async function sealKeys(fileKey: string, drawn: readonly RosterMember[], roster: Roster): Promise<string[]> {
  const counsel = shuffle(drawn.filter((member) => member.role === "counsel")).slice(0, COUNSEL_KEY_SLOTS);
  const desk = drawn.filter((member) => member.role === "desk");
  const plain = [[fileKey, recipientsOf(counsel)] as const, ...(await deskKeys(fileKey, desk, roster))];
  return Promise.all(plain.map(async ([text, slots], at) => sealTo(text, await fillSlots(slots, KEY_SLOTS[at]!))));
}

async function sealCard(input: PartsInput, slots: readonly Recipient[]): Promise<string> {
  const { caseId, signPair, signKey, sealKey } = input.person;
  const body = cardBody(input.card, { sign_key: signKey, seal_key: sealKey });
  const link = { sequence: 0, previous: null };
  const expected = { case_id: caseId, sender: caseId, kids: slots.map((slot) => slot.kid), link };
  return sealTo(await signText("card", expected, input.roster.version, body, signPair.privateKey), slots);
}

async function sealFile(input: PartsInput, card: string, fileKey: string): Promise<string> {
  const { caseId, signPair } = input.person;
  const link = { sequence: 1, previous: await digest(card) };
  const expected = { case_id: caseId, sender: caseId, kids: [], link };
  const jws = await signText("file", expected, input.roster.version, fileBody(input.file), signPair.privateKey);
  return sealUnder(jws, await contentKey(fileKey));
}

/** A press or check-in as it is sent: JSON filled up with spaces to one size. Throws TooLong. */
export function pressBody(fields: PressFields): string {
  const text = write(fields);
  const free = PRESS_BYTES - utf8(text).length;
  if (free < 0) throw new TooLong(-free);
  return text + " ".repeat(free);
}

/** Card, file and the file's keys for whoever is drawn now. Throws TooLong when a text does not fit its part. */
export async function sealParts(input: PartsInput): Promise<SealedParts> {
  const drawn = draw(input.roster, input.area, input.language, input.dutyFingerprints);
  const fileKey = random(KEY_BYTES);
  const card = await sealCard(input, await fillSlots(recipientsOf(drawn), SLOTS));
  const file = await sealFile(input, card, fileKey);
  const link = { sequence: 2, previous: await digest(file) };
  const keys = await sealKeys(fileKey, drawn, input.roster);
  return { card, file, keys, recipients: drawn.map((member) => member.fingerprint), link, fileKey };
}

/** The body of a press; with `more`, of a check-in. */
export async function seal(input: PressInput, more: Partial<PressFields>): Promise<SealedPress> {
  const { person, roster, area, need, urgency, language } = input;
  const { card, file, keys, recipients, link, fileKey } = await sealParts(input);
  const ids = { case_id: person.caseId, token_sha256: person.tokenSha256, ...(await endHashes(person.token, input.codes)) };
  const fields = { ...ids, ...more, area, need, urgency, language, roster_version: roster.version, card, file, keys };
  return { fields, body: pressBody(fields), recipients, link, fileKey };
}

/** A whole press, ready to send. Throws TooLong when a text does not fit its part. */
export const sealPress = (input: PressInput): Promise<SealedPress> => seal(input, {});
