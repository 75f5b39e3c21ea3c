// The keys of files, as far as this dispatcher can open them, and how they go on to who waits for them.
import * as answers from "../api/answers";
import { answer, send, serviceClient } from "../api/client";
import { Problem } from "../api/errors";
import type { Session } from "../members/session.svelte";
import { labelToGive } from "../model/desk/fileKeys";
import type { CaseDetail } from "../model/shared/shapes";
import type { HeldKeys, KeyLabel, StandbyKey } from "../seal/api";
import { Refused } from "../seal/refused";
import { fileKeyOf } from "../seal/shares";
import type { AccessLog } from "./accessLog.svelte";

export class FileKeys {
  #standby: readonly StandbyKey[] = [];

  constructor(
    readonly session: Session,
    readonly accessLog: AccessLog,
  ) {}

  /** Opens the keys of this dispatcher's group, under this roster and those before it. Throws Unreachable. */
  async load(): Promise<void> {
    const { keys: member, roster, seal } = this.session;
    try {
      const { standby } = await answer(serviceClient().GET("/v1/group-key"), answers.GroupKey);
      const opened = standby.map((one) => seal.openStandby({ member, standby: one, roster: roster.roster }).catch(passRefused));
      this.#standby = (await Promise.all(opened)).filter((key) => key !== null);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }

  /** What she can open of a case's keys. */
  held({ keys, given }: CaseDetail): Promise<HeldKeys> {
    const { keys: member, seal } = this.session;
    return seal.openKeys({ member, standby: this.#standby, sealed: keys, given });
  }

  /** The key of the file; undefined when she cannot open it alone. */
  async fileKey(detail: CaseDetail): Promise<string | undefined> {
    return fileKeyOf(await this.held(detail));
  }

  /** Gives a member of the roster what is held here, written down first. False: nothing is held that she lacks. */
  async give(detail: CaseDetail, kid: string, asked: boolean): Promise<boolean> {
    const { keys: by, roster, seal } = this.session;
    const to = roster.roster.members.find((member) => member.fingerprint === kid);
    const { case_id, key_requests } = detail.case;
    const held = await this.held(detail);
    const label = labelToGive(held, key_requests.find(({ member }) => member === kid)?.given ?? []);
    const key = label === null ? undefined : held[label];
    if (!to || label === null || key === undefined) return false;
    const sealed = await seal.giveKey({ by, to, key });
    await this.accessLog.write({ case_id, sealed, counsel: [kid], asked, key: true });
    await this.#post(case_id, kid, label, sealed);
    return true;
  }

  async #post(case_id: string, to: string, label: KeyLabel, sealed: string): Promise<void> {
    const params = { path: { case_id } };
    await send(serviceClient().POST("/v1/desk/cases/{case_id}/keys", { params, body: { to, label, sealed } }));
  }
}

function passRefused(error: unknown): null {
  if (error instanceof Refused) return null;
  throw error;
}
