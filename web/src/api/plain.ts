import type { Form } from "../model/shared/answer";
import { readAnswer, throwRefusal, Unreachable } from "./errors";

export type { Shapes } from "../model/shared/shapes";

/** A mobile network that is there but passes nothing should not hold the next try up. */
export const PATIENCE_MS = 20_000;

/** How far the service's clock is ahead of this phone's, in milliseconds: a phone's own may be years off. */
export const clock: { ahead: number | undefined } = { ahead: undefined };

export interface RequestOptions {
  /** The person's token: it says which case is meant, so that no address does. */
  token?: string | null | undefined;
  /** JSON to send, as it stands; without it the request is a GET. */
  body?: string | undefined;
  method?: "POST" | "PUT" | "DELETE" | undefined;
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * One request of the person's, without any cookie; what it sends outlives the page. Undefined when nothing came back: no
 * network, a broken connection, or patience at its end.
 */
export async function reach(
  path: string,
  { token, body, method = "POST" }: RequestOptions,
  by: Fetch = fetch,
): Promise<Response | undefined> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (token) headers["Authorization"] = `Bearer ${token}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const posted = body === undefined ? {} : { method, keepalive: true, body };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const request = { ...posted, headers, signal, cache: "no-store", credentials: "omit" } as const;
  const response = await by(path, request).catch(() => undefined);
  const date = Date.parse(response?.headers.get("Date") ?? "");
  if (date) clock.ahead = date - Date.now();
  return response;
}

/** What the service answers to a GET, checked. Throws Problem when refused, Unreachable when it did not answer, or in another form. */
export async function ask<T>(path: string, form: Form<T>, token?: string): Promise<T> {
  const response = await reach(path, { token });
  if (!response) throw new Unreachable("no answer");
  if (!response.ok) return throwRefusal(response);
  return readBody(response, form);
}

/** What a success says. What is no JSON came from something in between: a network that wants a login first. */
export async function readBody<T>(response: Response, form: Form<T>): Promise<T> {
  const text = await response.text().catch((cause: unknown) => {
    throw new Unreachable("cut off", { cause });
  });
  return readAnswer(text, form);
}
