// Tags the places of her clients; see model/counsel/placeTag.
import { send, serviceClient } from "../api/client";
import { Problem, Unreachable } from "../api/errors";
import { clock } from "../members/clock.svelte";
import { PlaceTags } from "../members/placeTags.svelte";
import { wantsTag } from "../model/counsel/placeTag";
import type { CounselCase } from "../model/shared/shapes";
import type { Room } from "./room.svelte";

const PAUSE_MS = 5_000;

export class Tagger {
  readonly placeTags: PlaceTags;
  readonly #looked = new Set<string>();
  /** By case, the roster and the day for which its place is tagged, or is being. */
  readonly #tagged = new Map<string, string>();
  /** Nothing is begun before: the service gave no answer. */
  #again_at = 0;

  constructor(readonly room: Room) {
    this.placeTags = new PlaceTags(room.session);
  }

  /** She has the card before her eyes. */
  see(case_id: string): void {
    this.#looked.add(case_id);
    this.look();
  }

  /** Tags what is due now. Cheap when nothing is. */
  look(): void {
    const { placeTags, room } = this;
    if (placeTags.key === null || clock.exact() < this.#again_at) return;
    const basis = `${room.session.roster.roster.version} ${placeTags.day}`;
    for (const client of room.view?.cases ?? []) {
      const place = room.caseStore(client.case_id).opened?.card.place;
      if (!place || this.#tagged.get(client.case_id) === basis || !wantsTag(client, this.#looked)) continue;
      this.#tagged.set(client.case_id, basis);
      void this.#tag(client, place);
    }
  }

  async #tag({ case_id, place_tag }: CounselCase, place: string): Promise<void> {
    const [today, tomorrow] = [await this.placeTags.of(place), await this.placeTags.of(place, this.placeTags.day + 1)];
    // The clock of whoever tagged it may be a little ahead.
    if (place_tag === today || place_tag === tomorrow) return;
    try {
      const params = { path: { case_id } };
      await send(serviceClient().PUT("/v1/counsel/cases/{case_id}/place-tag", { params, body: { place_tag: today } }));
    } catch (error) {
      // A refusal means that the case is not hers any more.
      if (error instanceof Problem) return;
      if (!(error instanceof Unreachable)) throw error;
      this.#tagged.delete(case_id);
      this.#again_at = clock.exact() + PAUSE_MS;
    }
  }
}
