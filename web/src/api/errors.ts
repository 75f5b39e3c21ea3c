import { isTemporary } from "../model/shared/retry";

/** The service said no, and why: an RFC 9457 problem document. `kind` is the end of its type. */
export class Problem extends Error {
  override readonly name = "Problem";
  constructor(
    readonly status: number,
    readonly kind: string,
    readonly title: string,
    readonly detail: string,
  ) {
    super(`${status} ${kind}: ${detail}`);
  }
}

/** Nothing came back: no network, a broken connection, or a server that cannot answer now. Worth trying again. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** A problem document as an error; what is no problem document becomes one without words. */
export function problemOf(status: number, body: unknown): Problem {
  const fields = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const text = (key: string): string => (typeof fields[key] === "string" ? fields[key] : "");
  return new Problem(status, text("type").split(":").pop() ?? "", text("title"), text("detail"));
}

/** Says why `response` is no success: throws Problem when the service refused, Unreachable when it could not answer. */
export async function throwRefusal(response: Response): Promise<never> {
  if (isTemporary(response.status)) throw new Unreachable(`status ${response.status}`);
  const body: unknown = await response.json().catch(() => undefined);
  throw problemOf(response.status, body);
}
