import { expect, test } from "vitest";
import { integer } from "../model/shared/answer";
import { backoff, LONGEST_WAIT_MS } from "../model/shared/retry";
import { Problem, Unreachable } from "./errors";
import { FIRST_SILENCE_MS, follow, type StreamOptions, type Link, type World } from "./live";

type Answer = Response | "broken" | "silent";

/** A world where each request gets the next answer, pauses end at once, and silence lasts as long as it is let. */
class FakeWorld implements World {
  requests: { url: string; headers: Record<string, string> }[] = [];
  pauses: number[] = [];
  isOnline = true;
  constructor(readonly answers: Answer[]) {}
  random = (): number => 1;
  online = (): boolean => this.isOnline;
  woken = (): Promise<void> => new Promise(() => {});
  fetch = (url: string, init: RequestInit): Promise<Response> => {
    this.requests.push({ url, headers: init.headers as Record<string, string> });
    const answer = this.answers.shift() ?? "silent";
    if (answer === "broken") return Promise.reject(new TypeError("no network"));
    if (answer !== "silent") return Promise.resolve(answer);
    return new Promise((_, reject) => init.signal?.addEventListener("abort", () => reject(new DOMException("", "AbortError"))));
  };
  // A silence is let pass only while answers are left: then the connection is cut and the next one tried.
  wait = (ms: number): Promise<void> => {
    if (ms < FIRST_SILENCE_MS) this.pauses.push(ms);
    const patient = ms >= FIRST_SILENCE_MS && this.answers.length === 0;
    return patient ? new Promise(() => {}) : new Promise((done) => setImmediate(done));
  };
}

const stream = (text: string): Response => new Response(text, { headers: { "Content-Type": "text/event-stream" } });
/** Lets everything happen that waits for nothing but its turn. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await new Promise((done) => setImmediate(done));
}

function listen(world: World, more: Partial<StreamOptions<number>> = {}) {
  const received = { values: [] as number[], links: [] as Link[], refused: [] as Problem[] };
  const end = follow<number>(
    {
      url: "/live",
      event: "status",
      form: integer,
      token: "t",
      tell: (value) => received.values.push(value),
      link: (link) => received.links.push(link),
      refused: (why) => received.refused.push(why),
      ...more,
    },
    world,
  );
  return { heard: received, end };
}

test("tells what comes, and goes on after a break from the last id", async () => {
  const world = new FakeWorld([stream("id: 4\nevent: status\ndata: 40\n\n"), "broken", stream("id: 5\nevent: status\ndata: 50\n\n")]);
  const { heard: received, end } = listen(world);
  await settled();
  end();
  expect(received.values).toEqual([40, 50]);
  expect(world.requests.map(({ headers }) => headers["Last-Event-ID"])).toEqual([undefined, "4", "4", "5"]);
  expect(world.requests[0]?.headers["Authorization"]).toBe("Bearer t");
  expect(received.links[0]).toBe("live");
  expect(received.links).toContain("reconnecting");
});

test.each(["{half", '"text"', "<h1>Sign in</h1>"])("an event that says %s breaks it off, and is asked for again", async (data) => {
  const good = "id: 4\nevent: status\ndata: 40\n\n";
  const world = new FakeWorld([stream(`${good}id: 5\nevent: status\ndata: ${data}\n\n`), stream("id: 5\nevent: status\ndata: 50\n\n")]);
  const { heard: received, end } = listen(world, { last: "3" });
  await settled();
  end();
  expect(received.values.at(-1)).toBe(50);
  expect(world.requests[1]?.headers["Last-Event-ID"]).toBe("3");
});

test("a stream that says nothing right is asked less and less", async () => {
  const bad = (): Response => stream("event: status\ndata: no\n\n");
  const world = new FakeWorld([bad(), bad(), bad()]);
  const { heard: received, end } = listen(world);
  await settled();
  end();
  expect(world.pauses.slice(0, 3)).toEqual([1_000, 2_000, 4_000]);
  expect(received.links).not.toContain("live");
});

test("a page in between that says 404 is no refusal", async () => {
  const world = new FakeWorld([new Response("<h1>Not here</h1>", { status: 404 }), stream("event: status\ndata: 2\n\n")]);
  const { heard: received, end } = listen(world);
  await settled();
  end();
  expect([received.values, received.refused]).toEqual([[2], []]);
});

test("events of another name are not told", async () => {
  const { heard: received, end } = listen(new FakeWorld([stream("event: other\ndata: 1\n\nevent: status\ndata: 2\n\n")]));
  await settled();
  end();
  expect(received.values).toEqual([2]);
});

test("a refusal ends it, with the reason", async () => {
  const body = JSON.stringify({ type: "urn:habeas:problem:not-found", title: "no", detail: "gone" });
  const world = new FakeWorld([new Response(body, { status: 404 })]);
  const { heard: received } = listen(world);
  await settled();
  expect(received.refused.map(({ kind, status }) => [kind, status])).toEqual([["not-found", 404]]);
  expect(world.requests).toHaveLength(1);
});

test("a server that cannot answer is asked again, later and later", async () => {
  const down = (): Response => new Response("", { status: 503 });
  const world = new FakeWorld([down(), down(), down()]);
  const { end } = listen(world);
  await settled();
  end();
  expect(world.pauses.slice(0, 3)).toEqual([1_000, 2_000, 4_000]);
});

test("where streams are held back, a plain request tells instead", async () => {
  const world = new FakeWorld(["silent", "silent"]);
  const { heard: received, end } = listen(world, { poll: () => Promise.resolve(7) });
  await settled();
  end();
  expect(received.values.slice(0, 1)).toEqual([7]);
  expect(received.links).toContain("live");
});

test("without network nothing is polled, and the screen knows", async () => {
  const world = new FakeWorld(["broken"]);
  world.isOnline = false;
  const { heard: received, end } = listen(world, { poll: () => Promise.reject(new Unreachable("asked all the same")) });
  await settled();
  end();
  expect(received.links).toEqual(["offline"]);
});

test("pauses double, spread between half and all, and end at a limit", () => {
  expect([1, 2, 3].map((failures) => backoff(failures, () => 0))).toEqual([500, 1_000, 2_000]);
  expect(backoff(50, () => 1)).toBe(LONGEST_WAIT_MS);
});
