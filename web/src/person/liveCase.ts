/** Follows the case at the service for as long as it is open. */
import { follow, type Link } from "../api/live";
import { ask, clock, type Shapes } from "../api/plain";
import { Problem, Unreachable } from "../api/errors";
import { amend, storeMessages, storedMessages, type StoredCase } from "../device/cases";
import { app } from "./app.svelte";
import { check } from "./organisation";
import { reload } from "./outbox";

type Status = Shapes["Status"];

let following: { caseId: string; end: () => void } | undefined;

/** Follows the case from when it is stored until it is closed or gone; one at a time. */
export function followCase(kept: StoredCase | null): void {
  const wanted = kept && kept.storedAt !== null && !kept.gone && kept.status?.state !== "closed" ? kept : null;
  if (following?.caseId === wanted?.caseId) return;
  following?.end();
  following = wanted ? { caseId: wanted.caseId, end: start(wanted) } : undefined;
}

function start({ caseId, person, status }: StoredCase): () => void {
  const path = `/v1/cases/${caseId}`;
  const { token } = person;
  void collect(caseId, token, status?.messages ?? 0);
  return follow<Status>({
    url: `${path}/live`,
    event: "status",
    token,
    last: status ? String(status.changed) : undefined,
    poll: () => ask<Status>(path, token),
    tell: (heard) => void told(caseId, token, heard),
    link: (link: Link) => (app.link = link),
    refused: () => void amend(caseId, (kept) => ({ ...kept, gone: true })).then(reload),
  });
}

async function told(caseId: string, token: string, heard: Status): Promise<void> {
  await amend(caseId, (kept) => {
    const older = kept.status !== null && kept.status.changed > heard.changed;
    return older ? kept : { ...kept, status: heard, heardAt: Date.now(), ahead: clock.ahead ?? kept.ahead };
  });
  await collect(caseId, token, heard.messages);
  await reload();
  // Whoever accepted may be newer than the roster that this phone holds.
  if (!app.verified) await check().then(reload);
}

/** Up to which number none is missing: one's own message is kept once it is posted, before older ones have come. */
function complete(numbers: readonly number[]): number {
  const all = new Set(numbers);
  let last = 0;
  while (all.has(last + 1)) last += 1;
  return last;
}

/** Fetches the messages that this phone has not got, until it has `count`, and keeps them sealed. */
async function collect(caseId: string, token: string, count: number): Promise<void> {
  try {
    let held = await storedMessages(caseId);
    let after = complete(held.map((message) => message.seq));
    while (held.length < count) {
      const path = `/v1/cases/${caseId}/messages?after=${after}`;
      const { messages } = await ask<Shapes["Messages"]>(path, token);
      if (messages.length === 0) return;
      await storeMessages(caseId, messages);
      held = await storedMessages(caseId);
      after = Math.max(...messages.map((message) => message.seq));
    }
  } catch (error) {
    // The next status asks again.
    if (!(error instanceof Unreachable || error instanceof Problem)) throw error;
  }
}
