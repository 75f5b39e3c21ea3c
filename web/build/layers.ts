/**
 * Which folder of `src` may import which, and that no file reaches itself: `node build/layers.ts`. Ends with 1 when one does.
 * A type that is imported is gone from the built page, so it makes no circle; it obeys the layers all the same.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

/** What each folder may import besides itself. A folder that is named more closely counts as that one. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  seal: [],
  "model/shared": ["seal"],
  clocks: ["model/shared", "words"],
  "model/person": ["model/shared", "seal"],
  "model/counsel": ["model/shared", "seal"],
  "model/desk": ["model/shared", "seal"],
  api: ["model/shared"],
  device: ["api", "clocks", "model/person", "model/shared", "seal"],
  speech: [],
  words: ["speech"],
  shared: ["speech", "words"],
  members: ["api", "device", "model/shared", "seal", "shared", "speech", "words"],
  person: ["api", "clocks", "device", "model/person", "model/shared", "seal", "shared", "speech", "words"],
  counsel: ["api", "members", "model/counsel", "model/shared", "seal", "shared", "speech", "words"],
  desk: ["api", "members", "model/desk", "model/shared", "seal", "shared", "speech", "words"],
  sw: ["device", "seal"],
};

/** What a pure folder may not name: the page, the network, what is kept, clocks, chance, timers, Svelte. Texts and comments count too. */
const WORLD =
  /(?<![/.\w])(?:document|window|localStorage|sessionStorage|indexedDB|navigator|fetch|setTimeout|setInterval|Date\.now|Math\.random)(?:\.\w|\()|"svelte|\$(?:state|derived|effect)\b/;
/** Cryptography draws its own lots, and a worker speaks to its page; both know nothing of a document. */
const PURE: readonly string[] = ["seal", "clocks", "model/shared", "model/person", "model/counsel", "model/desk"];

/** The service's own description: types alone, for whoever names its shapes. */
const DESCRIPTION = "api/schema.d.ts";
const ENDINGS = ["", ".ts", ".svelte", ".svelte.ts", ".d.ts"];
const IMPORT = /(?:import|export)\s+(type\s)?([^"';]*?)\bfrom\s*"(\.[^"]+)"|import\s*\(?\s*"(\.[^"]+)"/g;

export interface Import {
  from: string;
  to: string;
  /** Nothing but types: not in the built page. */
  typeOnly: boolean;
}

/** The imports of one file of `src`; `names` are all of its files. */
export function importsOf(name: string, text: string, names: ReadonlySet<string>): Import[] {
  return [...text.matchAll(IMPORT)].flatMap(([, type, what = "", named, plain]) => {
    const path = posix.join(posix.dirname(name), (named ?? plain ?? "").replace(/\?.*$/, ""));
    const to = ENDINGS.map((ending) => path + ending).find((file) => names.has(file));
    return to === undefined ? [] : [{ from: name, to, typeOnly: type !== undefined || namesTypesOnly(what) }];
  });
}

/** `{ type A, type B }` */
function namesTypesOnly(what: string): boolean {
  const inner =
    /^\s*\{([^}]*)\}\s*$/
      .exec(what)?.[1]
      ?.split(",")
      .map((part) => part.trim())
      .filter(Boolean) ?? [];
  return inner.length > 0 && inner.every((part) => part.startsWith("type "));
}

const layerOf = (name: string): string => {
  const [folder = "", inner = ""] = name.split("/");
  return `${folder}/${inner}` in LAYERS ? `${folder}/${inner}` : folder;
};

/** Imports that their layer does not allow. */
export function strayImports(imports: readonly Import[]): string[] {
  return imports
    .filter(({ to }) => to !== DESCRIPTION)
    .filter(({ from, to }) => layerOf(from) !== layerOf(to) && !LAYERS[layerOf(from)]?.includes(layerOf(to)))
    .map(({ from, to }) => `${from} -> ${to}`);
}

/** Files of a pure folder that reach for the world outside. */
export const impureFiles = (texts: ReadonlyMap<string, string>): string[] =>
  [...texts].filter(([name, text]) => PURE.includes(layerOf(name)) && WORLD.test(text)).map(([name]) => name);

/** Groups of files that reach each other, dynamic imports too; each group sorted. */
export function circles(imports: readonly Import[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports) if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
  const reach = new Map([...next.keys()].map((file) => [file, reachedFrom(file, next)]));
  const inCircle = [...next.keys()].filter((file) => reach.get(file)?.has(file)).sort();
  const groups = new Map<string, string[]>();
  for (const file of inCircle) {
    const group = inCircle.filter((other) => reach.get(file)?.has(other) && reach.get(other)?.has(file));
    groups.set(group.join(), group);
  }
  return [...groups.values()];
}

function reachedFrom(file: string, next: ReadonlyMap<string, string[]>): Set<string> {
  const found = new Set<string>();
  const waiting = [...(next.get(file) ?? [])];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...(next.get(name) ?? []));
  }
  return found;
}

/** All sources below `folder` by their path, tests left out: a test may look anywhere. */
function readSources(folder: string): Map<string, string> {
  const all = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"));
  const sources = all.filter((name) => /\.(ts|svelte)$/.test(name) && !/\.test\.ts$|[fF]ixture\.ts$/.test(name));
  return new Map(sources.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

if (import.meta.main) {
  const texts = readSources(join(dirname(import.meta.dirname), "src"));
  const imports = [...texts].flatMap(([name, text]) => importsOf(name, text, new Set(texts.keys())));
  const faults = [
    ...strayImports(imports),
    ...impureFiles(texts).map((name) => `not pure: ${name}`),
    ...circles(imports).map((group) => `circle: ${group.join(" ")}`),
  ];
  console.log(faults.length > 0 ? faults.join("\n") : `layers: ${imports.length} imports, no circle`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
