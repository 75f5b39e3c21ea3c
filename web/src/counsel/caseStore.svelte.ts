// One case that is hers: its card and file opened, its messages opened and sent. All of it in memory only.
import * as answers from "../api/answers";
import { answer, serviceClient } from "../api/client";
import { Problem, Unreachable } from "../api/errors";
import { clock } from "../members/clock.svelte";
import type { CallingCard } from "../members/storage";
import type { Session } from "../members/session.svelte";
import { minutesUntil } from "../model/counsel/view";
import { markFailed, addFetched, isIntroduced, addSending, countPersonLines, type Thread, emptyThread } from "../model/counsel/thread";
import type { CounselCase, SealedParts } from "../model/shared/shapes";
import type { FileText, MessageBody, OpenedCard, SealedMessage } from "../seal/api";
import { digest } from "../seal/bytes";
import { Refused } from "../seal/refused";
import { fileKeyOf } from "../seal/shares";

export class CaseStore {
  opened = $state.raw<OpenedCard | null>(null);
  file = $state.raw<FileText | null>(null);
  thread = $state.raw<Thread>(emptyThread({}));
  /** Why card or file stay closed. */
  cardTrouble = $state.raw<unknown>(null);
  fileTrouble = $state.raw<unknown>(null);
  /** How many of the person's messages she has seen. */
  seen = $state(0);
  readonly new = $derived(Math.max(0, countPersonLines(this.thread) - this.seen));
  #loading: Promise<void> | null = null;
  #stored = -1;
  #givenKeys = 0;
  /** One thing at a time: each message is chained to the one before it. */
  #turn: Promise<void> = Promise.resolve();
  /** What was sealed and is not known to be stored. */
  waiting = $state.raw<{ message: SealedMessage; body: MessageBody } | null>(null);

  constructor(
    readonly session: Session,
    readonly case_id: string,
  ) {}

  /** The service's row of this case; fetches what it says there is. */
  heard(client: CounselCase): void {
    // A key that somebody gave opens the file, or shows that it does not.
    const given = client.given_keys !== this.#givenKeys && this.file === null;
    if (this.#loading === null || given || this.cardTrouble instanceof Unreachable) this.#loading = this.#afterLoading();
    this.#givenKeys = client.given_keys;
    if (client.messages === this.#stored) return;
    this.#stored = client.messages;
    this.#inTurn(() => this.#fetch()).catch((error: unknown) => this.#again(error));
  }

  /** No answer: the next thing heard of this case fetches again. */
  #again(error: unknown): void {
    this.#stored = -1;
    if (!(error instanceof Unreachable || error instanceof Problem)) throw error;
  }

  /** Tries again to open what did not open for want of an answer. */
  async reopen(): Promise<void> {
    this.#loading = this.#load();
    await this.#inTurn(() => this.#fetch());
  }

  /** One after the other. */
  async #afterLoading(): Promise<void> {
    await this.#loading;
    await this.#load();
  }

