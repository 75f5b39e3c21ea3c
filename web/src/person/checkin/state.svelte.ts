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
  kept = $state.raw<StoredCheckIn | null>(null);
  readonly one = $derived<ArmedCheckIn | null>(this.kept === "over" ? null : this.kept);
  /** By the service's clock. */
  readonly now = $derived(app.now + app.ahead);
  readonly due = $derived(this.one?.moment.due_at ?? 0);
  readonly fires = $derived(this.due + (this.one?.moment.grace_minutes ?? 0) * MINUTE_MS);
  /** It runs, as far as this phone knows. */
  readonly runs = $derived(this.one !== null && this.one.endedAt === null && this.one.refused === null && !this.one.fired);
  readonly soon = $derived(this.runs && this.now >= this.due - NUDGE_MS);
  /** Its moment as the desk has it is over: the desk knows what became of it. */
  readonly overdue = $derived(!!this.one?.told && this.now >= this.one.told.due_at + this.one.told.grace_minutes * MINUTE_MS);

  /** In step with what is kept; what it became is the page's case. */
  async reload(): Promise<void> {
    const before = this.kept;
    this.kept = (await recall("checkIn").catch((error: unknown) => (asUnsaved(error), undefined))) ?? null;
    // The phone's own clock may be off: what was known of it when this was armed holds until the service is heard again.
    if (service.ahead === undefined && !app.kept) app.ahead = this.one?.becomes.ahead ?? app.ahead;
    if (before && !this.kept && !app.kept) await reload();
  }

  async forget(): Promise<void> {
    await forgetCheckIn();
    await reload();
    await this.reload();
  }
}

export const checkInState = new CheckIn();
