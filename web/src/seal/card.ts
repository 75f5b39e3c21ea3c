import type { CardInput, FileInput, FileText, OpenedCard, SealedPart } from "./api.ts";
import { isCardBody, isFileBody, isResealBody } from "./bodies.ts";
import { digest } from "./bytes.ts";
import { caseIdOf } from "./ids.ts";
import { measure, openSlot, openUnder } from "./jwe.ts";
import { kidOf, rosterMember } from "./party.ts";
import { cardOf, type CardBody } from "./payload.ts";
import { must, Refused } from "./refused.ts";
import { check, read, type ExpectedHeader } from "./signedText.ts";
import { contentKey } from "./wrap.ts";

interface HandedCard {
  /** The person's own signed card. */
  jws: string;
  resealedBy: string | null;
}

/** The person's signed card out of one envelope, and who re-sealed it if anybody did. */
async function cardJws({ member, caseId, roster }: CardInput, envelope: SealedPart, cardHash: string): Promise<HandedCard> {
  const { part, sealed } = envelope;
  must(part === "card" || part === "reseal", "not_a_recipient");
  const { text, kids } = await openSlot(sealed, part, kidOf(member), member.sealPair.privateKey);
  if (part === "card") return { jws: text, resealedBy: null };
  const { header, body } = read(text, "reseal", isResealBody);
  const holder = rosterMember(roster, header.sender);
  const link = { sequence: 0, previous: cardHash };
  await check(text, header, holder.sign_key, { case_id: caseId, sender: holder.fingerprint, kids, link });
  return { jws: body.card, resealedBy: holder.fingerprint };
}

/** The card, once it is certain that the case's own person signed it for these readers. */
async function ownCard(jws: string, expected: ExpectedHeader): Promise<CardBody> {
  const { header, body } = read(jws, "card", isCardBody);
  must((await caseIdOf(body.sign_key)) === expected.case_id, "case_id");
  await check(jws, header, body.sign_key, expected);
  return body;
}

async function openEnvelope(input: CardInput, envelope: SealedPart, card: SealedPart): Promise<OpenedCard> {
  const { caseId } = input;
  const cardHash = await digest(card.sealed);
  const { jws, resealedBy } = await cardJws(input, envelope, cardHash);
  const link = { sequence: 0, previous: null };
  const body = await ownCard(jws, { case_id: caseId, sender: caseId, kids: measure(card.sealed, "card"), link });
  const keys = { signKey: body.sign_key, sealKey: body.seal_key };
  return { caseId, card: cardOf(body), ...keys, cardHash, jws, resealedBy };
}

/**
 * The card of a case, from the phone's own envelope or one re-sealed to this member: the first that holds is taken.
 * Refuses: not_a_recipient, or what was wrong with the first that had a slot for her.
 */
export async function openCard(input: CardInput): Promise<OpenedCard> {
  const card = input.envelopes.find((envelope) => envelope.part === "card");
  must(card !== undefined, "not_a_recipient");
  measure(card.sealed, "card");
  let refused = new Refused("not_a_recipient");
  for (const envelope of input.envelopes) {
    try {
      return await openEnvelope(input, envelope, card);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (refused.reason === "not_a_recipient") refused = error;
    }
  }
  throw refused;
}

/** The file of an opened card. Refuses. */
export async function openFile(input: FileInput): Promise<FileText> {
  const { opened, sealed, fileKey } = input;
  const { caseId, signKey, cardHash } = opened;
  const jws = await openUnder(sealed, "file", await contentKey(fileKey));
  const { header, body } = read(jws, "file", isFileBody);
  const link = { sequence: 1, previous: cardHash };
  await check(jws, header, signKey, { case_id: caseId, sender: caseId, kids: [], link });
  return body;
}
