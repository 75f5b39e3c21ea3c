// What a member's browser keeps: her keys (not exportable), the roster it trusts, and words that never leave it.
import { connect, resultOf } from "../device/indexedDb";
import type { Directory, Member, PinnedRoster } from "../seal/api";

/** The last good roster and directory, and what they were checked against. `demo`: what was trusted first called itself a demo. */
export interface StoredRoster {
  pinned: PinnedRoster;
  text: string;
  demo: boolean;
  directory?: { text: string; directory: Directory; sha256: string };
}

/** How a counsel introduces herself; sealed to each person, known to no server. */
export interface CallingCard {
  name: string;
  phone: string;
}

/** `access`: this device's access log. `heads`: how far it has seen each log. `others`: sightings of other rosters. */
export const { read, write } = connect("members", 2, {
  member: {},
  roster: {},
  calling: {},
  names: {},
  access: { keyPath: ["member", "sequence"] },
  heads: {},
  others: {},
});

/** What each store holds, by which key. */
interface Values {
  member: Member;
  roster: StoredRoster;
  calling: CallingCard;
  names: string;
}

const get = <K extends keyof Values>(store: K, key: string): Promise<Values[K] | undefined> =>
  read([store], (stores) => resultOf(stores(store).get(key) as IDBRequest<Values[K] | undefined>));

async function put<K extends keyof Values>(store: K, key: string, value: Values[K]): Promise<void> {
  await write([store], (stores) => resultOf(stores(store).put(value, key)));
}

const remove = (store: keyof Values, key: string): Promise<void> => write([store], (stores) => resultOf(stores(store).delete(key)));

const ROSTER_KEY = "held";

/** The keys of the member with this fingerprint, if they were made on this device. */
export const loadKeys = (fingerprint: string): Promise<Member | undefined> => get("member", fingerprint);

export const keepKeys = (member: Member): Promise<void> => put("member", member.fingerprint, member);

export const loadRoster = (): Promise<StoredRoster | undefined> => get("roster", ROSTER_KEY);

export const keepRoster = (roster: StoredRoster): Promise<void> => put("roster", ROSTER_KEY, roster);

/** Forgets whom this device trusted, so that the next roster is a first contact again. */
export const dropRoster = (): Promise<void> => remove("roster", ROSTER_KEY);

export const loadCalling = (fingerprint: string): Promise<CallingCard | undefined> => get("calling", fingerprint);

export const keepCalling = (fingerprint: string, calling: CallingCard): Promise<void> => put("calling", fingerprint, calling);

/** The names that this device knows, by fingerprint. */
export function loadNames(): Promise<Map<string, string>> {
  return read(["names"], async (stores) => {
    const names = stores("names");
    const [keys, values] = await Promise.all([
      resultOf(names.getAllKeys() as IDBRequest<string[]>),
      resultOf(names.getAll() as IDBRequest<string[]>),
    ]);
    return new Map(keys.map((key, at) => [key, values[at] ?? ""]));
  });
}

/** Keeps a name on this device; an empty one is forgotten. */
export const keepName = (fingerprint: string, name: string): Promise<void> =>
  name ? put("names", fingerprint, name) : remove("names", fingerprint);
