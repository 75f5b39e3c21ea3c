import type { Shapes } from "../api/plain";
import type { LoggedEvent } from "../clocks/rules";
import type { Deposit } from "../model/person/deposit";
import type { Index } from "../model/person/guides";
import type { Directory, FileText, PinnedRoster } from "../seal/api";
import type { StoredCheckIn } from "./checkin";
import { resultOf, read, write } from "./database";
import type { Pin } from "./pin";
import type { LockedFile } from "./preparedFile";

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

/** The address of a file of guides or clocks: it ends in a hash of the content, so it never means anything else. */
export type FilePath = `/guides/${string}`;

/** What is kept by name, and its type. */
export interface Values {
  /** What the service said of itself: signed by nobody. */
  organisation: Shapes["Organisation"];
  /** The roster's document as it was signed, what it is held to, and when this phone first trusted its signers. */
  roster: { text: string; pinned: PinnedRoster; since: number };
  /** The directory as it was signed, what it says, and its hash. None of a lower version takes its place. */
  directory: { text: string; directory: Directory; sha256: string };
  /** Who was on duty, by area, when last heard. */
  duty: Record<string, string[]>;
  area: string;
  /** The person chose to have her position sealed in. */
  positioned: boolean;
  /** In plain, by earlier versions of this page, for who asked for it; no longer written. */
  draft: Draft;
  /** The index that was heard last, and the files of each pack that came whole. */
  guides: { index: Index; packs: Record<string, FilePath[]> };
  [file: FilePath]: string;
  /** Whose law to show, where the person has chosen it herself. */
  law: string;
  /** What was logged for the legal clocks, and the time zone in which they count where she has chosen it. */
  log: LoggedEvent[];
  zone: string;
  /** Who she is and whom to tell, under her passphrase; only when she asked for it. */
  prepared: LockedFile;
  /** A press leaves at once, with the position, and cannot be taken back. */
  snatched: boolean;
  pin: Pin;
  /** The check-in that is armed, or that it was ended. */
  checkIn: StoredCheckIn;
  /** A code that vouches for the next press: of a partner organisation, or left by a drill; it counts from that moment on. */
  voucher: { code: string; from: number };
  drillVoucher: { code: string; from: number };
  /** What changes or drops the file behind her call words; nothing of the words. */
  callWords: Deposit;
}

export function recall<K extends keyof Values>(name: K): Promise<Values[K] | undefined> {
  return read(["kept"], (store) => resultOf(store("kept").get(name) as IDBRequest<Values[K] | undefined>));
}

export async function keep<K extends keyof Values>(name: K, value: Values[K]): Promise<void> {
  await write(["kept"], (store) => resultOf(store("kept").put(value, name)));
}

/** What is held becomes what `change` makes of it, in one step; undefined stays undefined. */
export async function replace<K extends keyof Values>(
  name: K,
  change: (held: Values[K] | undefined) => Values[K] | undefined,
): Promise<void> {
  await write(["kept"], async (store) => {
    const next = change(await resultOf(store("kept").get(name) as IDBRequest<Values[K] | undefined>));
    if (next !== undefined) await resultOf(store("kept").put(next, name));
  });
}

export async function drop(name: keyof Values): Promise<void> {
  await write(["kept"], (store) => resultOf(store("kept").delete(name)));
}
