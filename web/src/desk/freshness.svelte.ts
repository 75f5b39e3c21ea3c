// Which roster the dispatchers say is the newest they know of, and whether that is the one of this page.
import * as answers from "../api/answers";
import { answer, send, serviceClient } from "../api/client";
import { keepOthers, loadOthers } from "../members/accessStorage";
import { clock } from "../members/clock.svelte";
import type { Session } from "../members/session.svelte";
import { isOther, judgeRoster } from "../model/desk/freshness";
import type { Sighting } from "../seal/api";

export class FreshnessWatch {
  #sightings = $state.raw<readonly Sighting[]>([]);
  readonly state = $derived.by(() => this.#judge(clock.own));
  readonly fresh = $derived(this.#isFresh(this.state.until));
  readonly confirmed = $derived(this.#isByMe(this.state.by));

  constructor(readonly session: Session) {}

  #judge(now: number): ReturnType<typeof judgeRoster> {
    const { roster, pinned } = this.session.roster;
    return judgeRoster(roster, pinned.sha256 ?? "", this.#sightings, now);
  }

  #isFresh(until: number | null): boolean {
    // Where the service's present roster was refused, something is wrong: then nothing happens by itself.
    return until !== null && this.session.roster.refused === null;
  }

  #isByMe(by: readonly string[]): boolean {
    return by.includes(this.session.me.fingerprint);
  }

  /** The same at this very moment. */
  isFreshNow(): boolean {
    return this.#isFresh(this.#judge(Date.now()).until);
  }

  /** Asks what the dispatchers say. Throws Problem, Unreachable. */
  async read(): Promise<void> {
    const { texts } = await answer(serviceClient().GET("/v1/desk/sightings"), answers.Sightings);
    await this.#take(texts);
    if (this.state.other === null) return;
    // Perhaps the newer roster is there by now.
    await this.session.renew();
    await this.#take(texts);
  }

  /** Whoever has seen another roster has seen it, also when the service shows her word no more: it is remembered. */
  async #take(served: readonly string[]): Promise<void> {
    const { seal, roster, organisation } = this.session;
    const texts = [...new Set([...served, ...((await loadOthers(organisation.organisation)) ?? [])])];
    const read = await Promise.all(texts.map((text) => seal.readSightings({ texts: [text], roster: roster.roster })));
    const others = texts.filter((_, at) => read[at]?.some((one) => isOther(one, roster.roster, roster.pinned.sha256 ?? "")));
    await keepOthers(organisation.organisation, others);
    this.#sightings = read.flat();
  }

  /** A dispatcher says that the roster of this page is the newest she knows of. */
  async confirm(): Promise<void> {
    const { seal, keys: member, roster } = this.session;
    const text = await seal.signSighting({ member, roster: roster.roster, sha256: roster.pinned.sha256 ?? "", at: Date.now() });
    await send(serviceClient().POST("/v1/desk/sightings", { body: { text } }));
    await this.read();
  }
}
