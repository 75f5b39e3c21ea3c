/** Call words: four words, one slow derivation, a file sealed under what comes of it. */
import type { DepositInput, DepositOwner, DepositText, DerivedWords, SealedDeposit } from "./api.ts";
import { b64, random, utf8 } from "./bytes.ts";
import { has, isCount, isText, parse, write } from "./exact.ts";
import { tokenHash } from "./ids.ts";
import { openUnder, sealUnder } from "./jwe.ts";
import { must, TooLong } from "./refused.ts";
import { CALL_WORDS, CALL_WORDS_ROUNDS, DEPOSIT_BYTES, WORD_LIST } from "./sizes.ts";
import { normalizeWords } from "./spelling.ts";

/** A number from 0 up to below `most`, each as likely: what would favour the first ones is drawn again. */
function drawNumber(most: number): number {
  const [lot] = crypto.getRandomValues(new Uint32Array(1));
  return lot! < 2 ** 32 - (2 ** 32 % most) ? lot! % most : drawNumber(most);
}

/** Four words of a list of 7,776, each drawn by itself: 51 bits. Throws RangeError when the list is another. */
export async function makeWords({ list }: { list: readonly string[] }): Promise<string[]> {
  if (new Set(list).size !== WORD_LIST) throw new RangeError(`a list has ${WORD_LIST} different words`);
  return Array.from({ length: CALL_WORDS }, () => list[drawNumber(WORD_LIST)]!);
}

/** A token by which the phone changes or drops what it left. */
export async function makeOwner(): Promise<DepositOwner> {
  const token = random(32);
  return { token, tokenSha256: await tokenHash(token) };
}

/** PBKDF2-SHA-512: slow on purpose. Refuses (structure) what is not four words. */
export async function deriveWords(input: { words: string; organisation: string }): Promise<DerivedWords> {
  const text = normalizeWords(input.words);
  must(text.split(" ").length === CALL_WORDS, "structure");
  const salt = utf8(`habeas call words|${input.organisation}`);
  const algorithm = { name: "PBKDF2", hash: "SHA-512", salt, iterations: CALL_WORDS_ROUNDS };
  const from = await crypto.subtle.importKey("raw", utf8(text), "PBKDF2", false, ["deriveBits"]);
  const bits = new Uint8Array(await crypto.subtle.deriveBits(algorithm, from, 512));
  const key = await crypto.subtle.importKey("raw", bits.slice(32), "AES-GCM", false, ["encrypt", "decrypt"]);
  return { lookupId: b64(bits.slice(0, 32)), key };
}

/** The members in the order in which they are sealed. */
function body({ name, birth_date, phone, tell, medical, notes, language }: DepositText): DepositText {
  return { name, birth_date, phone, tell, medical, notes, language };
}

const inside = (lookup_id: string, text: DepositText, pad: string): string =>
  write({ v: 1, part: "deposit", lookup_id, body: body(text), pad });

/** The file as it waits. Throws TooLong; refuses as `deriveWords`. */
export async function sealDeposit({ words, organisation, text }: DepositInput): Promise<SealedDeposit> {
  const { lookupId, key } = await deriveWords({ words, organisation });
  const free = DEPOSIT_BYTES - utf8(inside(lookupId, text, "")).length;
  if (free < 0) throw new TooLong(-free);
  return { lookupId, sealed: await sealUnder(inside(lookupId, text, "x".repeat(free)), key) };
}

const isDeposit = (value: unknown): value is DepositText =>
  has(value, "name,birth_date,phone,tell,medical,notes,language") && Object.values(value).every(isText);

/** Refuses: as `openUnder`, payload, part (it was sealed for other words). */
export async function openDeposit(input: { derived: DerivedWords; sealed: string }): Promise<DepositText> {
  const { derived, sealed } = input;
  const text = await openUnder(sealed, "deposit", derived.key);
  const value = parse(text);
  must(has(value, "v,part,lookup_id,body,pad") && isDeposit(value.body) && isText(value.pad), "payload");
  must(isCount(value.v, 0, Number.MAX_SAFE_INTEGER) && isText(value.part) && isText(value.lookup_id), "payload");
  must(/^x*$/.test(value.pad) && utf8(text).length === DEPOSIT_BYTES, "payload");
  must(value.v === 1 && value.part === "deposit" && value.lookup_id === derived.lookupId, "part");
  return value.body;
}
