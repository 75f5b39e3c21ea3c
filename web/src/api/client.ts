import createClient, { type Client } from "openapi-fetch";
import { isTemporary } from "../model/shared/retry";
import { problemOf, Unreachable } from "./errors";
import type { paths } from "./schema";

export { Problem, Unreachable } from "./errors";
export type { Shapes } from "../model/shared/shapes";
export type Service = Client<paths>;

/** The members' typed client; the session cookie says who they are. A person's page uses the smaller `plain.ts`. */
export function serviceClient(): Service {
  return createClient<paths>({ baseUrl: location.origin, cache: "no-store", credentials: "same-origin" });
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
  if (isTemporary(response.status)) throw new Unreachable(`status ${response.status}`);
  throw problemOf(response.status, error);
}
