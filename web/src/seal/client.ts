import type { MemberSeal, PersonSeal } from "./api.ts";
import { Refused, TooLong } from "./refused.ts";
import type { Answer, Port } from "./rpc.ts";

type PendingCall = { resolve: (value: unknown) => void; reject: (error: Error) => void };

function finish(waiting: PendingCall, answer: Answer): void {
  if ("value" in answer) waiting.resolve(answer.value);
  else if ("refused" in answer) waiting.reject(new Refused(answer.refused));
  else if ("tooLong" in answer) waiting.reject(new TooLong(answer.tooLong));
  else waiting.reject(new Error(answer.failed));
}

/** A stand-in for the API that a worker serves: each call is a message there and a promise here. */
function connect<Api extends object>(port: Port): Api {
  const waiting = new Map<number, PendingCall>();
  let last = 0;
  port.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
    const pending = waiting.get(data.id);
    waiting.delete(data.id);
    if (pending) finish(pending, data);
  });
  // A worker that cannot start or breaks answers nothing more: whoever waits is told.
  port.addEventListener("error", () => {
    for (const letter of waiting.values()) letter.reject(new Error("the sealing worker failed"));
    waiting.clear();
  });
  const call = (name: string) => (input: unknown) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      port.postMessage({ id: last, name, input });
    });
  // `then` stays absent: a promise that resolves to this must not take it for another promise.
  return new Proxy({} as Api, { get: (_, name) => (name === "then" ? undefined : call(String(name))) });
}

/** The person's calls, made in `worker`: `new Worker(url of personWorker.ts, {type: "module"})`. */
export const personSeal = (worker: Port): PersonSeal => connect<PersonSeal>(worker);

/** A member's calls, made in `worker`: `new Worker(url of memberWorker.ts, {type: "module"})`. */
export const memberSeal = (worker: Port): MemberSeal => connect<MemberSeal>(worker);
