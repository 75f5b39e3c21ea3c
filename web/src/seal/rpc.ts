import type { Reason } from "./api.ts";
import { Refused, TooLong } from "./refused.ts";

/** What crosses between page and worker. Keys cross as CryptoKeys: usable there, readable nowhere. */
export interface Call {
  id: number;
  name: string;
  input: unknown;
}

export type Answer =
  { id: number; value: unknown } | { id: number; refused: Reason } | { id: number; tooLong: number } | { id: number; failed: string };

/** Either end: a Worker, a worker's own scope, or a MessagePort. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(type: "message" | "error", listener: (event: MessageEvent) => void): void;
}

function failure(id: number, error: unknown): Answer {
  if (error instanceof Refused) return { id, refused: error.reason };
  if (error instanceof TooLong) return { id, tooLong: error.over };
  return { id, failed: String(error) };
}

/** Answers the calls that come in at `port` with the functions of `api`. */
export function serve(port: Port, api: object): void {
  const calls = new Map<string, (input: unknown) => unknown>(Object.entries(api));
  port.addEventListener("message", ({ data }: MessageEvent<Call>) => {
    const { id, name, input } = data;
    Promise.resolve()
      .then(() => calls.get(name)!(input))
      .then(
        (value: unknown) => port.postMessage({ id, value }),
        (error: unknown) => port.postMessage(failure(id, error)),
      );
  });
}
