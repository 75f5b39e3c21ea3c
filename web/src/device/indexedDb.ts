/** The one place that opens, upgrades and deletes a database of the browser's; the little of IndexedDB that is used here, as promises. */

/** What a request gives. Rejects with the request's error. */
export function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });
}

export type Stores<Name extends string> = (name: Name) => IDBObjectStore;
type Act<Name extends string, T> = (store: Stores<Name>) => Promise<T>;

/** Some browsers keep no keys in a private window, and a phone may be full: what cannot be kept is not sent. */
export function asUnsaved(error: unknown): "unsaved" {
  if (error instanceof DOMException) return "unsaved";
  throw error;
}

/**
 * The database called `name`, opened at its first use. A greater `version` makes the stores that are missing.
 * `read` and `write` do `act` in one transaction over `stores` and resolve when it is on disk: all of it happens, or nothing.
 * `act` may await only the requests of its own stores: a transaction ends when nothing is asked of it.
 */
export function connect<Name extends string>(name: string, version: number, schema: Readonly<Record<Name, IDBObjectStoreParameters>>) {
  let opened: Promise<IDBDatabase> | undefined;
  let isOver = false;

  function open(): Promise<IDBDatabase> {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      const { result } = request;
      for (const store in schema) if (!result.objectStoreNames.contains(store)) result.createObjectStore(store, schema[store]);
    };
    return resultOf(request).then((database) => {
      // Another tab wipes the phone, or has a newer version: let it.
      database.onversionchange = () => forget(database);
      return database;
    });
  }

  function forget(database: IDBDatabase): void {
    database.close();
    opened = undefined;
  }

  async function transact<T>(mode: IDBTransactionMode, stores: Name[], act: Act<Name, T>): Promise<T> {
    if (isOver) return new Promise(() => undefined);
    opened ??= open();
    const transaction = (await opened).transaction(stores, mode, { durability: "strict" });
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error("IndexedDB: aborted"));
    });
    const result = act((store) => transaction.objectStore(store));
    result.catch(() => transaction.error ?? transaction.abort());
    const [value] = await Promise.all([result, done]);
    return value;
  }

  return {
    read: <T>(stores: Name[], act: Act<Name, T>): Promise<T> => transact("readonly", stores, act),
    write: <T>(stores: Name[], act: Act<Name, T>): Promise<T> => transact("readwrite", stores, act),
    /** From now on nothing is read or written from here: whoever asks waits for ever. For a page that is about to leave. */
    retire: (): void => void (isOver = true),
    /** Deletes all that was kept. */
    wipe: async (): Promise<void> => {
      const database = await opened;
      if (database) forget(database);
      await resultOf(indexedDB.deleteDatabase(name));
    },
  };
}
