/**
 * Every file that `page` may ever load, later chunks, style sheets and workers too; paths from the root, `/` for the
 * page itself. `texts` is what each built file contains: who names a file may load it.
 */
export function shellFiles(texts: ReadonlyMap<string, string>, page: string): string[] {
  const found = new Set<string>();
  const waiting = named(texts, page);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...named(texts, name));
  }
  return ["/", ...[...found].sort().map((name) => `/${name}`)];
}

function named(texts: ReadonlyMap<string, string>, name: string): string[] {
  const text = texts.get(name);
  if (text === undefined) throw new Error(`${name} was not built`);
  const file = (path: string): string => path.split("/").pop() ?? path;
  return [...texts.keys()].filter((other) => other.startsWith("assets/") && text.includes(file(other)));
}
