/** Follows the case at the service for as long as it is open. */
import { follow, type Link } from "../../api/live";
import { Messages, Status } from "../../api/answers";
import { ask, clock, type Shapes } from "../../api/plain";
import { Problem, Unreachable } from "../../api/errors";
import { amend, storeMessages, storedMessages, type StoredCase } from "../../device/cases";
import { app } from "../app.svelte";
import { check } from "../organisation";
import { reload } from "../outbox";
import { progress } from "./progress.svelte";

let stream: { caseId: string; end: () => void } | undefined;

/** Follows the case from when it is stored until it is closed or gone; one at a time. */
export function followCase(ownCase: StoredCase | null): void {
  const wanted = ownCase && ownCase.storedAt !== null && !ownCase.gone && ownCase.status?.state !== "closed" ? ownCase : null;
  if (stream?.caseId === wanted?.caseId) return;
  stream?.end();
  stream = wanted ? { caseId: wanted.caseId, end: start(wanted) } : undefined;
}

function start({ caseId, person, status }: StoredCase): () => void {
  const { token } = person;
  void collect(caseId, token, status?.messages ?? 0);
  return follow({
    url: "/v1/case/live",
    event: "status",
    form: Status,
    token,
    last: status ? String(status.changed) : undefined,
    poll: () => ask("/v1/case", Status, token),
    tell: (news) => void receiveStatus(caseId, token, news),
    link: (link: Link) => (app.link = link),
    refused: () => void amend(caseId, (ownCase) => ({ ...ownCase, gone: true })).then(reload),
  });
}

async function receiveStatus(caseId: string, token: string, news: Shapes["Status"]): Promise<void> {
  await amend(caseId, (ownCase) => {
    const older = ownCase.status !== null && ownCase.status.changed > news.changed;
    return older ? ownCase : { ...ownCase, status: news, heardAt: Date.now(), ahead: clock.ahead ?? ownCase.ahead };
  });
  await collect(caseId, token, news.messages);
  await reload();
  // Whoever accepted may be newer than the roster that this phone holds.
  if (!progress.verified) await check().then(reload);
}

/** Up to which number none is missing: one's own message is kept once it is posted, before older ones have come. */
function lastWithoutGap(numbers: readonly number[]): number {
  const all = new Set(numbers);
  let last = 0;
  while (all.has(last + 1)) last += 1;
  return last;
}

/** Fetches the messages that this phone has not got, until it has `count`, and keeps them sealed. */
async function collect(caseId: string, token: string, count: number): Promise<void> {
  try {
    let stored = await storedMessages(caseId);
    let after = lastWithoutGap(stored.map((message) => message.seq));
    while (stored.length < count) {
      const path = `/v1/case/messages?after=${after}`;
      const { messages } = await ask(path, Messages, token);
      if (messages.length === 0) return;
      await storeMessages(caseId, messages);
      stored = await storedMessages(caseId);
      after = Math.max(...messages.map((message) => message.seq));
    }
  } catch (error) {
    // The next status asks again.
    if (!(error instanceof Unreachable || error instanceof Problem)) throw error;
  }
}
