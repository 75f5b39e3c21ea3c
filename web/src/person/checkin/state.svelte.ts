/** The check-in of this phone as the screens show it. */
import { clock as service } from "../../api/plain";
import { asUnsaved } from "../../device/database";
import { type ArmedCheckIn, forgetCheckIn, type StoredCheckIn } from "../../device/checkin";
import { recall } from "../../device/values";
import { app } from "../app.svelte";
import { reload } from "../outbox";

const MINUTE_MS = 60_000;
/** So long before the moment she is told. */
const NUDGE_MS = 10 * MINUTE_MS;

class CheckIn {
  stored = $state.raw<StoredCheckIn | null>(null);
  readonly armed = $derived<ArmedCheckIn | null>(this.stored === "over" ? null : this.stored);
  /** By the service's clock. */
  readonly now = $derived(app.now + app.ahead);
  readonly due = $derived(this.armed?.moment.due_at ?? 0);
  readonly fires = $derived(this.due + (this.armed?.moment.grace_minutes ?? 0) * MINUTE_MS);
  /** It runs, as far as this phone knows. */
  readonly runs = $derived(this.armed !== null && this.armed.endedAt === null && this.armed.refused === null && !this.armed.fired);
  readonly soon = $derived(this.runs && this.now >= this.due - NUDGE_MS);
  /** Its moment as the desk has it is over: the desk knows what became of it. */
  readonly overdue = $derived(
    !!this.armed?.confirmed && this.now >= this.armed.confirmed.due_at + this.armed.confirmed.grace_minutes * MINUTE_MS,
  );

  /** In step with what is kept; what it became is the page's case. */
  async reload(): Promise<void> {
    const before = this.stored;
    this.stored = (await recall("checkIn").catch((error: unknown) => (asUnsaved(error), undefined))) ?? null;
    // The phone's own clock may be off: what was known of it when this was armed holds until the service is heard again.
    if (service.ahead === undefined && !app.ownCase) app.ahead = this.armed?.becomes.ahead ?? app.ahead;
    if (before && !this.stored && !app.ownCase) await reload();
  }

  async forget(): Promise<void> {
    await forgetCheckIn();
    await reload();
    await this.reload();
  }
}

export const checkInState = new CheckIn();
