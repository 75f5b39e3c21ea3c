/** What a case's opened messages say: the chat, and who comes. */
import type { OpenedMessage } from "../../seal/api";
import { cleanLine, cleanName, cleanText } from "../shared/strangerText";
import type { Introduction } from "./delivery";
import { LOST_SEQ, WAITING_SEQ } from "./outbox";

const MINUTE_MS = 60_000;

/** One line of the chat. */
export interface ChatLine {
  key: string;
  mine: boolean;
  at: number;
  /** Null when it could not be trusted: it was not opened, and says nothing. */
  text: string | null;
  /** Still on this phone. */
  waiting: boolean;
  /** Still on this phone for good: the service does not take it. */
  lost: boolean;
  /** A message of this sender's is missing before this one. */
  gap: boolean;
}

/** The chat in order. What only carries a name or minutes is no chat. */
export function chatLines(messages: readonly OpenedMessage[], caseId: string): ChatLine[] {
  return messages
    .filter(({ body, refused }) => refused !== null || body?.kind === "text")
    .map((message) => ({
      key: message.message_id,
      mine: message.sender === caseId,
      at: message.at,
      text: message.body?.kind === "text" ? cleanText(message.body.text) : null,
      waiting: message.seq >= WAITING_SEQ && message.seq < LOST_SEQ,
      lost: message.seq >= LOST_SEQ,
      gap: message.gap,
    }));
}

/**
 * Who comes, by `counsel`'s own sealed messages and nobody else's: her introduction, and the minutes she named last,
 * counted from when she wrote them.
 */
export function introduction(messages: readonly OpenedMessage[], counsel: string | null): Introduction | null {
  return messages
    .filter(({ sender }) => counsel !== null && sender === counsel)
    .reduce<Introduction | null>((last, { body, at }) => {
      if (body === null || body.kind === "text") return last;
      const expectedAt = at + body.minutes * MINUTE_MS;
      if (body.kind === "introduction") return { name: cleanName(body.name), phone: cleanLine(body.phone), expectedAt };
      return last && { ...last, expectedAt };
    }, null);
}

/** How many of the others' messages stand after number `seen`. */
export function countUnread(messages: readonly OpenedMessage[], caseId: string, seen: number): number {
  return chatLines(
    messages.filter((message) => message.seq > seen && message.seq < WAITING_SEQ),
    caseId,
  ).filter((line) => !line.mine).length;
}
