/**
 * Which built files a page needs, from what each contains: who names a file loads it. Paths from the root, `/` for the page
 * itself. The shell is what it loads at once, workers and the words of every language too; rooms are what a script imports
 * later, and what that needs.
 */
export interface Files {
  shell: string[];
  rooms: string[];
}

/** A catalogue of the page itself, by its name and its language. */
const WORDS = /^person\.([a-z]{2})-/;
const LATER = /\bimport\(\s*["'`]\.\/([^"'`]+)["'`]\s*\)/g;

/** The language of a file with words of the page itself, else null. */
export const languageOf = (path: string): string | null => WORDS.exec(path.split("/").pop() ?? "")?.[1] ?? null;

/** `texts`: what each built file contains, by its path without a leading slash. */
export function filesOf(texts: ReadonlyMap<string, string>, page: string): Files {
  const shell = reached(texts, [page], (name) => [...named(texts, name).now, ...later(texts, name).filter(languageOf)]);
  const all = reached(texts, [page], (name) => [...named(texts, name).now, ...named(texts, name).then]);
  const path = (name: string): string => (name === page ? "/" : `/${name}`);
  const sorted = (names: Iterable<string>): string[] => [...names].map(path).sort();
  return { shell: sorted(shell), rooms: sorted([...all].filter((name) => !shell.has(name))) };
}

const later = (texts: ReadonlyMap<string, string>, name: string): string[] => named(texts, name).then;

/** All that is reached from `start` by `next`. */
function reached(texts: ReadonlyMap<string, string>, start: string[], next: (name: string) => string[]): Set<string> {
  const found = new Set<string>();
  const waiting = [...start];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    if (!texts.has(name)) throw new Error(`${name} was not built`);
    found.add(name);
    waiting.push(...next(name));
  }
  return found;
}

/** What a file names: to be loaded now, or then, when a script asks for it. Styles that a script names come then. */
function named(texts: ReadonlyMap<string, string>, name: string): { now: string[]; then: string[] } {
  const text = texts.get(name) ?? "";
  const imported = new Set([...text.matchAll(LATER)].map(([, file]) => file ?? ""));
  const file = (path: string): string => path.split("/").pop() ?? path;
  const all = [...texts.keys()].filter((other) => other.startsWith("assets/") && text.includes(file(other)));
  const comesThen = (other: string): boolean => imported.has(file(other)) || (other.endsWith(".css") && name.endsWith(".js"));
  return { now: all.filter((other) => !comesThen(other)), then: all.filter(comesThen) };
}
