/** Asks the desk what became of a check-in: it may have opened while this phone was off. */
import { Problem, Unreachable } from "../../api/errors";
import { CheckIn } from "../../api/answers";
import { ask } from "../../api/plain";
import { applyCheckIn } from "../../device/checkin";
import { app } from "../app.svelte";
import { reload } from "../outbox";
import { checkInState } from "./state.svelte";

export async function renewCheckIn(): Promise<void> {
  await checkInState.reload();
  const { armed } = checkInState;
  if (!armed?.confirmed || (armed.fired && app.ownCase)) return;
  const { caseId, person } = armed.becomes;
  try {
    await applyCheckIn(caseId, await ask("/v1/check-in", CheckIn, person.token));
  } catch (error) {
    // It is asked again.
    if (!(error instanceof Unreachable || error instanceof Problem)) throw error;
  }
  await reload();
  await checkInState.reload();
}
