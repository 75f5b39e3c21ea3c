// Call words at the desk: heard on the telephone, derived here, opened here; the service is told a lookup id.
import * as answers from "../api/answers";
import { answer, serviceClient } from "../api/client";
import { loadWords } from "../api/wordlist";
import { WORD_LANGUAGES, type WordList } from "../model/shared/callWords";
import type { Session } from "../members/session.svelte";
import type { BoardCase } from "../model/shared/shapes";
import type { Card, DepositText } from "../seal/api";

/** What a dispatcher adds when she presses for who is on the telephone. */
export interface Call {
  area: string;
  need: BoardCase["need"];
  urgency: BoardCase["urgency"];
  where: string;
}

export class CallWords {
  lists = $state.raw<WordList[]>([]);
  found = $state.raw<DepositText | null>(null);

  constructor(readonly session: Session) {}

  async load(): Promise<void> {
    if (this.lists.length === 0) this.lists = await Promise.all(WORD_LANGUAGES.map((language) => loadWords(language)));
  }

  /** Opens what waits behind the words; that they were tried is written down, and what they were is not. */
  async open(words: string): Promise<void> {
    const { seal, organisation } = this.session;
    const derived = await seal.deriveWords({ words, organisation: organisation.organisation });
    const { sealed } = await answer(
      serviceClient().POST("/v1/desk/call-words", { body: { lookup_id: derived.lookupId } }),
      answers.SealedFile,
    );
    this.found = await seal.openDeposit({ derived, sealed });
  }

  forget(): void {
    this.found = null;
  }

  /** A case like any other, pressed here by whoever has the caller on the line; gives its id. */
  async press(call: Call): Promise<string> {
    const { seal, roster, organisation } = this.session;
    const { language: spoken, ...file } = this.found!;
    const { area, need, urgency, where } = call;
    const duty = await answer(serviceClient().GET("/v1/duty/{area}", { params: { path: { area } } }), answers.DutyList);
    const language = spoken || (organisation.languages[0] ?? "en");
    const card: Card = { place: null, where, what: "", needs: "", lat: null, lon: null, accuracy_m: null, for: "me" };
    const person = await seal.makePerson({});
    const base = { person, roster: roster.roster, dutyFingerprints: duty.counsel };
    const { fields, body } = await seal.sealPress({ ...base, area, need, urgency, language, card, file });
    // The person's keys and token end here: the members have the case, and no phone follows it.
    await answer(serviceClient().POST("/v1/cases", { body: fields as never, bodySerializer: () => body }), answers.Receipt);
    return fields.case_id;
  }
}
