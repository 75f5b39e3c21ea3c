// Place tags and what they mean: only members have the key that turns one into the other.
import * as answers from "../api/answers";
import { answer, serviceClient } from "../api/client";
import { Problem } from "../api/errors";
import type { Session } from "../members/session.svelte";
import { nameIn } from "../model/shared/names";
import { Refused } from "../seal/refused";

export class Tags {
  /** Place by tag, for the group key of the present roster; null until it is at hand. */
  places = $state.raw<ReadonlyMap<string, string> | null>(null);
  readonly tagSet = $derived(this.places === null ? null : new Set(this.places.keys()));
  #key: CryptoKey | null = null;

  constructor(readonly session: Session) {}

  /** Opens the group key and tags every place of the organisation. Without one, nothing is tagged. Throws Unreachable. */
  async load(): Promise<void> {
    const { keys: member, roster, seal, organisation } = this.session;
    try {
      const { sealed } = await answer(serviceClient().GET("/v1/group-key"), answers.GroupKey);
      this.#key = await seal.openGroupKey({ member, sealed, roster: roster.roster });
    } catch (error) {
      if (error instanceof Problem || error instanceof Refused) return;
      throw error;
    }
    const tags = await Promise.all(organisation.places.map(async ({ place }) => [await this.of(place), place] as const));
    this.places = new Map(tags);
  }

  /** The tag of a place. */
  async of(place: string): Promise<string> {
    if (!this.#key) throw new Error("no group key: load() comes first");
    const { organisation } = this.session.organisation;
    return this.session.seal.placeTag({ groupKey: this.#key, organisation, place });
  }

  /** The name of the place behind a tag, in `language`; null when no place is known of. */
  name(tag: string | null, language: string): string | null {
    const place = tag === null ? undefined : this.places?.get(tag);
    const found = this.session.organisation.places.find((one) => one.place === place);
    return found ? nameIn(found.name, language) : null;
  }
}
