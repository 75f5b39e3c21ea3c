// What a member's browser keeps: her keys (not exportable), the roster it trusts, and words that never leave it.
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Member, Pinned } from "../seal/api";

/** The last good roster and what it was checked against. `demo`: what was trusted first called itself a demo. */
export interface StoredRoster {
  pinned: Pinned;
  text: string;
  demo: boolean;
}

/** How a counsel introduces herself; sealed to each person, known to no server. */
export interface Calling {
  name: string;
  phone: string;
}

interface Kept extends DBSchema {
  member: { key: string; value: Member };
  roster: { key: "held"; value: StoredRoster };
  calling: { key: string; value: Calling };
  names: { key: string; value: string };
}

let database: Promise<IDBPDatabase<Kept>> | undefined;

function openDatabase(): Promise<IDBPDatabase<Kept>> {
  database ??= openDB<Kept>("members", 1, {
    upgrade(db) {
      for (const store of ["member", "roster", "calling", "names"] as const) db.createObjectStore(store);
    },
  });
  return database;
}

/** The keys of the member with this fingerprint, if they were made on this device. */
export async function loadKeys(fingerprint: string): Promise<Member | undefined> {
  return (await openDatabase()).get("member", fingerprint);
}

export async function keepKeys(member: Member): Promise<void> {
  await (await openDatabase()).put("member", member, member.fingerprint);
}

export async function loadRoster(): Promise<StoredRoster | undefined> {
  return (await openDatabase()).get("roster", "held");
}

export async function keepRoster(roster: StoredRoster): Promise<void> {
  await (await openDatabase()).put("roster", roster, "held");
}

/** Forgets whom this device trusted, so that the next roster is a first contact again. */
export async function dropRoster(): Promise<void> {
  await (await openDatabase()).delete("roster", "held");
}

export async function loadCalling(fingerprint: string): Promise<Calling | undefined> {
  return (await openDatabase()).get("calling", fingerprint);
}

export async function keepCalling(fingerprint: string, calling: Calling): Promise<void> {
  await (await openDatabase()).put("calling", calling, fingerprint);
}

/** The names that this device knows, by fingerprint. */
export async function loadNames(): Promise<Map<string, string>> {
  const db = await openDatabase();
  const [keys, values] = await Promise.all([db.getAllKeys("names"), db.getAll("names")]);
  return new Map(keys.map((key, at) => [key, values[at] ?? ""]));
}

/** Keeps a name on this device; an empty one is forgotten. */
export async function keepName(fingerprint: string, name: string): Promise<void> {
  const db = await openDatabase();
  await (name ? db.put("names", name, fingerprint) : db.delete("names", fingerprint));
}