  async #load(): Promise<void> {
    this.cardTrouble = this.fileTrouble = null;
    try {
      const params = { path: { case_id: this.case_id } };
      await this.#open(await answer(serviceClient().GET("/v1/counsel/cases/{case_id}/sealed", { params }), answers.SealedParts));
    } catch (error) {
      this.cardTrouble = error;
      if (![Problem, Unreachable, Refused].some((kind) => error instanceof kind)) throw error;
    }
  }

  async #open(parts: SealedParts): Promise<void> {
    const opened = this.opened ?? (await this.session.openCard(this.case_id, parts.envelopes));
    const sealed = parts.envelopes.find((part) => part.part === "file")?.sealed;
    if (this.opened === null) await this.#beginThread(sealed);
    if (sealed !== undefined) await this.#openFile(opened, sealed, parts);
    this.opened = opened;
  }

  async #beginThread(file: string | undefined): Promise<void> {
    const previous = file === undefined ? undefined : await digest(file);
    this.thread = emptyThread({ [this.case_id]: { sequence: 2, previous } });
  }

  /** Without its key it stays closed, until somebody gives it. */
  async #openFile(opened: OpenedCard, sealed: string, { keys, given }: SealedParts): Promise<void> {
    const { seal, keys: member } = this.session;
    try {
      const fileKey = fileKeyOf(await seal.openKeys({ member, standby: [], sealed: keys, given }));
      if (fileKey !== undefined) this.file = await seal.openFile({ opened, sealed, fileKey });
    } catch (error) {
      this.fileTrouble = error;
      if (!(error instanceof Refused)) throw error;
    }
  }

  async #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(act);
    this.#turn = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  /** All that came after what is known, page by page. Without the person's key from the card nothing can be checked. */
  async #fetch(): Promise<void> {
    await this.#loading;
    const card = this.opened;
    while (card) {
      const params = { path: { case_id: this.case_id }, query: { after: this.thread.after } };
      const { messages } = await answer(serviceClient().GET("/v1/counsel/cases/{case_id}/messages", { params }), answers.Messages);
      if (messages.length === 0) return;
      const { keys, roster, seal } = this.session;
      const checked = { as: keys, caseId: this.case_id, personSignKey: card.signKey, roster: roster.roster };
      const opened = await seal.openThread({ ...checked, links: this.thread.links, messages });
      this.thread = addFetched(this.thread, opened, keys.fingerprint);
    }
  }

  /** Seals and sends. The line says at once that it is on its way, and then what became of it. */
  async say(body: MessageBody): Promise<void> {
    await this.#inTurn(() => this.#speak(body));
  }

  async #speak(body: MessageBody): Promise<void> {
    await this.#sendWaiting();
    await this.#fetch();
    const message = await this.#seal(body);
    this.waiting = { message, body };
    await this.#sendWaiting();
  }

  /** Tells the person who comes and when, once: what is sent already is not sent again. */
  async introduce(calling: CallingCard, expected_at: number): Promise<void> {
    await this.#inTurn(async () => {
      await this.#sendWaiting();
      await this.#fetch();
      if (!this.opened || isIntroduced(this.thread)) return;
      await this.#speak({ kind: "introduction", ...calling, minutes: minutesUntil(expected_at, clock.exact()) });
    });
  }

  /** Sends again what failed: the same message, so that it cannot arrive twice. */
  async resend(): Promise<void> {
    await this.#inTurn(() => this.#sendWaiting());
  }

  async #seal(body: MessageBody): Promise<SealedMessage> {
    const card = this.opened;
    if (!card) throw new Refused("cannot_open");
    const { keys, roster, seal } = this.session;
    return seal.sealMessage({
      as: keys,
      caseId: this.case_id,
      to: [{ kid: this.case_id, key: card.sealKey }],
      link: this.thread.links[keys.fingerprint] ?? { sequence: 0, previous: null },
      rosterVersion: roster.roster.version,
      body,
    });
  }

  /** The next message is chained to this one, so this one goes first, and just as it was sealed. */
  async #sendWaiting(): Promise<void> {
    if (!this.waiting) return;
    const { message, body } = this.waiting;
    this.thread = addSending(this.thread, message.message_id, body, clock.exact());
    try {
      await this.#post(message);
      this.waiting = null;
    } catch (error) {
      this.thread = markFailed(this.thread, message.message_id);
      // Refused for good: it was never part of the chain.
      if (error instanceof Problem) this.waiting = null;
      throw error;
    }
    await this.#fetch();
  }

  async #post({ message_id, sealed }: SealedMessage): Promise<void> {
    const params = { path: { case_id: this.case_id } };
    await answer(
      serviceClient().POST("/v1/counsel/cases/{case_id}/messages", { params, body: { message_id, sealed } }),
      answers.MessageReceipt,
    );
  }

  /** She has the messages before her eyes. */
  look(): void {
    this.seen = countPersonLines(this.thread);
  }
}
