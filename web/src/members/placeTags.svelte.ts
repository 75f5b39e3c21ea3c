// Place tags: only members have the key that makes them, and each day (UTC) has its own.
import * as answers from "../api/answers";
import { answer, serviceClient } from "../api/client";
import { Problem } from "../api/errors";
import { Refused } from "../seal/refused";
import { clock } from "./clock.svelte";
import { DAY_MS } from "./format";
import type { Session } from "./session.svelte";

export class PlaceTags {
  /** The group key of the present roster; null until it is at hand. */
  key = $state.raw<CryptoKey | null>(null);
  /** By this device's clock, so that no server can ask for the tags of another day. */
  readonly day = $derived(Math.floor(clock.own / DAY_MS));

  #version = 0;

  constructor(readonly session: Session) {}

  /** Opens the group key, once for a roster. Without one, nothing is tagged. Throws Unreachable. */
  async load(): Promise<void> {
    const { keys: member, roster, seal } = this.session;
    if (this.#version === roster.roster.version) return;
    try {
      const { sealed } = await answer(serviceClient().GET("/v1/group-key"), answers.GroupKey);
      this.key = await seal.openGroupKey({ member, sealed, roster: roster.roster });
      this.#version = roster.roster.version;
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Refused)) throw error;
    }
  }

  /** The tag of a place for a day; without `day`, for today. */
  async of(place: string, day: number = this.day): Promise<string> {
    if (!this.key) throw new Error("no group key: load() comes first");
    const { organisation } = this.session.organisation;
    return this.session.seal.placeTag({ groupKey: this.key, organisation, place, now: day * DAY_MS });
  }
}
