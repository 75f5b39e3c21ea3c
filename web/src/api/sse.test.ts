import fc from "fast-check";
import { expect, test } from "vitest";
import { EventParser } from "./sse";

const STREAM = 'retry: 2000\n: open\n\nid: 7\nevent: status\ndata: {"a":1}\n\n: still here\n\ndata: x\ndata: y\n\n';
const EVENTS = [
  { event: "status", data: '{"a":1}', id: "7" },
  { event: "message", data: "x\ny", id: "7" },
];

test("comments and retry complete no event; the id stays until another comes", () => {
  expect(new EventParser().push(STREAM)).toEqual(EVENTS);
});

test("the pieces in which a stream arrives make no difference", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(STREAM.length)), fc.constantFrom("\n", "\r\n"), (cuts, end) => {
      const text = STREAM.replaceAll("\n", end);
      const edges = [0, ...cuts.sort((a, b) => a - b), text.length];
      const parser = new EventParser();
      const heard = edges.slice(1).flatMap((edge, index) => parser.push(text.slice(edges[index], edge)));
      expect(heard).toEqual(EVENTS);
    }),
  );
});

test("an event without data is none, and a value may hold colons", () => {
  const parser = new EventParser("3");
  expect(parser.push("event: status\n\ndata: a:b:c\n\n")).toEqual([{ event: "message", data: "a:b:c", id: "3" }]);
});
