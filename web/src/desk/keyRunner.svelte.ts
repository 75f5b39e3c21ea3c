// What an open desk page does by itself for counsel who wait for the key of a file; see model/desk/fileKeys.
import { Problem, Unreachable } from "../api/errors";
import { clock } from "../members/clock.svelte";
import { counselAmong, planAccess } from "../model/desk/access";
import { choreKey, type KeyChore, nextKeyChore } from "../model/desk/fileKeys";
import { Refused } from "../seal/refused";
import type { FileKeys } from "./fileKeys.svelte";
import type { Room } from "./room.svelte";

/** Two open desks should not give the same key twice: each waits its own while, then looks again. */
const SPREAD_MS = 600;
const PAUSE_MS = 5_000;

export class KeyRunner {
  #settled: ReadonlySet<string> = new Set();
  #running = false;
  #again_at = 0;
  #version = 0;

  constructor(
    readonly room: Room,
    readonly fileKeys: FileKeys,
  ) {}

  /** Begins what is due now, one after the other, and only under a fresh roster. Cheap when nothing is. */
  look(): void {
    const { version } = this.room.session.roster.roster;
    if (version !== this.#version) [this.#version, this.#settled] = [version, new Set()];
    if (this.#running || clock.exact() < this.#again_at || !this.room.freshness.isFreshNow()) return;
    const chore = nextKeyChore(this.room.board.cases.values(), this.#settled);
    if (chore) void this.#do(chore);
  }

  async #do(chore: KeyChore): Promise<void> {
    this.#running = true;
    try {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * SPREAD_MS));
      await this.#give(chore);
      this.#settled = new Set(this.#settled).add(choreKey(chore));
    } catch (error) {
      if (error instanceof Unreachable) this.#again_at = clock.exact() + PAUSE_MS;
      else this.#settled = new Set(this.#settled).add(choreKey(chore));
      if (!(error instanceof Unreachable || error instanceof Problem || error instanceof Refused)) throw error;
    } finally {
      this.#running = false;
    }
    this.look();
  }

  /** Looks at the case afresh: to counsel of the roster alone, and to no more than a page may without a click. */
  async #give({ case_id, to }: KeyChore): Promise<void> {
    const { session, freshness, accessLog } = this.room;
    const detail = await this.room.detail(case_id);
    if (!detail.case.key_requests.some(({ member, reason }) => member === to && reason === null)) return;
    if (counselAmong([to], session.roster.roster).length === 0) await session.renew();
    const { admit } = planAccess([to], session.roster.roster, accessLog.keysGiven(case_id));
    // A renewed roster is fresh to nobody yet.
    if (admit.length > 0 && freshness.isFreshNow()) await this.fileKeys.give(detail, to, false);
  }
}
