import { describe, expect, it } from "vitest";
import type { Links, OpenedMessage } from "../../seal/api";
import { markFailed, addFetched, isIntroduced, addSending, countPersonLines, emptyThread } from "./thread";

const ME = "m".repeat(22);
const HELLO = { kind: "text", text: "hello" } as const;
const LINKS: Links = { [ME]: { sequence: 1, previous: "hash" } };
const NONE = emptyThread({});

function opened(seq: number, sender: string, more: Partial<OpenedMessage> = {}): OpenedMessage {
  return { seq, message_id: `id${seq}`, sender, at: seq * 10, body: HELLO, refused: null, gap: false, ...more };
}

function came(...messages: OpenedMessage[]): { links: Links; messages: OpenedMessage[] } {
  return { links: LINKS, messages };
}

describe("a thread", () => {
  it("grows in the service's order, and remembers where each chain goes on", () => {
    const once = addFetched(NONE, came(opened(1, "person"), opened(2, ME)), ME);
    const twice = addFetched(once, came(opened(3, "person")), ME);
    expect(twice.lines.map((line) => line.message_id)).toEqual(["id1", "id2", "id3"]);
    expect(twice.after).toBe(3);
    expect(twice.links).toBe(LINKS);
    expect(countPersonLines(twice)).toBe(2);
  });

  it("turns a line on its way into the stored one, and leaves others waiting last", () => {
    const two = addSending(addSending(NONE, "id1", HELLO, 5), "id9", HELLO, 6);
    const after = addFetched(two, came(opened(1, ME)), ME);
    expect(after.lines.map((line) => [line.message_id, line.standing])).toEqual([
      ["id1", "stored"],
      ["id9", "sending"],
    ]);
  });

  it("says that a line failed, unless it was stored after all", () => {
    expect(markFailed(addSending(NONE, "id1", HELLO, 5), "id1").lines[0]?.standing).toBe("failed");
    const stored = addFetched(addSending(NONE, "id1", HELLO, 5), came(opened(1, ME)), ME);
    expect(markFailed(stored, "id1").lines[0]?.standing).toBe("stored");
  });

  it("shows what could not be opened as such", () => {
    const after = addFetched(NONE, came(opened(1, "person", { body: null, refused: "signature" })), ME);
    expect(after.lines[0]?.content).toEqual({ kind: "refused", reason: "signature" });
  });

  it("holds her as introduced only when the service has the introduction", () => {
    const body = { kind: "introduction", name: "A. K.", phone: "", minutes: 20 } as const;
    const waiting = addSending(NONE, "id1", body, 5);
    expect(isIntroduced(waiting)).toBe(false);
    expect(isIntroduced(addFetched(waiting, came(opened(1, ME, { body })), ME))).toBe(true);
    expect(isIntroduced(addFetched(NONE, came(opened(1, "another", { body })), ME))).toBe(false);
  });
});
