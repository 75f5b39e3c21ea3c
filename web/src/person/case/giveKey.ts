/** The key of the file goes from this phone to who accepted, while the page is open. The service cannot have it. */
import { amend, type StoredCase } from "../../device/cases";
import { addKey } from "../../device/outbox";
import { isKeyOver, keyReceiver } from "../../model/person/fileKey";
import { app } from "../app.svelte";
import { pump } from "../outbox";
import { seal } from "../seal";

/** At each change of the case, or of the list of members. */
export async function giveKey(ownCase: StoredCase | null): Promise<void> {
  if (!ownCase) return;
  const { caseId, person, fileKey } = ownCase;
  if (isKeyOver(ownCase)) {
    await amend(caseId, (stored) => ({ ...stored, fileKey: undefined }));
    return;
  }
  const to = app.trust.is === "good" ? keyReceiver(ownCase, app.trust.roster) : undefined;
  if (!to || fileKey === undefined) return;
  const sealed = await seal.giveKey({ by: person, to, key: fileKey });
  const body = JSON.stringify({ to: to.fingerprint, sealed });
  const now = Date.now();
  const letter = { caseId, kind: "key", path: "/v1/case/keys", token: person.token, body, messageId: null } as const;
  if (await addKey({ ...letter, writtenAt: now, notBefore: now }, to.fingerprint)) await pump();
}
