/** What a person's phone keeps. One database, made anew when wiped; the service worker opens it too. */
import { connect, type Stores as StoresOf } from "./indexedDb";

export { asUnsaved, resultOf } from "./indexedDb";

/**
 * kept: things by name (organisation, roster, duty lists, choices). case: by `caseId`. letter: the outbox, in order.
 * message: sealed messages received, by case and number.
 */
const SCHEMA = {
  kept: {},
  case: { keyPath: "caseId" },
  letter: { keyPath: "id", autoIncrement: true },
  message: { keyPath: ["caseId", "seq"] },
};

export type Stores = StoresOf<keyof typeof SCHEMA>;

export const { read, write, wipe, retire } = connect("notes", 1, SCHEMA);

/** Where tabs and the service worker tell each other that something changed; with this message, that all is being deleted. */
export const CHANNEL = "notes";
export const WIPE_MESSAGE = "wiped";
