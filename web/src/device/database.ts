/** The little of IndexedDB that is used here, as promises. One database, made anew when wiped. */

const NAME = "notes";

/**
 * kept: things by name (organisation, roster, duty lists, choices). case: by `caseId`. letter: the outbox, in order.
 * message: sealed messages received, by case and number.
 */
export type Store = "kept" | "case" | "letter" | "message";

function prepare(database: IDBDatabase): void {
  database.createObjectStore("kept");
  database.createObjectStore("case", { keyPath: "caseId" });
  database.createObjectStore("letter", { keyPath: "id", autoIncrement: true });
  database.createObjectStore("message", { keyPath: ["caseId", "seq"] });
}

/** What a request gives. Rejects with the request's error. */
export function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });
}

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => prepare(request.result);
  return resultOf(request).then((database) => {
    // Another tab wipes the phone: let it.
    database.onversionchange = () => forget(database);
    return database;
  });
}

function forget(database: IDBDatabase): void {
  database.close();
  opened = undefined;
}

type Act<T> = (store: (name: Store) => IDBObjectStore) => Promise<T>;

/**
 * Does `act` in one transaction over `stores` and resolves when it is on disk. All of it happens, or nothing.
 * `act` may await only the requests of its own stores: a transaction ends when nothing is asked of it.
 */
export async function transact<T>(mode: IDBTransactionMode, stores: Store[], act: Act<T>): Promise<T> {
  opened ??= open();
  const transaction = (await opened).transaction(stores, mode, { durability: "strict" });
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("IndexedDB: aborted"));
  });
  const result = act((name) => transaction.objectStore(name));
  result.catch(() => transaction.error ?? transaction.abort());
  const [value] = await Promise.all([result, done]);
  return value;
}

export const read = <T>(stores: Store[], act: Act<T>): Promise<T> => transact("readonly", stores, act);
export const write = <T>(stores: Store[], act: Act<T>): Promise<T> => transact("readwrite", stores, act);

/** Deletes all that was kept. */
export async function wipe(): Promise<void> {
  const database = await opened;
  if (database) forget(database);
  await resultOf(indexedDB.deleteDatabase(NAME));
}

/** Some browsers keep no keys in a private window, and a phone may be full: what cannot be kept is not sent. */
export function asUnsaved(error: unknown): "unsaved" {
  if (error instanceof DOMException) return "unsaved";
  throw error;
}
