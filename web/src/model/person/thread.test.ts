import { expect, test } from "vitest";
import type { MessageBody, OpenedMessage } from "../../seal/api";
import { LOST_SEQ, WAITING_SEQ } from "./outbox";
import { chatLines, countUnread, introduction } from "./thread";

const MINUTE_MS = 60_000;
const CASE = "case";

function message(seq: number, sender: string, body: MessageBody | null, at = 0): OpenedMessage {
  const refused = body === null ? "signature" : null;
  return { seq, message_id: `m${seq}`, sender, at, body, refused, gap: false };
}

const text = (content: string): MessageBody => ({ kind: "text", text: content });
const intro = (name: string, minutes: number): MessageBody => ({ kind: "introduction", name, phone: "1", minutes });

test("who comes is told by the counsel that has the case, and by nobody else", () => {
  const messages = [message(1, "other", intro("Impostor", 1)), message(2, "anna", intro("Anna K.", 30), MINUTE_MS)];
  expect(introduction(messages, "anna")).toEqual({ name: "Anna K.", phone: "1", expectedAt: 31 * MINUTE_MS });
  expect(introduction(messages, "nobody")).toBeNull();
  expect(introduction(messages, null)).toBeNull();
});

test("new minutes count from when they were written", () => {
  const messages = [message(1, "anna", intro("Anna K.", 30)), message(2, "anna", { kind: "minutes", minutes: 5 }, 40 * MINUTE_MS)];
  expect(introduction(messages, "anna")?.expectedAt).toBe(45 * MINUTE_MS);
});

test("what strangers write hides nothing and takes no screen", () => {
  const [line] = chatLines([message(1, "anna", text(`a\u202e${"\n".repeat(195)}b`))], CASE);
  expect(line?.text).toBe("a\n\nb");
  expect(introduction([message(1, "anna", intro("An\u200bna\n\u202eK.", 30))], "anna")?.name).toBe("Anna K.");
});

test("minutes without a name introduce nobody", () => {
  expect(introduction([message(1, "anna", { kind: "minutes", minutes: 5 })], "anna")).toBeNull();
});

test("the chat shows texts, and says where one could not be trusted", () => {
  const messages = [
    message(1, "anna", intro("Anna K.", 30)),
    message(2, "anna", text("hello")),
    message(3, "anna", null),
    message(WAITING_SEQ + 1, CASE, text("yes")),
    message(LOST_SEQ + 2, CASE, text("too late")),
  ];
  expect(chatLines(messages, CASE).map(({ mine, text, waiting, lost }) => [mine, text, waiting, lost])).toEqual([
    [false, "hello", false, false],
    [false, null, false, false],
    [true, "yes", true, false],
    [true, "too late", false, true],
  ]);
});

test("unread are the others' texts after the last that was seen", () => {
  const messages = [message(1, "anna", text("a")), message(2, CASE, text("b")), message(3, "anna", text("c"))];
  expect([countUnread(messages, CASE, -1), countUnread(messages, CASE, 1), countUnread(messages, CASE, 3)]).toEqual([2, 1, 0]);
});
