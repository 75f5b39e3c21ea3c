/** What has become of the case, as far as this phone knows. */
import { delivery, type Delivery } from "../../model/person/delivery";
import { introduction } from "../../model/person/thread";
import { app } from "../app.svelte";
import { proof } from "./proof.svelte";

class Progress {
  /** The signed roster on this phone knows who accepted. */
  readonly verified = $derived(isVerified());
  readonly introduction = $derived(this.verified ? introduction(app.messages, app.ownCase?.status?.counsel ?? null) : null);
  readonly delivery = $derived(this.#delivery());

  #delivery(): Delivery | null {
    const { ownCase, ahead, online } = app;
    if (!ownCase) return null;
    const { introduction, verified } = this;
    const press = app.letters.find((letter) => letter.kind === "press");
    const leaving = press ? { tries: press.tries, nextAt: press.notBefore + ahead } : null;
    const cancelledAt = ownCase.cancelledAt && ownCase.cancelledAt + ahead;
    const shown = proof.caseId === ownCase.caseId ? proof.stage : "none";
    return delivery({
      ...ownCase,
      proof: shown,
      createdAt: ownCase.createdAt + ahead,
      cancelledAt,
      leaving,
      online,
      introduction,
      verified,
    });
  }
}

function isVerified(): boolean {
  const counsel = app.ownCase?.status?.counsel ?? null;
  if (counsel === null) return true;
  if (app.ownCase?.drill) return app.ownCase.drill.fingerprint === counsel;
  if (app.trust.is !== "good") return app.trust.is === "checking";
  return app.trust.roster.members.some((member) => member.fingerprint === counsel && member.role === "counsel");
}

export const progress = new Progress();
