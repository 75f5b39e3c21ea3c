import { refuse, Unreachable } from "./errors";
import type { components } from "./schema";

export type Shapes = components["schemas"];

/** A mobile network that is there but passes nothing should not hold the next try up. */
export const PATIENCE_MS = 20_000;

export interface Asking {
  /** The person's token for one case. */
  token?: string | undefined;
  /** JSON to POST, as it stands; without it the request is a GET. */
  body?: string | undefined;
  /** Let the request outlive the page. */
  keepalive?: boolean;
}

/** One request of the person's. No cookie ever goes along. Throws Problem when refused, Unreachable without answer. */
export async function ask<T>(path: string, { token, body, keepalive = false }: Asking = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (token !== undefined) headers["Authorization"] = `Bearer ${token}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const method = body === undefined ? "GET" : "POST";
  const request = { method, headers, keepalive, cache: "no-store", credentials: "omit" } as const;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    const response = await fetch(path, { ...request, signal, ...(body !== undefined && { body }) });
    return response.ok ? ((await response.json()) as T) : await refuse(response);
  } catch (cause) {
    // fetch rejects with a TypeError when there is no network, with a DOMException when patience ends.
    if (cause instanceof TypeError || cause instanceof DOMException) throw new Unreachable("no answer", { cause });
    throw cause;
  }
}
