/** What the organisation publishes in pieces, none larger than some networks let through: its roster, its directory. */
import { RosterPart } from "./answers";
import { Problem, Unreachable } from "./errors";
import { ask, type Shapes } from "./plain";

/** More pieces than any document has: a service that names more wants the device to choke. */
const MOST_PARTS = 1_000;

/**
 * What is published at `path`; the `current` one when its first piece is the same; null when there is none. Throws
 * Unreachable when it does not come whole: a new version between two pieces is had at the next try.
 */
export async function fetchDocument(path: string, current: string | undefined): Promise<string | null> {
  const start = await fetchPart(path, 0);
  if (!start) return null;
  const { parts, text, version } = start;
  if (parts < 1 || parts > MOST_PARTS || text === "") throw new Unreachable("no document");
  if (current !== undefined && parts === Math.ceil(current.length / text.length) && current.startsWith(text)) return current;
  const rest = await Promise.all(Array.from({ length: parts - 1 }, (_, index) => fetchPart(path, index + 1)));
  if (rest.some((piece) => piece?.version !== version)) throw new Unreachable("it changed meanwhile");
  return [start, ...rest].map((piece) => piece?.text).join("");
}

async function fetchPart(path: string, index: number): Promise<Shapes["RosterPart"] | null> {
  try {
    return await ask(`${path}/${index}`, RosterPart);
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}
