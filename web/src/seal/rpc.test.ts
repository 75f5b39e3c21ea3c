import { describe, expect, it } from "vitest";
import { memberSeal, personSeal } from "./client.ts";
import { makeMember } from "./member.ts";
import { makePerson } from "./press.ts";
import { Refused, TooLong } from "./refused.ts";
import { serve, type Port } from "./rpc.ts";

/** A page's end and a worker's end of one channel; what crosses is cloned as between real threads. */
function channel(): { page: Port; worker: Port; fail: () => void } {
  const page = new EventTarget();
  const worker = new EventTarget();
  const end = (own: EventTarget, second: EventTarget): Port => ({
    postMessage: (message) => void second.dispatchEvent(new MessageEvent("message", { data: structuredClone(message) })),
    addEventListener: (type, listener) => own.addEventListener(type, listener as EventListener),
  });
  return { page: end(page, worker), worker: end(worker, page), fail: () => page.dispatchEvent(new Event("error")) };
}

const FAILS = {
  openCard: () => Promise.reject(new Refused("signature")),
  reseal: () => Promise.reject(new TooLong(7)),
  openFile: () => Promise.reject(new RangeError("a fault")),
};

describe("calls to a worker", () => {
  it("give what its functions give, keys too", async () => {
    const [first, second] = [channel(), channel()];
    serve(first.worker, { makePerson });
    serve(second.worker, { makeMember });
    const person = await personSeal(first.page).makePerson({});
    const member = await memberSeal(second.page).makeMember({});
    expect(person.signPair.privateKey.extractable).toBe(false);
    expect(member.fingerprint).toHaveLength(22);
  });

  it("reject with what the worker refused", async () => {
    const { page, worker } = channel();
    serve(worker, FAILS);
    const seal = memberSeal(page);
    await expect(seal.openCard({} as never)).rejects.toEqual(new Refused("signature"));
    await expect(seal.reseal({} as never)).rejects.toEqual(new TooLong(7));
    await expect(seal.openFile({} as never)).rejects.toThrow("RangeError: a fault");
    await expect(seal.placeTag({} as never)).rejects.toThrow("TypeError");
  });

  it("reject when the worker breaks", async () => {
    const { page, fail } = channel();
    const waiting = personSeal(page).makePerson({});
    fail();
    await expect(waiting).rejects.toThrow("worker failed");
  });

  it("can be handed on by a promise", async () => {
    const { page } = channel();
    const seal = personSeal(page);
    expect(await Promise.resolve(seal)).toBe(seal);
  });
});
