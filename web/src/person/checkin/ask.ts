/** Asks the desk what became of a check-in: it may have opened while this phone was off. */
import { Problem, Unreachable } from "../../api/errors";
import { ask, type Shapes } from "../../api/plain";
import { heardCheckIn } from "../../device/checkin";
import { app } from "../app.svelte";
import { reload } from "../outbox";
import { checkIn } from "./armed.svelte";

export async function renew(): Promise<void> {
  await checkIn.reload();
  const { one } = checkIn;
  if (!one?.told || (one.fired && app.kept)) return;
  const { caseId, person } = one.becomes;
  try {
    await heardCheckIn(caseId, await ask<Shapes["CheckIn"]>(`/v1/check-ins/${caseId}`, person.token));
  } catch (error) {
    // It is asked again.
    if (!(error instanceof Unreachable || error instanceof Problem)) throw error;
  }
  await reload();
  await checkIn.reload();
}
