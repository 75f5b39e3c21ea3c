// What the screens behind the sign-in stand on.
import type { Shapes } from "../api/client";
import type { Member, MemberSeal, OpenedCard, Reason, SealedPart } from "../seal/api";
import { Refused } from "../seal/refused";
import { clock } from "./clock.svelte";
import { type Organisation, organisationOf } from "../model/shared/organisation";
import { type TrustedDirectory, loadTrustedDirectory } from "./directory";
import { type TrustedRoster, loadTrustedRoster } from "./roster";

export type { Organisation };
export type Me = Shapes["Me"];

const RENEW_MS = 30_000;

const isSame = (a: TrustedRoster, b: TrustedRoster): boolean =>
  a.pinned.sha256 === b.pinned.sha256 && a.stale === b.stale && a.refused === b.refused;

export class Session {
  roster = $state.raw() as TrustedRoster;
  directory = $state.raw() as TrustedDirectory;
  readonly organisation: Organisation = $derived.by(() => organisationOf(this.service, this.directory.directory));
  #renewed_at = 0;

  constructor(
    readonly me: Me,
    readonly keys: Member,
    readonly service: Shapes["Organisation"],
    readonly seal: MemberSeal,
    roster: TrustedRoster,
    directory: TrustedDirectory,
    /** Why what the service says of its pages was refused; null when it was not. */
    readonly pagesRefused: Reason | null,
  ) {
    this.roster = roster;
    this.directory = directory;
  }

  /** Asks for a newer roster and directory, not more often than twice a minute. Throws as `loadTrustedRoster` does. */
  async renew(): Promise<void> {
    if (clock.exact() - this.#renewed_at < RENEW_MS) return;
    this.#renewed_at = clock.exact();
    const next = await loadTrustedRoster(this.seal, this.service, clock.exact());
    // What follows from a roster is done anew only for another one.
    if (!isSame(this.roster, next)) this.roster = next;
    this.directory = await loadTrustedDirectory(this.seal, this.service, clock.exact());
  }

  /** The card, opened. Whoever let this member in may have joined after our roster: then it is asked for anew. */
  async openCard(caseId: string, parts: readonly SealedPart[]): Promise<OpenedCard> {
    const envelopes = parts.filter((part) => part.part !== "file");
    const attempt = (): Promise<OpenedCard> => this.seal.openCard({ member: this.keys, caseId, envelopes, roster: this.roster.roster });
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Refused && error.reason === "unknown_sender")) throw error;
      await this.renew();
      return attempt();
    }
  }
}
