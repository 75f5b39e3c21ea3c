import type { Rollup } from "vite";

/** Every file that `page` may ever load, its later chunks, style sheets and workers too; paths from the root. */
export function shellFiles(bundle: Rollup.OutputBundle, page: string): string[] {
  const html = bundle[page];
  if (html?.type !== "asset") throw new Error(`${page} is not in the bundle`);
  const found = new Set<string>();
  const waiting = Object.keys(bundle).filter((name) => String(html.source).includes(name) && name !== page);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...neighbours(bundle, name));
  }
  return ["/", ...[...found].sort().map((name) => `/${name}`)];
}

/** What a chunk imports now or later, and the assets (style, workers) that it names. */
function neighbours(bundle: Rollup.OutputBundle, name: string): string[] {
  const file = bundle[name];
  if (file?.type !== "chunk") return [];
  const named = Object.keys(bundle).filter((other) => other !== name && file.code.includes(other.split("/").pop()!));
  return [...file.imports, ...file.dynamicImports, ...named].filter((other) => other in bundle);
}
