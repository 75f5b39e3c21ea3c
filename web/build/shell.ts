/**
 * Which built files a page needs, from what each contains: who names a file loads it. Paths from the root, `/` for the page
 * itself. The shell is what it loads at once, workers and the words of every language too. What a script imports later, and
 * what that needs, comes in two parts: what a case needs from the press on, and the other rooms.
 */
export interface Files {
  shell: string[];
  ofCase: string[];
  rooms: string[];
}

/** A catalogue of the page itself, by its name and its language. */
const WORDS = /^person\.([a-z]{2})-/;
/** What a case needs that is open: its rooms with their style, and the part of the worker that opens and seals messages. */
const OF_CASE = /^(?:case|message)-/;
const LATER = /\bimport\(\s*["'`][^"'`]+["'`]\s*\)/g;

/** The language of a file with words of the page itself, else null. */
export const languageOf = (path: string): string | null => WORDS.exec(fileOf(path))?.[1] ?? null;

const fileOf = (path: string): string => path.split("/").pop() ?? path;

/** `texts`: what each built file contains, by its path without a leading slash. */
export function filesOf(texts: ReadonlyMap<string, string>, page: string): Files {
  const all = reach(texts, [page], (name) => [...findNames(texts, name).now, ...findNames(texts, name).then]);
  const shell = reach(texts, [page], (name) => [...findNames(texts, name).now, ...findNames(texts, name).then.filter(languageOf)]);
  const later = [...all].filter((name) => !shell.has(name));
  const roots = later.filter((name) => OF_CASE.test(fileOf(name)));
  const beyond = (name: string): string[] =>
    [...findNames(texts, name).now, ...findNames(texts, name).then].filter((one) => !shell.has(one));
  const ofCase = reach(texts, roots, beyond);
  const path = (name: string): string => (name === page ? "/" : `/${name}`);
  const sorted = (names: Iterable<string>): string[] => [...names].map(path).sort();
  return {
    shell: sorted(shell),
    ofCase: sorted(later.filter((name) => ofCase.has(name))),
    rooms: sorted(later.filter((name) => !ofCase.has(name))),
  };
}

/** All that is reached from `start` by `next`. */
function reach(texts: ReadonlyMap<string, string>, start: string[], next: (name: string) => string[]): Set<string> {
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

/** What a file names: to be loaded now, or then, when a script asks for it. A script names its rooms with no slash before. */
function findNames(texts: ReadonlyMap<string, string>, name: string): { now: string[]; then: string[] } {
  const text = texts.get(name) ?? "";
  const all = [...texts.keys()].filter((other) => other.startsWith("assets/") && text.includes(fileOf(other)));
  const withoutLater = text.replace(LATER, "");
  const comesNow = (other: string): boolean => [`./${fileOf(other)}`, `/${other}`].some((path) => withoutLater.includes(path));
  return { now: all.filter(comesNow), then: all.filter((other) => !comesNow(other)) };
}
