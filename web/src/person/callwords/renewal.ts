/** Shows the service, once and on a later day, that the owner of the file behind the call words is there. */
import { reach } from "../../api/plain";
import { recall, replace } from "../../device/values";
import { applyAnswer, isProofDue } from "../../model/person/deposit";
import { app } from "../app.svelte";

export async function showOwner(): Promise<void> {
  const deposit = await recall("callWords");
  const now = Date.now() + app.ahead;
  if (!deposit || !isProofDue(deposit, now)) return;
  const body = JSON.stringify({ sealed: null, expires_at: deposit.expiresAt });
  const response = await reach("/v1/call-words", { method: "PUT", token: deposit.token, body });
  // Without an answer it is tried again. Meanwhile she may have left another file.
  if (response) await replace("callWords", (held) => (held?.token === deposit.token ? applyAnswer(held, response.status, now) : held));
}
