// Keys of files that this counsel holds, and that who has the case waits for: an open page gives them by itself.
import { send, serviceClient } from "../api/client";
import { Problem, Unreachable } from "../api/errors";
import type { Session } from "../members/session.svelte";
import { findWaiting } from "../model/counsel/keys";
import type { KeyWanted } from "../model/shared/shapes";
import type { RosterMember } from "../seal/api";
import { Refused } from "../seal/refused";

const PAUSE_MS = 5_000;

export class KeyHolder {
  /** By case: whom this page gave its key, or tried to. */
  readonly #given = new Map<string, Set<string>>();
  #running = false;

  constructor(readonly session: Session) {}

  /** Gives what is wanted, one after the other. */
  async look(wanted: readonly KeyWanted[]): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      for (const one of wanted) await this.#give(one);
    } catch (error) {
      // No answer: after a pause, the whole once more.
      if (!(error instanceof Unreachable)) throw error;
      setTimeout(() => void this.look(wanted), PAUSE_MS);
    } finally {
      this.#running = false;
    }
  }

  async #give(wanted: KeyWanted): Promise<void> {
    const given = this.#given.get(wanted.case_id) ?? new Set();
    const to = await this.#waiting(wanted, given);
    if (!to) return;
    const { keys: by, seal } = this.session;
    try {
      const { whole: key } = await seal.openKeys({ member: by, standby: [], sealed: [wanted.sealed], given: [] });
      if (key === undefined) return;
      const sealed = await seal.giveKey({ by, to, key });
      const params = { path: { case_id: wanted.case_id } };
      await send(serviceClient().POST("/v1/counsel/cases/{case_id}/keys", { params, body: { to: to.fingerprint, sealed } }));
    } catch (error) {
      // What does not open, or is no longer wanted, is not tried again.
      if (!(error instanceof Refused || error instanceof Problem)) throw error;
    }
    this.#given.set(wanted.case_id, given.add(to.fingerprint));
  }

  /** Who accepted may be newer than the roster that this page holds. */
  async #waiting(wanted: KeyWanted, given: ReadonlySet<string>): Promise<RosterMember | undefined> {
    const known = this.session.roster.roster.members.some((member) => member.fingerprint === wanted.to);
    if (!known) await this.session.renew();
    return findWaiting(wanted, this.session.roster.roster, given);
  }
}
