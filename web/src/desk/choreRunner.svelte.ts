// What an open desk page does by itself for the cases on its board; see model/desk/chores.
import { Problem, Unreachable } from "../api/errors";
import { clock } from "../members/clock.svelte";
import {
  admitKey,
  beginChore,
  type Chore,
  type Chores,
  dueChores,
  endChore,
  countGivenUp,
  keysOf,
  NO_CHORES,
  failChore,
  tagKey,
  pauseChores,
} from "../model/desk/chores";
import type { OpenedCard } from "../seal/api";
import { Refused } from "../seal/refused";
import type { Room } from "./room.svelte";
import type { Tags } from "./tags.svelte";

/** Two open desks should not let the same counsel in twice: each waits its own while, then looks again. */
const SPREAD_MS = 600;

export class ChoreRunner {
  #chores = $state.raw<Chores>(NO_CHORES);
  readonly givenUp = $derived(countGivenUp(this.#chores));
  #version = 0;

  constructor(
    readonly room: Room,
    readonly tags: Tags,
  ) {}

  /** Begins what is due now. Cheap when nothing is. */
  look(): void {
    const { version } = this.room.session.roster.roster;
    // A new roster brings a new group key and new members: everything is looked at afresh.
    if (version !== this.#version) [this.#version, this.#chores] = [version, NO_CHORES];
    for (const chore of dueChores(this.room.board.cases.values(), this.#chores, this.tags.tagSet, clock.exact())) {
      this.#chores = beginChore(this.#chores, chore);
      void this.#do(chore);
    }
  }

  async #do(chore: Chore): Promise<void> {
    try {
      if (chore.admit.length > 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * SPREAD_MS));
      this.#chores = endChore(this.#chores, chore, await this.#done(chore));
    } catch (error) {
      this.#failed(chore, error);
    }
    this.look();
  }

  #failed(chore: Chore, error: unknown): void {
    if (error instanceof Unreachable) {
      this.#chores = pauseChores(this.#chores, chore, clock.exact());
    } else if (error instanceof Refused || error instanceof Problem) {
      // The card is not sealed to this desk, or the case has moved on: trying again would not help.
      this.#chores = endChore(this.#chores, chore, keysOf(chore));
    } else {
      this.#chores = failChore(this.#chores, chore, clock.exact());
      throw error;
    }
  }

  /** Looks at the case afresh and does what is still to be done; gives the keys of what need not be looked at again. */
  async #done(chore: Chore): Promise<string[]> {
    const { case: row, envelopes } = await this.room.detail(chore.case_id);
    if (row.state === "closed") return keysOf(chore);
    const opened = await this.room.session.openCard(chore.case_id, envelopes);
    const admit = chore.admit.filter((kid) => row.needs_access.includes(kid));
    const admitted = admit.length > 0 ? await this.#admit(opened, admit) : [];
    if (chore.tag) await this.#tag(opened, row.place_tag);
    const settled = [...chore.admit.filter((kid) => !admit.includes(kid)), ...admitted];
    return [...(chore.tag ? [tagKey(chore.case_id)] : []), ...settled.map((kid) => admitKey(chore.case_id, kid))];
  }

  /** Lets counsel in; who is in no roster that we hold is settled too, after asking once for a newer one. */
  async #admit(opened: OpenedCard, kids: string[]): Promise<string[]> {
    const fingerprints = new Set(this.room.session.roster.roster.members.map((member) => member.fingerprint));
    if (kids.some((kid) => !fingerprints.has(kid))) await this.room.session.renew();
    await this.room.admit(opened, kids);
    return kids;
  }

  async #tag(opened: OpenedCard, currentTag: string | null): Promise<void> {
    const { place } = opened.card;
    if (place === null || this.tags.tagSet === null) return;
    const tag = await this.tags.of(place);
    if (tag !== currentTag) await this.room.tag(opened.caseId, tag);
  }
}
