/** Leaves a sealed file behind four words. The words live in this page's memory until it has left, and nowhere else. */
import { throwRefusal, Unreachable } from "../../api/errors";
import { WordsReceipt } from "../../api/answers";
import { reach, readBody, type Shapes } from "../../api/plain";
import { loadWords } from "../../api/wordlist";
import { isOver, lastDay } from "../../model/person/deposit";
import type { WordLanguage, WordList } from "../../model/shared/callWords";
import { addLetter } from "../../device/outbox";
import { drop, keep, type Values, recall } from "../../device/values";
import { speech } from "../../words/person";
import { app } from "../app.svelte";
import { askWorker, pump } from "../outbox";
import { seal } from "../seal";

interface SealedWords {
  body: Shapes["LeaveWords"];
  receipt: Values["callWords"];
}

class Deposit {
  receipt = $state.raw<Values["callWords"] | null>(null);
  /** It has had its time, or the service needed the room. */
  readonly over = $derived(this.receipt !== null && isOver(this.receipt, app.now + app.ahead));
  list = $state.raw<WordList | null>(null);
  made = $state.raw<readonly string[]>([]);
  /** Of these words, once it was tried. */
  #sealed: SealedWords | null = null;

  async recall(): Promise<void> {
    this.receipt = (await recall("callWords")) ?? null;
  }

  /** Draws four. Throws Unreachable when the list is not on the phone and does not come. */
  async make(language: WordLanguage): Promise<void> {
    await this.forget();
    this.list = await loadWords(language);
    this.made = await seal.makeWords({ list: this.list.words });
  }

  /**
   * Seals and leaves the file; throws TooLong, Unreachable, Problem. Without an answer it may have been left: trying again
   * sends the very same, which the service takes for what it is.
   */
  async leave(): Promise<void> {
    this.#sealed ??= await this.#seal();
    const { body, receipt } = this.#sealed;
    await postDeposit(body);
    if (this.receipt) await dropDeposit(this.receipt);
    this.receipt = receipt;
    await keep("callWords", receipt);
    this.#sealed = null;
    this.made = [];
  }

  async #seal(): Promise<SealedWords> {
    const words = this.made.join(" ");
    const { file } = app.drafts.me;
    const text = { ...file, language: app.spoken(speech.language, app.drafts.me) };
    const organisation = app.organisation?.organisation ?? "";
    const [deposit, owner] = await Promise.all([seal.sealDeposit({ words, organisation, text }), seal.makeOwner({})]);
    const { lookupId, sealed } = deposit;
    const expiresAt = lastDay(Date.now() + app.ahead);
    const body = { lookup_id: lookupId, owner_sha256: owner.tokenSha256, sealed, expires_at: expiresAt };
    return { body, receipt: { lookupId, token: owner.token, expiresAt } };
  }

  async remove(): Promise<void> {
    if (this.receipt) await dropDeposit(this.receipt);
    await drop("callWords");
    this.receipt = null;
  }

  /** The words are given up. What was sent without an answer may have arrived, and must not stay. */
  async forget(): Promise<void> {
    const sent = this.#sealed;
    [this.made, this.#sealed] = [[], null];
    if (sent) await dropDeposit(sent.receipt);
  }
}

async function postDeposit(body: Shapes["LeaveWords"]): Promise<void> {
  const response = await reach("/v1/call-words", { body: JSON.stringify(body) });
  if (!response) throw new Unreachable("no answer");
  if (!response.ok) return throwRefusal(response);
  await readBody(response, WordsReceipt);
}

/** Through the outbox: it goes as soon as there is a network. */
async function dropDeposit({ lookupId, token }: Values["callWords"]): Promise<void> {
  const now = Date.now();
  const letter = { caseId: lookupId, kind: "drop", path: "/v1/call-words", token, body: "", messageId: null } as const;
  await addLetter({ ...letter, method: "DELETE", writtenAt: now, notBefore: now });
  void askWorker();
  void pump();
}

export const deposit = new Deposit();
