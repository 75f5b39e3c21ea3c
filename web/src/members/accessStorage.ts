// What a dispatcher's browser keeps so that nobody can give access behind her back: its own log, and what it saw of all others.
import { resultOf } from "../device/indexedDb";
import type { LogHead, SignedEntry } from "../seal/api";
import { read, write } from "./storage";

/** An entry of this device's log. Which case it was stays on the device. */
export interface OwnEntry extends SignedEntry {
  text: string;
  case_id: string;
  /** The key of a file was given, not access to a card. */
  key?: boolean;
  /** The service has taken it. */
  sent: boolean;
}

const ofMember = (member: string): IDBKeyRange => IDBKeyRange.bound([member], [member, []]);

/** In their order. */
export const loadOwnEntries = (member: string): Promise<OwnEntry[]> =>
  read(["access"], (stores) => resultOf(stores("access").getAll(ofMember(member)) as IDBRequest<OwnEntry[]>));

export async function keepOwnEntries(entries: readonly OwnEntry[]): Promise<void> {
  await write(["access"], (stores) => Promise.all(entries.map((entry) => resultOf(stores("access").put(entry)))));
}

export async function dropOwnEntries(entries: readonly OwnEntry[]): Promise<void> {
  await write(["access"], (stores) =>
    Promise.all(entries.map(({ member, sequence }) => resultOf(stores("access").delete([member, sequence])))),
  );
}

/** How far this device has seen each log. */
export const loadHeads = (): Promise<Map<string, LogHead>> =>
  read(["heads"], async (stores) => {
    const heads = stores("heads");
    const [keys, values] = await Promise.all([
      resultOf(heads.getAllKeys() as IDBRequest<string[]>),
      resultOf(heads.getAll() as IDBRequest<LogHead[]>),
    ]);
    return new Map(keys.flatMap((key, at) => (values[at] ? [[key, values[at]] as const] : [])));
  });

export async function keepHeads(heads: ReadonlyMap<string, LogHead>): Promise<void> {
  await write(["heads"], (stores) => Promise.all([...heads].map(([key, head]) => resultOf(stores("heads").put(head, key)))));
}

/** Sightings of rosters that this device was never given, as they were signed. */
export const loadOthers = (organisation: string): Promise<string[] | undefined> =>
  read(["others"], (stores) => resultOf(stores("others").get(organisation) as IDBRequest<string[] | undefined>));

export async function keepOthers(organisation: string, texts: readonly string[]): Promise<void> {
  await write(["others"], (stores) => resultOf(stores("others").put([...texts], organisation)));
}
