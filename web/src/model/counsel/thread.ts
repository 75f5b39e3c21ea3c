// A chat as a list of lines: what the service holds, opened, and what is still on its way from this browser.
import type { Links, MessageBody, OpenedMessage, Reason } from "../../seal/api";

export type LineContent = MessageBody | { kind: "refused"; reason: Reason };

export interface Line {
  message_id: string;
  mine: boolean;
  at: number;
  content: LineContent;
  /** sending: not known to be stored; failed: known not to be; stored: the service has it. */
  standing: "sending" | "failed" | "stored";
  /** Something of this sender's is missing just before this line. */
  gap: boolean;
}

export interface Thread {
  lines: readonly Line[];
  /** The last stored number seen: what comes after it is still to be fetched. */
  after: number;
  /** Where each sender's chain goes on. */
  links: Links;
}

/** A thread of which nothing was fetched yet; `links` say where the person's chain begins. */
export function emptyThread(links: Links): Thread {
  return { lines: [], after: 0, links };
}

function lineOf(message: OpenedMessage, me: string): Line {
  const content: LineContent = message.body ?? { kind: "refused", reason: message.refused ?? "payload" };
  return { message_id: message.message_id, mine: message.sender === me, at: message.at, content, standing: "stored", gap: message.gap };
}

/** The thread with the next messages, opened; a line that was waiting here is replaced by what the service holds. */
export function addFetched(thread: Thread, opened: { links: Links; messages: readonly OpenedMessage[] }, me: string): Thread {
  const fresh = new Map(opened.messages.map((message) => [message.message_id, lineOf(message, me)]));
  const remaining = thread.lines.filter((line) => !fresh.has(line.message_id));
  const waiting = remaining.filter((line) => line.standing !== "stored");
  const stored = remaining.filter((line) => line.standing === "stored");
  return {
    lines: [...stored, ...fresh.values(), ...waiting],
    after: opened.messages.reduce((top, message) => Math.max(top, message.seq), thread.after),
    links: opened.links,
  };
}

/** A line that leaves this browser now; a failed one that is tried again goes to the end. */
export function addSending(thread: Thread, message_id: string, content: MessageBody, now: number): Thread {
  const line: Line = { message_id, mine: true, at: now, content, standing: "sending", gap: false };
  return { ...thread, lines: [...thread.lines.filter((line) => line.message_id !== message_id), line] };
}

/** The service did not take it: the line stays, and says so. */
export function markFailed(thread: Thread, message_id: string): Thread {
  const lines = thread.lines.map((line) =>
    line.message_id === message_id && line.standing === "sending" ? { ...line, standing: "failed" as const } : line,
  );
  return { ...thread, lines };
}

/** Whether this counsel has told the person who comes: only what the service holds counts. */
export function isIntroduced(thread: Thread): boolean {
  return thread.lines.some((line) => line.mine && line.standing === "stored" && line.content.kind === "introduction");
}

/** How many stored lines are the person's: to tell what is new since she last looked. */
export function countPersonLines(thread: Thread): number {
  return thread.lines.filter((line) => !line.mine).length;
}
