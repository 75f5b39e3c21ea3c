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
  forgetInside,
  tagKey,
  pauseChores,
  waitForClick,
} from "../model/desk/chores";
import type { BoardCase } from "../model/shared/shapes";
import { counselAmong, planAccess } from "../model/desk/access";
import type { OpenedCard, SealedPart } from "../seal/api";
import { Refused } from "../seal/refused";
import type { Room } from "./room.svelte";
import type { Tags } from "./tags.svelte";

/** Two open desks should not give the same counsel access twice: each waits its own while, then looks again. */
const SPREAD_MS = 600;

export class ChoreRunner {
  #chores = $state.raw<Chores>(NO_CHORES);
  readonly givenUp = $derived(countGivenUp(this.#chores));
  /** Cases for which counsel wait for a dispatcher's click. */
  readonly waiting = $derived.by(() => [...this.room.board.cases.values()].filter((row) => this.waitForClick(row).length > 0));
  /** The roster and the day that chores are done for. */
  #basis = "";
  readonly #looked = new Set<string>();

  constructor(
    readonly room: Room,
    readonly tags: Tags,
  ) {}

  /** Counsel whom this page gives no access to this card by itself, though the service names them. */
  waitForClick(row: BoardCase): string[] {
    if (row.needs_access.length === 0) return [];
    const { freshness, session, accessLog } = this.room;
    const kids = counselAmong(waitForClick(row, this.#chores, freshness.fresh), session.roster.roster);
    return kids.filter((kid) => !accessLog.hasGiven(row.case_id, kid));
  }

  /** A dispatcher has the card before her eyes. */
  see(case_id: string): void {
    this.#looked.add(case_id);
    this.look();
  }

  /** Begins what is due now. Cheap when nothing is. */
  look(): void {
    // A new roster brings a new group key and new members, a new day new tags: everything is looked at afresh.
    const basis = `${this.room.session.roster.roster.version} ${this.tags.placeTags.day}`;
    if (basis !== this.#basis) [this.#basis, this.#chores] = [basis, NO_CHORES];
    this.#chores = forgetInside(this.#chores, this.room.board.cases.values());
    const means = { tags: this.tags.current, looked: this.#looked, fresh: this.room.freshness.isFreshNow() };
    for (const chore of dueChores(this.room.board.cases.values(), this.#chores, means, clock.exact())) {
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
    const tag = chore.tag && row.state !== "arrived";
    const opened = await this.room.session.openCard(chore.case_id, envelopes);
    const admit = chore.admit.filter((kid) => row.needs_access.includes(kid));
    const looked = admit.length === 0 || (await this.#admit(opened, admit, envelopes));
    if (tag) await this.#tag(opened, row.place_tag);
    const settled = looked ? chore.admit : [];
    return [...(tag ? [tagKey(chore.case_id)] : []), ...settled.map((kid) => admitKey(chore.case_id, kid))];
  }

  /**
   * Gives access to as many as a page may without a click; false when it may not any more. Who is beyond that number, or
   * in no roster that we hold, is settled too: the latter after asking once for a newer one.
   */
  async #admit(opened: OpenedCard, kids: string[], envelopes: readonly SealedPart[]): Promise<boolean> {
    const { session, freshness, accessLog } = this.room;
    const fingerprints = new Set(session.roster.roster.members.map((member) => member.fingerprint));
    if (kids.some((kid) => !fingerprints.has(kid))) await session.renew();
    const given = await accessLog.readReseals(envelopes);
    const unasked = accessLog.entriesOf(opened.caseId, given).filter((entry) => !entry.asked);
    const { admit } = planAccess(kids, session.roster.roster, new Set(unasked.flatMap((entry) => entry.counsel)));
    // A renewed roster is fresh to nobody yet.
    if (!freshness.isFreshNow()) return false;
    await this.room.admit(opened, admit, false);
    return true;
  }

  async #tag(opened: OpenedCard, currentTag: string | null): Promise<void> {
    const { place } = opened.card;
    if (place === null || this.tags.current === null) return;
    const tag = await this.tags.placeTags.of(place);
    if (tag !== currentTag) await this.room.tag(opened.caseId, tag);
  }
}
