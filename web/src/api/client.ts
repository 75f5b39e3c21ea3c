import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./schema";

export type Shapes = components["schemas"];
export type Service = Client<paths>;

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

/** Nothing came back: no network, a broken connection, or a server (5xx) that cannot answer now. Worth trying again. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** The typed client. A person gives her token; members are known by their cookie. */
export function service(token?: string): Service {
  return createClient<paths>({
    baseUrl: location.origin,
    cache: "no-store",
    credentials: token === undefined ? "same-origin" : "omit",
    headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
  });
}

interface Answer<T> {
  data?: T | undefined;
  error?: unknown;
  response: Response;
}

/** What the service answered. Throws Problem when it refused, Unreachable when there was no answer. */
export async function answer<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw new Unreachable("no answer", { cause });
  });
  if (response.ok) return data as T;
  if (response.status >= 500) throw new Unreachable(`status ${response.status}`);
  throw problem(response.status, error);
}

/** A problem document as an error; what is no problem document becomes one without words. */
export function problem(status: number, body: unknown): Problem {
  const said = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const text = (key: string): string => (typeof said[key] === "string" ? said[key] : "");
  return new Problem(status, text("type").split(":").pop() ?? "", text("title"), text("detail"));
}
