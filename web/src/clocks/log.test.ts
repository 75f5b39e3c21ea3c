import { expect, test } from "vitest";
import { shippedRules } from "./fixture";
import { replaceEvent, inOrder, addEvent, likelyKinds, removeEvent } from "./log";
import type { LoggedEvent } from "./rules";

const RU = shippedRules("RU");
const log = (...kinds: string[]): LoggedEvent[] => kinds.reduce<LoggedEvent[]>((all, kind, at) => addEvent(all, kind, at), []);
const first = (count: number, ...kinds: string[]): string[] => likelyKinds(RU, log(...kinds)).slice(0, count);

test("what is likely comes first, and all of it can be logged", () => {
  expect(first(3)).toEqual(["stopped", "station", "questioning_began"]);
  expect(first(3, "stopped")).toEqual(["station", "questioning_began", "charged"]);
  expect(likelyKinds(RU, log("stopped", "questioning_began")).sort()).toEqual([...RU.events].sort());
});

test("in a questioning it is its breaks and its end, and after it the next one", () => {
  expect(first(2, "questioning_began")).toEqual(["break_began", "questioning_ended"]);
  expect(first(2, "questioning_began", "break_began")).toEqual(["break_ended", "questioning_ended"]);
  expect(first(2, "questioning_began", "break_began", "break_ended")).toEqual(["break_began", "questioning_ended"]);
  expect(first(1, "questioning_began", "questioning_ended")).toEqual(["questioning_began"]);
});

test("an event is added, changed and taken out by its id", () => {
  const twoEvents = log("stopped", "station");
  expect(twoEvents.map(({ id }) => id)).toEqual(["1", "2"]);
  expect(addEvent(removeEvent(twoEvents, "1"), "call", 9).map(({ id }) => id)).toEqual(["2", "3"]);
  const moved = replaceEvent(twoEvents, { id: "2", kind: "station", at: -1 });
  expect(inOrder(moved).map(({ kind }) => kind)).toEqual(["station", "stopped"]);
  expect(twoEvents[1]?.at).toBe(1);
});
