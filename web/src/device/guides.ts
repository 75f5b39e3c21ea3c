/** The rights guides and legal clocks on the phone: fetched when there is a network, kept whole for when there is none. */
import { Unreachable } from "../api/errors";
import { reach } from "../api/plain";
import { readRules } from "../clocks/ruleReader";
import type { RuleSet } from "../clocks/rules";
import { type Index, readGuides, readIndex, type Situation } from "../model/person/guides";
import { ShapeError } from "../model/shared/shape";
import type { Directory } from "../seal/api";
import { b64 } from "../seal/bytes";
import { resultOf, write } from "./database";
import { type FilePath, keep, recall } from "./values";

export interface StoredGuides {
  index: Index;
  /** By place and language: "RU/ru". What has not come yet is not there. */
  guides: Record<string, Situation[]>;
  /** By place. */
  clocks: Record<string, RuleSet>;
}

/** What of an index comes or stays as one: the guides of a place in a language, or its clocks. */
interface Pack {
  name: string;
  paths: FilePath[];
}

const CLOCKS = "clocks";

/** What is on the phone; null when nothing ever came. */
export async function loadGuides(): Promise<StoredGuides | null> {
  const stored = await recall("guides");
  if (!stored) return null;
  const guides: StoredGuides = { index: stored.index, guides: {}, clocks: {} };
  for (const [name, paths] of Object.entries(stored.packs)) {
    const texts = await Promise.all(paths.map((path) => recall(path)));
    if (texts.every((text) => text !== undefined)) addPack(guides, name, texts);
  }
  return guides;
}

/** Adds a pack; false, and nothing is added, when it is of a form that is not known here. */
function addPack({ guides, clocks }: StoredGuides, name: string, texts: string[]): boolean {
  const [place = "", what] = name.split("/");
  const files = texts.map((text) => JSON.parse(text) as unknown);
  try {
    if (what === CLOCKS) clocks[place] = readRules(files[0]);
    else guides[name] = files.flatMap(readGuides);
    return true;
  } catch (error) {
    if (error instanceof ShapeError) return false;
    throw error;
  }
}

/** What came is not what the signers signed: it is not kept. */
export class UnsignedGuides extends Error {
  override readonly name = "UnsignedGuides";
}

/** Hashes by address, of the signed directory. */
type Hashes = Directory["guides"];

/** What is being done to what is kept: by one page at a time, for two would sweep away each other's half. */
async function withLock(act: () => Promise<void>): Promise<void> {
  await ("locks" in navigator ? navigator.locks.request("guides", act) : act());
}

/**
 * Fetches what is new, pack by pack, those of the place `first` before others. A pack takes the place of an older one only
 * when all of it has come and has the signed hashes. Throws Unreachable when the network, or what comes through it, ends
 * before that, UnsignedGuides where a hash differs; what has come by then is kept.
 */
export async function renewGuides(first: string | null, hashes: Hashes): Promise<void> {
  await withLock(async () => {
    const index = await fetchIndex(hashes);
    const offered = packsOf(index, first);
    let packs = keepOffered(offered, (await recall("guides"))?.packs ?? {});
    await keep("guides", { index, packs });
    for (const pack of offered) {
      if (!(await fetchPack(index, pack, hashes))) continue;
      packs = { ...packs, [pack.name]: pack.paths };
      await keep("guides", { index, packs });
    }
    await sweep(Object.values(packs).flat());
  });
}

/** What the service offers. What is no index came from something in between, or is newer than this page. */
async function fetchIndex(hashes: Hashes): Promise<Index> {
  const text = await fetchText("/guides/index.json", hashes);
  try {
    return readIndex(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof ShapeError) throw new Unreachable("no index", { cause });
    throw cause;
  }
}

function packsOf({ jurisdictions }: Index, first: string | null): Pack[] {
  const ordered = [...jurisdictions].sort((a, b) => Number(b.id === first) - Number(a.id === first));
  return ordered.flatMap(({ id, clocks, languages }) => [
    ...languages.map(({ language, parts }) => ({ name: `${id}/${language}`, paths: parts.map(({ path }) => path as FilePath) })),
    ...(clocks ? [{ name: `${id}/${CLOCKS}`, paths: [clocks.path as FilePath] }] : []),
  ]);
}

const keepOffered = (offered: Pack[], packs: Record<string, FilePath[]>): Record<string, FilePath[]> =>
  Object.fromEntries(Object.entries(packs).filter(([name]) => offered.some((pack) => pack.name === name)));

/** Whether all files of a pack are here, once those that were missing have been fetched; false: of a form not known here. */
async function fetchPack(index: Index, { name, paths }: Pack, hashes: Hashes): Promise<boolean> {
  const texts = [];
  for (const path of paths) texts.push((await recall(path)) ?? (await fetchFile(path, hashes)));
  return addPack({ index, guides: {}, clocks: {} }, name, texts);
}

async function fetchFile(path: FilePath, hashes: Hashes): Promise<string> {
  const text = await fetchText(path, hashes);
  await keep(path, text);
  return text;
}

/** A file whose bytes are those that the signers signed. */
async function fetchText(path: string, hashes: Hashes): Promise<string> {
  const bytes = await fetchBytes(path);
  const text = new TextDecoder().decode(bytes);
  const hash = b64(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
  if (hashes[path] === hash) return text;
  throw isJson(text) ? new UnsignedGuides(path) : new Unreachable("something in between, or cut off");
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The answer's bytes. A refusal here is a file of another version, or a network in between: the next look tells. */
async function fetchBytes(path: string): Promise<ArrayBuffer> {
  const response = await reach(path, {});
  if (!response?.ok) throw new Unreachable("no guides");
  return response.arrayBuffer().catch((cause: unknown) => {
    throw new Unreachable("cut off", { cause });
  });
}

/** Forgets the files that no pack names any more. */
async function sweep(needed: readonly string[]): Promise<void> {
  const all = IDBKeyRange.bound("/guides/", "/guides0", false, true);
  await write(["kept"], async (store) => {
    const names = await resultOf(store("kept").getAllKeys(all) as IDBRequest<string[]>);
    await Promise.all(names.filter((name) => !needed.includes(name)).map((name) => resultOf(store("kept").delete(name))));
  });
}
