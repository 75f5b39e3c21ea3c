// Who sits here, and whether this browser can open what is sealed to her. Both members' pages come in through it.
import * as answers from "../api/answers";
import { answer, Problem, send, serviceClient, type Shapes, Unreachable } from "../api/client";
import type { Member, Reason } from "../seal/api";
import { clock } from "./clock.svelte";
import { demoSignIn } from "./demo";
import { type TrustedDirectory, loadTrustedDirectory } from "./directory";
import { organisationOf } from "../model/shared/organisation";
import { keepKeys, loadKeys } from "./storage";
import { watchPages } from "./pages";
import { assert, register } from "./passkey";
import { NoRoster, loadTrustedRoster } from "./roster";
import { type Me, Session } from "./session.svelte";
import { seal } from "./worker";

export type Stage =
  | { kind: "opening" }
  | { kind: "unreachable" }
  | { kind: "invited"; code: string }
  | { kind: "out"; because: "ended" | "invitation" | null }
  | { kind: "enrolled"; fingerprint: string }
  | { kind: "pending"; me: Me }
  | { kind: "revoked" }
  | { kind: "elsewhere" }
  | { kind: "no_keys"; me: Me }
  | { kind: "no_roster"; reason: Reason | "none" }
  | { kind: "in"; session: Session };

export interface Wishes {
  languages: string[];
  areas: string[];
}

const INVITATION = /^#invitation=([A-Za-z0-9_-]{43})$/;

/** What is not found while enrolling is the invitation: the words for it are its own. */
async function asInvitation<T>(call: Promise<T>): Promise<T> {
  return call.catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) throw new Problem(404, "invitation", error.title, error.detail);
    throw error;
  });
}

export class SignIn {
  stage = $state.raw<Stage>({ kind: "opening" });
  /** What the service says of itself, which nobody has signed. */
  service = $state.raw<Shapes["Organisation"] | null>(null);
  directory = $state.raw<TrustedDirectory>({ directory: null, stale: false, refused: null });
  readonly organisation = $derived(this.service && organisationOf(this.service, this.directory.directory));

  constructor(readonly role: Shapes["Role"]) {}

  /** Looks who is here. To be called at the start, and again when something may have changed. */
  async open(): Promise<void> {
    try {
      this.service ??= await answer(serviceClient().GET("/v1/organisation"), answers.Organisation);
      this.directory = await loadTrustedDirectory(seal(), this.service, clock.exact());
      const code = INVITATION.exec(location.hash)?.[1];
      this.stage = code ? await this.#asked(code) : await this.#recognised();
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.stage = { kind: "unreachable" };
    }
  }

  /** A link that no longer serves is dropped, and said to be used: its keys may be on this very device. */
  async #asked(code: string): Promise<Stage> {
    if (await this.#serves(code)) return { kind: "invited", code };
    history.replaceState(null, "", location.pathname);
    const stage = await this.#recognised();
    return stage.kind === "out" ? { kind: "out", because: "invitation" } : stage;
  }

  async #serves(invitation: string): Promise<boolean> {
    try {
      await answer(serviceClient().POST("/v1/enrolment/options", { body: { invitation } }), answers.Ceremony);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return error.status !== 404;
    }
    return true;
  }

  async #recognised(): Promise<Stage> {
    try {
      return await this.#placed(await answer(serviceClient().GET("/v1/me"), answers.Me));
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return { kind: "out", because: null };
      throw error;
    }
  }

  async #placed(me: Me): Promise<Stage> {
    if (me.standing === "revoked") return { kind: "revoked" };
    if (me.role !== this.role) return { kind: "elsewhere" };
    const keys = await loadKeys(me.fingerprint);
    if (!keys) return { kind: "no_keys", me };
    return me.standing === "pending" ? { kind: "pending", me } : await this.#trusting(me, keys);
  }

  async #trusting(me: Me, keys: Member): Promise<Stage> {
    const service = this.#known();
    try {
      const roster = await loadTrustedRoster(seal(), service, clock.exact());
      // Once more, to be kept: the signers are pinned now.
      this.directory = await loadTrustedDirectory(seal(), service, clock.exact());
      const pagesRefused = await watchPages(roster.pinned);
      return { kind: "in", session: new Session(me, keys, service, seal(), roster, this.directory, pagesRefused) };
    } catch (error) {
      if (error instanceof NoRoster) return { kind: "no_roster", reason: error.reason };
      if (error instanceof Problem && error.status === 404) return { kind: "no_roster", reason: "none" };
      throw error;
    }
  }

  #known(): Shapes["Organisation"] {
    if (!this.service) throw new Error("open() comes first");
    return this.service;
  }

  /** Signs in with a passkey. Throws DOMException when she declines, Problem when the service does not know it. */
  async signIn(): Promise<void> {
    const { challenge_id, options } = await answer(serviceClient().POST("/v1/login/options"), answers.Ceremony);
    const credential = await assert(options);
    const me = await answer(serviceClient().POST("/v1/login", { body: { challenge_id, credential } }), answers.Me);
    this.stage = await this.#placed(me);
  }

  /** Makes keys and a passkey on this device, and enrols with them. Throws as `signIn` does. */
  async enrol(invitation: string, wishes: Wishes): Promise<void> {
    const { challenge_id, options } = await asInvitation(
      answer(serviceClient().POST("/v1/enrolment/options", { body: { invitation } }), answers.Ceremony),
    );
    const keys = await seal().makeMember({});
    const credential = await register(options);
    // Kept before they are enrolled: keys that the organisation signs must never be lost to a closed page.
    await keepKeys(keys);
    const body = { invitation, challenge_id, credential, seal_key: keys.sealKey, sign_key: keys.signKey, ...wishes };
    const { fingerprint } = await asInvitation(answer(serviceClient().POST("/v1/enrolment", { body }), answers.EnrolmentReceipt));
    history.replaceState(null, "", location.pathname);
    this.stage = { kind: "enrolled", fingerprint };
  }

  /** One click as a seeded member; only a demo has this door. */
  async signInAs(fingerprint: string): Promise<void> {
    await keepKeys(await demoSignIn(seal(), fingerprint));
    await this.open();
  }

  async signOut(): Promise<void> {
    try {
      await send(serviceClient().DELETE("/v1/session"));
    } catch (error) {
      if (!(error instanceof Problem && error.status === 401)) throw error;
    }
    this.stage = { kind: "out", because: null };
  }

  /** The session ended while she worked; nothing to tell where there was none. */
  ended(): void {
    if (this.stage.kind === "in") this.stage = { kind: "out", because: "ended" };
  }

  /** On from the fingerprint to the passkey. */
  enrolled(): void {
    this.stage = { kind: "out", because: null };
  }
}
