import type { Shapes } from "../api/plain";
import type { FileText, Pinned } from "../seal/api";
import { given, read, write } from "./database";

/** Where the person is, as the phone says. Degrees and metres. */
export interface Position {
  lat: number;
  lon: number;
  accuracy_m: number;
}

/** All that a person may say before she presses. Everything may be left empty. */
export interface Draft {
  for: "me" | "other";
  need: Shapes["Need"];
  urgency: Shapes["Urgency"];
  /** The language to be spoken with; null: that of the screens. */
  language: string | null;
  place: string | null;
  where: string;
  what: string;
  needs: string;
  file: FileText;
}

/** What is kept by name, and its type. */
export interface Kept {
  organisation: Shapes["Organisation"];
  /** The roster's document as it was signed, what it is held to, and when this phone first trusted its signers. */
  roster: { text: string; pinned: Pinned; since: number };
  /** The directory as it was signed, and the version and hash that no other may undercut. */
  directory: { text: string; version: number; sha256: string };
  /** Who was on duty, by area, when last heard. */
  duty: Record<string, string[]>;
  area: string;
  /** The person chose to have her position sealed in. */
  positioned: boolean;
  /** Only when she asked for it to be kept. */
  draft: Draft;
}

export function recall<K extends keyof Kept>(name: K): Promise<Kept[K] | undefined> {
  return read(["kept"], (store) => given(store("kept").get(name) as IDBRequest<Kept[K] | undefined>));
}

export async function keep<K extends keyof Kept>(name: K, value: Kept[K]): Promise<void> {
  await write(["kept"], (store) => given(store("kept").put(value, name)));
}

export async function drop(name: keyof Kept): Promise<void> {
  await write(["kept"], (store) => given(store("kept").delete(name)));
}
